import type { Refusal } from '../../kernel/app-error.ts'
import { refusal } from '../../kernel/app-error.ts'
import type { Fen } from '../../kernel/money.ts'
import type { CashPieces } from './cash-pieces.ts'
import { sumPieces } from './cash-pieces.ts'
import type { ShiftCode, ShiftState } from './shift.ts'
import { isRunning } from './shift.ts'

export interface OpenRequest {
  readonly cashierId: string
  readonly drawer: string
  readonly floatPieces: CashPieces
  /** The shifts of the project that are not closed, with the cashier's name for the message. */
  readonly shifts: readonly {
    readonly cashierId: string
    readonly cashier: string
    readonly drawer: string
    readonly state: ShiftState
  }[]
}

/** 开班: one running shift per cashier and one per drawer. */
export function decideOpen(
  request: OpenRequest,
): { readonly kind: 'opened'; readonly floatFen: Fen } | Refusal<ShiftCode> {
  const running = request.shifts.filter(({ state }) => isRunning(state))
  const own = running.find(({ cashierId }) => cashierId === request.cashierId)
  if (own !== undefined) return refusal('shift.already_open', { drawer: own.drawer })
  const taken = running.find(({ drawer }) => drawer === request.drawer)
  if (taken !== undefined) return refusal('shift.drawer_taken', { cashier: taken.cashier }, 'drawer')
  const float = sumPieces(request.floatPieces)
  return float.kind === 'refused' ? float : { kind: 'opened', floatFen: float.totalFen }
}
