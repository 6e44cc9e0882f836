import type { Fen } from '../../kernel/money.ts'
import { fen, shareByLargestRemainder, sumFen } from '../../kernel/money.ts'
import type { LocalDate, Month } from '../../kernel/time.ts'
import { addDays, daysBetween, maxDate, minDate } from '../../kernel/time.ts'
import type { SkipCode } from './codes.ts'
import { needsMending } from './codes.ts'
import { NOT_BEFORE_DAYS } from './due-date.ts'
import type { LineKey } from './line-key.ts'
import type { ExistingLine, PlannedLine, PlanRequest, SkippedRow } from './model.ts'
import { planLines } from './plan-lines.ts'

/** An issued line with what became of it. */
export interface IssuedLine extends ExistingLine {
  /** Paid, offset, discounted or waived so far: a line of which anything was settled stays. */
  readonly settledFen: Fen
}

/** 补差 line: what today's data adds to a paid line or takes from it. It names the line that it corrects and may overlap it. */
export interface DifferenceLine {
  readonly key: LineKey
  readonly correctsLineId: string
  readonly ownerTermId: string
  readonly fromOn: LocalDate
  readonly toOn: LocalDate
  readonly differenceFen: Fen
  /** What the corrected line and all its differences come to with this one. */
  readonly computedFen: Fen
  readonly dueOn: LocalDate
  /** The lines of today's data that the sum stands for, each with its explanation. */
  readonly basis: readonly PlannedLine[]
}

/** A month that today's data cannot bill: it is left as it is and asks for the figure first. */
export interface HeldMonth {
  readonly roomId: string
  readonly itemId: string
  readonly month: Month
  readonly code: SkipCode
}

export interface LateEvents {
  /** Unpaid lines that are no longer right. */
  readonly voided: readonly IssuedLine[]
  readonly billed: readonly PlannedLine[]
  readonly differences: readonly DifferenceLine[]
  readonly held: readonly HeldMonth[]
}

/** Active lines of one room, item and month, with what today's data makes of it. */
interface MonthGroup {
  readonly lines: readonly IssuedLine[]
  readonly planned: readonly PlannedLine[]
}

/**
 * 迟到事件 (domain rules 3.2): an event was entered after its month was issued. Unpaid lines are voided and billed again, paid and
 * part-paid ones stay and get a difference line. Rooms, items and months that were not asked for, or have no active line, are none of
 * its business. Afterwards the active lines of every other month that is not held add up to what today's data gives.
 */
export function planLateEvents(request: PlanRequest, issued: readonly IssuedLine[]): LateEvents {
  const active = issued.filter(({ state }) => state === 'active')
  const existing = issued.map((line) => ({ ...line, state: 'cancelled' as const }))
  const fresh = planLines({ ...request, excluded: [], existing })
  const planned = Map.groupBy(fresh.created, ({ key }) => groupKey(key))
  const skipped = Map.groupBy(fresh.skipped, groupKey)
  const result = {
    voided: [] as IssuedLine[],
    billed: [] as PlannedLine[],
    differences: [] as DifferenceLine[],
    held: [] as HeldMonth[],
  }
  const asked = askedGroups(request)
  for (const [group, lines] of Map.groupBy(active, groupKey)) {
    if (!asked.has(group)) continue
    const gap = (skipped.get(group) ?? []).find(({ code }) => needsMending(code))
    if (gap !== undefined) result.held.push(heldMonth(gap))
    else settleMonth({ lines, planned: planned.get(group) ?? [] }, { request, issued, result })
  }
  return result
}

function askedGroups({ rooms, items, months }: PlanRequest): Set<string> {
  return new Set(
    rooms.flatMap((room) =>
      items.flatMap((item) => months.map((month) => groupKey({ roomId: room.id, itemId: item.id, month }))),
    ),
  )
}

interface Context {
  readonly request: PlanRequest
  readonly issued: readonly IssuedLine[]
  readonly result: {
    readonly voided: IssuedLine[]
    readonly billed: PlannedLine[]
    readonly differences: DifferenceLine[]
  }
}

function settleMonth({ lines, planned }: MonthGroup, { request, issued, result }: Context): void {
  const ids = new Set(lines.map(({ id }) => id))
  // A difference whose line was taken back stands for itself.
  const bases = lines.filter(({ correctsLineId }) => correctsLineId === null || !ids.has(correctsLineId))
  const chains = bases.map((base) => chainOf(base, lines))
  const settled = chains.filter((chain) => chain.lines.some(({ settledFen }) => settledFen !== 0))
  const { covered, free } = assign(planned, settled)
  const unpaid = chains.filter((chain) => !settled.includes(chain))
  const right = unpaid.filter((chain) => free.some((line) => isSame(chain, line)))
  result.voided.push(...unpaid.filter((chain) => !right.includes(chain)).flatMap((chain) => chain.lines))
  result.billed.push(...free.filter((line) => !right.some((chain) => isSame(chain, line))))
  const taken = attemptsOf([...issued, ...free.map(({ key }) => key)])
  for (const chain of settled) {
    const shares = covered.get(chain) ?? []
    const computedFen = sumFen(shares, ({ amountFen }) => amountFen)
    if (computedFen === chain.totalFen) continue
    result.differences.push(
      differenceOf({ chain, computedFen, basis: shares.map(({ line }) => line) }, { request, taken }),
    )
  }
}

