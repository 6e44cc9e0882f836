import type { Fen } from '../../kernel/money.ts'
import { fen } from '../../kernel/money.ts'
import type { LocalDate } from '../../kernel/time.ts'

/** 欠费行: what the order of debts looks at. */
export interface Debt {
  readonly lineId: string
  readonly roomCode: string
  readonly dueOn: LocalDate
  readonly fromOn: LocalDate
  /** Smaller is paid first; an item without a priority comes last. */
  readonly itemPriority: number | null
  readonly openFen: Fen
}

/** 销账顺序 wherever the system chooses (domain rules 3.10): due date, period start, item priority, room code, line id. */
export function compareDebts(left: Debt, right: Debt): number {
  return (
    compare(left.dueOn, right.dueOn) ||
    compare(left.fromOn, right.fromOn) ||
    compare(left.itemPriority ?? Infinity, right.itemPriority ?? Infinity) ||
    compare(left.roomCode, right.roomCode) ||
    compare(left.lineId, right.lineId)
  )
}

export interface Allocation {
  readonly lineId: string
  readonly amountFen: Fen
}

export interface AllocationResult {
  readonly allocations: readonly Allocation[]
  /** What no debt is left for. */
  readonly restFen: Fen
}

/** Puts an amount on debts, oldest first; only the last line reached can stay part paid (case P5). */
export function allocateOldestFirst(amountFen: Fen, debts: readonly Debt[]): AllocationResult {
  if (amountFen < 0) throw new RangeError('Only an amount of 0 or more can be allocated')
  let rest: number = amountFen
  const allocations: Allocation[] = []
  for (const debt of [...debts].sort(compareDebts)) {
    const share = Math.min(rest, debt.openFen)
    if (share <= 0) continue
    allocations.push({ lineId: debt.lineId, amountFen: fen(share) })
    rest -= share
  }
  return { allocations, restFen: fen(rest) }
}

function compare<T extends string | number>(left: T, right: T): number {
  if (left === right) return 0
  return left < right ? -1 : 1
}
