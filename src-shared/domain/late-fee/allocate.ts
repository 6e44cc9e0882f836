import type { Fen } from '../../kernel/money.ts'
import { fen } from '../../kernel/money.ts'
import type { Debt } from '../ledger/index.ts'
import { compareDebts } from '../ledger/index.ts'

/** 先本后息 or 先息后本: the office chooses, the receipt prints it (民法典 561 has costs, interest, principal when nothing is agreed). */
export type LateFeeOrder = 'principal_first' | 'late_fee_first'

export interface DebtWithLateFee extends Debt {
  readonly lateFeeFen: Fen
}

export interface PartAllocation {
  readonly lineId: string
  readonly part: 'principal' | 'late_fee'
  readonly amountFen: Fen
}

export interface PartAllocations {
  readonly allocations: readonly PartAllocation[]
  readonly restFen: Fen
}

/**
 * Puts an amount on lines and their late fees. Principal first: all principals in the order of debts, then all late fees. Late fee
 * first: line by line, late fee then principal.
 */
export function allocateWithLateFees(
  amountFen: Fen,
  { debts, order }: { readonly debts: readonly DebtWithLateFee[]; readonly order: LateFeeOrder },
): PartAllocations {
  if (amountFen < 0) throw new RangeError('Only an amount of 0 or more can be allocated')
  const inOrder = [...debts].sort(compareDebts)
  const principals = inOrder.map(({ lineId, openFen }) => ({ lineId, part: 'principal' as const, openFen }))
  const lateFees = inOrder.map(({ lineId, lateFeeFen }) => ({ lineId, part: 'late_fee' as const, openFen: lateFeeFen }))
  const parts =
    order === 'principal_first'
      ? [...principals, ...lateFees]
      : lateFees.flatMap((late, index) => [late, ...principals.slice(index, index + 1)])
  let rest: number = amountFen
  const allocations: PartAllocation[] = []
  for (const { lineId, part, openFen } of parts) {
    const share = Math.min(rest, openFen)
    if (share <= 0) continue
    allocations.push({ lineId, part, amountFen: fen(share) })
    rest -= share
  }
  return { allocations, restFen: fen(rest) }
}
