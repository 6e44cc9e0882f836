import type { LinePart } from '../../../src-shared/domain/counter/index.ts'
import { allocateWithLateFees } from '../../../src-shared/domain/late-fee/index.ts'
import type { LateFeeOrder } from '../../../src-shared/domain/late-fee/index.ts'
import type { Fen } from '../../../src-shared/kernel/money.ts'
import { fen, sumFen } from '../../../src-shared/kernel/money.ts'
import type { LocalDate, Month } from '../../../src-shared/kernel/time.ts'
import { monthOf } from '../../../src-shared/kernel/time.ts'

/** An open line as the counter shows it; the order is that of debts (domain rules 3.10), as core gives it. */
export interface OpenLine {
  readonly lineId: string
  readonly roomId: string
  readonly roomCode: string
  readonly feeItem: string
  readonly month: Month
  readonly fromOn: LocalDate
  readonly dueOn: LocalDate
  /** Principal; 0 where only a late fee is left. */
  readonly openFen: Fen
  readonly lateFeeFen: Fen
  /** Due or of the current month: ticked when the account opens. */
  readonly ticked: boolean
}

/**
 * What is paid of which part of which line, by `partKey`; what is not in it is not ticked. Plain data, so that it can be kept
 * as a draft.
 */
export type Chosen = Readonly<Record<string, Fen>>

/** A line's principal goes by its id; its late fee stands beside it. */
export function partKey(lineId: string, part: LinePart): string {
  return part === 'principal' ? lineId : `${lineId} late`
}

export interface OpenPart {
  readonly key: string
  readonly line: OpenLine
  readonly part: LinePart
  readonly openFen: Fen
}

/** What is owed of a line: principal, late fee, or both. */
export function partsOf(line: OpenLine): readonly OpenPart[] {
  const parts = [
    { part: 'principal', openFen: line.openFen },
    { part: 'late_fee', openFen: line.lateFeeFen },
  ] as const
  return parts
    .filter(({ openFen }) => openFen > 0)
    .map(({ part, openFen }) => ({ key: partKey(line.lineId, part), line, part, openFen }))
}

/** All parts in the order in which money is put on them; lines come in the order of debts. */
export function partsInOrder(lines: readonly OpenLine[], order: LateFeeOrder): readonly OpenPart[] {
  const parts = lines.flatMap(partsOf)
  if (order === 'principal_first')
    return [...parts.filter(({ part }) => part === 'principal'), ...parts.filter(({ part }) => part === 'late_fee')]
  return lines.flatMap((line) => partsOf(line).toReversed())
}

export function isChosen(chosen: Chosen, { lineId }: Pick<OpenLine, 'lineId'>): boolean {
  return chosen[partKey(lineId, 'principal')] !== undefined || chosen[partKey(lineId, 'late_fee')] !== undefined
}

/** What is paid of a line now; `null` when nothing of it is ticked. */
export function paidOf(chosen: Chosen, { lineId }: Pick<OpenLine, 'lineId'>): Fen | null {
  const parts = [chosen[partKey(lineId, 'principal')], chosen[partKey(lineId, 'late_fee')]]
  const ticked = parts.filter((amount) => amount !== undefined)
  return ticked.length === 0 ? null : sumFen(ticked, (amount) => amount)
}

export function chooseDue(lines: readonly OpenLine[]): Chosen {
  return wholeOf(lines.filter(({ ticked }) => ticked))
}

/**
 * After a fresh reading: what is gone leaves, and nothing is paid more than was chosen for it or than is open on it now.
 * A part stays the part that it was.
 */
export function keepChosen(chosen: Chosen, lines: readonly OpenLine[]): Chosen {
  const kept = lines.flatMap(partsOf).flatMap(({ key, openFen }) => {
    const payFen = chosen[key]
    return payFen === undefined ? [] : [[key, payFen < openFen ? payFen : openFen] as const]
  })
  return Object.fromEntries(kept)
}

/** What is open of what was chosen: what the clerk had before the eyes when choosing. */
export function openOf(chosen: Chosen, lines: readonly OpenLine[]): Chosen {
  const parts = lines.flatMap(partsOf).filter(({ key }) => chosen[key] !== undefined)
  return Object.fromEntries(parts.map(({ key, openFen }) => [key, openFen]))
}

/** Whether anything that was chosen is gone or owes another amount now. */
export function hasMoved(before: Chosen, lines: readonly OpenLine[]): boolean {
  const now = new Map(lines.flatMap(partsOf).map(({ key, openFen }) => [key, openFen]))
  return Object.entries(before).some(([key, openFen]) => now.get(key) !== openFen)
}

export function toggleLine(chosen: Chosen, line: OpenLine): Chosen {
  return isChosen(chosen, line) ? without(chosen, line) : { ...chosen, ...wholeOf([line]) }
}

