import { allocateOldestFirst } from '../../../src-shared/domain/ledger/index.ts'
import type { Fen } from '../../../src-shared/kernel/money.ts'
import { sumFen } from '../../../src-shared/kernel/money.ts'
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
  readonly openFen: Fen
  /** Due or of the current month: ticked when the account opens. */
  readonly ticked: boolean
}

/** What is paid of which line; a line that is not in it is not ticked. Plain data, so that it can be kept as a draft. */
export type Chosen = Readonly<Record<string, Fen>>

export function chooseDue(lines: readonly OpenLine[]): Chosen {
  return wholeOf(lines.filter(({ ticked }) => ticked))
}

/**
 * After a fresh reading: what is gone leaves, and no line is paid more than was chosen for it or than is open on it now.
 * A part stays the part that it was.
 */
export function keepChosen(chosen: Chosen, lines: readonly OpenLine[]): Chosen {
  const kept = lines.flatMap(({ lineId, openFen }) => {
    const payFen = chosen[lineId]
    return payFen === undefined ? [] : [[lineId, payFen < openFen ? payFen : openFen] as const]
  })
  return Object.fromEntries(kept)
}

/** What is open on the chosen lines: what the clerk had before the eyes when choosing. */
export function openOf(chosen: Chosen, lines: readonly OpenLine[]): Chosen {
  return wholeOf(lines.filter(({ lineId }) => chosen[lineId] !== undefined))
}

/** Whether any line that was chosen is gone or owes another amount now. */
export function hasMoved(before: Chosen, lines: readonly OpenLine[]): boolean {
  const now = new Map(lines.map(({ lineId, openFen }) => [lineId, openFen]))
  return Object.entries(before).some(([lineId, openFen]) => now.get(lineId) !== openFen)
}

export function toggleLine(chosen: Chosen, line: OpenLine): Chosen {
  if (chosen[line.lineId] === undefined) return { ...chosen, [line.lineId]: line.openFen }
  return without(chosen, line.lineId)
}

/** `+`: one month more of the item under the hand, the earliest that is not ticked. */
export function addMonth(chosen: Chosen, line: OpenLine, lines: readonly OpenLine[]): Chosen {
  const next = sameItem(line, lines).find(({ lineId }) => chosen[lineId] === undefined)
  return next === undefined ? chosen : { ...chosen, [next.lineId]: next.openFen }
}

/** `-`: one month less of it, the latest that is ticked. */
export function removeMonth(chosen: Chosen, line: OpenLine, lines: readonly OpenLine[]): Chosen {
  const last = sameItem(line, lines).findLast(({ lineId }) => chosen[lineId] !== undefined)
  return last === undefined ? chosen : without(chosen, last.lineId)
}

/** `*`: the item under the hand up to the month of a day, and nothing of it after that. */
export function payUpTo(
  chosen: Chosen,
  line: OpenLine,
  to: { readonly lines: readonly OpenLine[]; readonly date: LocalDate },
): Chosen {
  const own = sameItem(line, to.lines)
  const rest = own.reduce((left, { lineId }) => without(left, lineId), chosen)
  return { ...rest, ...wholeOf(own.filter(({ month }) => month <= monthOf(to.date))) }
}

/** `/`: an amount over all open lines, oldest first; `restFen` is what no debt is left for. */
export function payAmount(
  amountFen: Fen,
  lines: readonly OpenLine[],
): { readonly chosen: Chosen; readonly restFen: Fen } {
  const debts = lines.map((line, index) => ({ ...line, itemPriority: index }))
  const { allocations, restFen } = allocateOldestFirst(amountFen, debts)
  return { chosen: Object.fromEntries(allocations.map(({ lineId, amountFen: share }) => [lineId, share])), restFen }
}

export function totalOf(chosen: Chosen): Fen {
  return sumFen(Object.values(chosen), (amount) => amount)
}

/** Only the last line may be paid in part: the first before it that is, or `null`. */
export function partialBeforeLast(chosen: Chosen, lines: readonly OpenLine[]): OpenLine | null {
  const ticked = lines.filter(({ lineId }) => chosen[lineId] !== undefined)
  return ticked.slice(0, -1).find((line) => (chosen[line.lineId] ?? 0) < line.openFen) ?? null
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
  return Object.fromEntries(lines.map(({ lineId, openFen }) => [lineId, openFen]))
}

function without(chosen: Chosen, lineId: string): Chosen {
  return Object.fromEntries(Object.entries(chosen).filter(([id]) => id !== lineId))
}