/** A line with the differences that were made for it before. */
interface Chain {
  readonly base: IssuedLine
  readonly lines: readonly IssuedLine[]
  readonly totalFen: Fen
}

function chainOf(base: IssuedLine, lines: readonly IssuedLine[]): Chain {
  const own = [base, ...lines.filter(({ correctsLineId }) => correctsLineId === base.id)]
  return { base, lines: own, totalFen: sumFen(own, ({ amountFen }) => amountFen) }
}

function isSame({ base, totalFen }: Chain, line: PlannedLine): boolean {
  return (
    base.fromOn === line.fromOn &&
    base.toOn === line.toOn &&
    base.ownerTermId === line.ownerTermId &&
    totalFen === line.amountFen
  )
}

interface Share {
  readonly line: PlannedLine
  readonly amountFen: Fen
}

/** A planned line goes to the settled lines of its owner that it overlaps, by common days; the others are free to be billed. */
function assign(
  planned: readonly PlannedLine[],
  settled: readonly Chain[],
): { readonly covered: Map<Chain, Share[]>; readonly free: PlannedLine[] } {
  const covered = new Map<Chain, Share[]>()
  const free: PlannedLine[] = []
  for (const line of planned) {
    const over = settled.filter(({ base }) => base.ownerTermId === line.ownerTermId && commonDays(base, line) > 0)
    if (over.length === 0) {
      free.push(line)
      continue
    }
    const shares = shareByLargestRemainder(
      line.amountFen,
      over.map(({ base }) => BigInt(commonDays(base, line))),
    )
    for (const [index, chain] of over.entries()) {
      covered.set(chain, [...(covered.get(chain) ?? []), { line, amountFen: shares[index] as Fen }])
    }
  }
  return { covered, free }
}

function commonDays(left: Pick<ExistingLine, 'fromOn' | 'toOn'>, right: Pick<ExistingLine, 'fromOn' | 'toOn'>): number {
  return daysBetween(maxDate(left.fromOn, right.fromOn), minDate(left.toOn, right.toOn)) + 1
}

interface Difference {
  readonly chain: Chain
  readonly computedFen: Fen
  readonly basis: readonly PlannedLine[]
}

function differenceOf(
  { chain, computedFen, basis }: Difference,
  { request, taken }: { readonly request: PlanRequest; readonly taken: Map<string, number> },
): DifferenceLine {
  const { base, totalFen } = chain
  const { roomId, itemId, month, fromOn, toOn } = base
  const slot = attemptKey(base)
  const attempt = (taken.get(slot) as number) + 1
  taken.set(slot, attempt)
  return {
    key: { projectId: request.projectId, roomId, itemId, month, fromOn, attempt },
    correctsLineId: base.id,
    ownerTermId: base.ownerTermId,
    fromOn,
    toOn,
    differenceFen: fen(computedFen - totalFen),
    computedFen,
    dueOn: dueOfDifference(basis, request),
    basis,
  }
}

/** Due with the line that today's data gives; one that only takes away is due like a bill of today. */
function dueOfDifference(basis: readonly PlannedLine[], request: PlanRequest): LocalDate {
  const earliest = addDays(request.today, NOT_BEFORE_DAYS)
  return basis.reduce((latest, { dueOn }) => maxDate(latest, dueOn), earliest)
}

type Slot = Pick<ExistingLine, 'roomId' | 'itemId' | 'month' | 'fromOn'>

function attemptsOf(lines: readonly (Slot & { readonly attempt: number })[]): Map<string, number> {
  const taken = new Map<string, number>()
  for (const line of lines) taken.set(attemptKey(line), Math.max(line.attempt, taken.get(attemptKey(line)) ?? 0))
  return taken
}

function attemptKey({ roomId, itemId, month, fromOn }: Slot): string {
  return `${roomId}|${itemId}|${month}|${fromOn}`
}

function groupKey({ roomId, itemId, month }: Pick<Slot, 'roomId' | 'itemId' | 'month'>): string {
  return `${roomId}|${itemId}|${month}`
}

function heldMonth({ roomId, itemId, month, code }: SkippedRow): HeldMonth {
  return { roomId, itemId, month, code }
}