/** The late fee of a line alone, taken or left: what is left stays due. */
export function toggleLateFee(chosen: Chosen, line: OpenLine): Chosen {
  const key = partKey(line.lineId, 'late_fee')
  if (chosen[key] !== undefined) return dropped(chosen, [key])
  return line.lateFeeFen > 0 ? { ...chosen, [key]: line.lateFeeFen } : chosen
}

/** `+`: one month more of the item under the hand, the earliest that is not ticked. */
export function addMonth(chosen: Chosen, line: OpenLine, lines: readonly OpenLine[]): Chosen {
  const next = sameItem(line, lines).find((one) => !isChosen(chosen, one))
  return next === undefined ? chosen : { ...chosen, ...wholeOf([next]) }
}

/** `-`: one month less of it, the latest that is ticked. */
export function removeMonth(chosen: Chosen, line: OpenLine, lines: readonly OpenLine[]): Chosen {
  const last = sameItem(line, lines).findLast((one) => isChosen(chosen, one))
  return last === undefined ? chosen : without(chosen, last)
}

/** `*`: the item under the hand up to the month of a day, and nothing of it after that. */
export function payUpTo(
  chosen: Chosen,
  line: OpenLine,
  to: { readonly lines: readonly OpenLine[]; readonly date: LocalDate },
): Chosen {
  const own = sameItem(line, to.lines)
  const rest = own.reduce(without, chosen)
  return { ...rest, ...wholeOf(own.filter(({ month }) => month <= monthOf(to.date))) }
}

/** `/`: an amount over all that is owed, in the order of payment; `restFen` is what no debt is left for. */
export function payAmount(
  amountFen: Fen,
  { lines, order }: { readonly lines: readonly OpenLine[]; readonly order: LateFeeOrder },
): { readonly chosen: Chosen; readonly restFen: Fen } {
  const debts = lines.map((line, index) => ({ ...line, itemPriority: index }))
  const { allocations, restFen } = allocateWithLateFees(amountFen, { debts, order })
  const shares = allocations.map(({ lineId, part, amountFen: share }) => [partKey(lineId, part), share] as const)
  return { chosen: Object.fromEntries(shares), restFen }
}

export function totalOf(chosen: Chosen): Fen {
  return sumFen(Object.values(chosen), (amount) => amount)
}

/** 违约金 among what is chosen. */
export function lateFeeTotalOf(chosen: Chosen, lines: readonly OpenLine[]): Fen {
  return sumFen(lines, ({ lineId }) => chosen[partKey(lineId, 'late_fee')] ?? fen(0))
}

/** Only the last in the order of payment may be paid in part: the first before it that is, or `null`. */
export function partialBeforeLast(
  chosen: Chosen,
  { lines, order }: { readonly lines: readonly OpenLine[]; readonly order: LateFeeOrder },
): OpenLine | null {
  const ticked = partsInOrder(lines, order).filter(({ key }) => chosen[key] !== undefined)
  return ticked.slice(0, -1).find(({ key, openFen }) => (chosen[key] ?? 0) < openFen)?.line ?? null
}

export interface LineGroup<Line extends OpenLine> {
  readonly key: string
  readonly roomCode: string
  readonly feeItem: string
  readonly fromMonth: Month
  readonly toMonth: Month
  readonly lines: readonly Line[]
}

/** Lines by room and item, each in the order of debts: what the table shows. */
export function groupLines<Line extends OpenLine>(lines: readonly Line[]): readonly LineGroup<Line>[] {
  const groups = Map.groupBy(lines, (line) => `${line.roomId} ${line.feeItem}`)
  return [...groups].flatMap(([key, own]) => {
    const [first] = own
    if (first === undefined) return []
    const months = own.map(({ month }) => month).toSorted()
    const [fromMonth = first.month, toMonth = first.month] = [months[0], months.at(-1)]
    return [{ key, roomCode: first.roomCode, feeItem: first.feeItem, fromMonth, toMonth, lines: own }]
  })
}

function sameItem(line: OpenLine, lines: readonly OpenLine[]): readonly OpenLine[] {
  return lines.filter(({ roomId, feeItem }) => roomId === line.roomId && feeItem === line.feeItem)
}

function wholeOf(lines: readonly OpenLine[]): Chosen {
  return Object.fromEntries(lines.flatMap(partsOf).map(({ key, openFen }) => [key, openFen]))
}

function without(chosen: Chosen, { lineId }: OpenLine): Chosen {
  return dropped(chosen, [partKey(lineId, 'principal'), partKey(lineId, 'late_fee')])
}

function dropped(chosen: Chosen, keys: readonly string[]): Chosen {
  return Object.fromEntries(Object.entries(chosen).filter(([key]) => !keys.includes(key)))
}
