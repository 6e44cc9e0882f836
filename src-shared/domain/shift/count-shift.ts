import { assertNever } from '../../kernel/assert.ts'
import type { Refusal } from '../../kernel/app-error.ts'
import { refusal } from '../../kernel/app-error.ts'
import type { Fen } from '../../kernel/money.ts'
import { fen } from '../../kernel/money.ts'
import type { CashPieces } from './cash-pieces.ts'
import { sumPieces } from './cash-pieces.ts'
import type { DrawerCash } from './drawer-cash.ts'
import { decideBanking, expectedCash } from './drawer-cash.ts'
import type { CountResult, Shift, ShiftCode } from './shift.ts'

export interface CountRequest {
  readonly shift: Shift
  readonly actorId: string
  readonly pieces: CashPieces
  /** Cash of the shift before this banking. */
  readonly drawer: DrawerCash
  /** Taken to the bank together with the count, 0 for nothing. */
  readonly bankedFen: Fen
}

export interface Counted {
  readonly kind: 'counted'
  readonly count: CountResult
}

/** 盲点: the cashier counts without having seen what should be there, once. The answer is the first to show it. */
export function decideCount({ shift, actorId, pieces, drawer, bankedFen }: CountRequest): Counted | Refusal<ShiftCode> {
  if (shift.cashierId !== actorId) return refusal('shift.not_yours')
  if (shift.state.kind === 'counted') return refusal('shift.already_counted')
  if (shift.state.kind !== 'open') return refusal('shift.not_open')
  const banking = decideBanking(drawer, bankedFen)
  if (banking.kind === 'refused') return banking
  return countAgainst(pieces, expectedCash({ ...drawer, bankedFen: fen(drawer.bankedFen + bankedFen) }))
}

export interface CloseRequest {
  readonly shift: Shift
  readonly actorId: string
  readonly differenceReason: string
  /** Money documents posted after the count; there should be none, the counter refuses them. */
  readonly documentsSinceCount: number
}

export interface Closed {
  readonly kind: 'closed'
  readonly count: CountResult
  readonly differenceReason: string | null
}

/** 交班: after the count, with a reason when the money does not agree. */
export function decideClose({
  shift,
  actorId,
  differenceReason,
  documentsSinceCount,
}: CloseRequest): Closed | Refusal<ShiftCode> {
  if (shift.cashierId !== actorId) return refusal('shift.not_yours')
  switch (shift.state.kind) {
    case 'open':
      return refusal('shift.not_counted')
    case 'closed':
    case 'forced':
      return refusal('shift.not_open')
    case 'counted':
      break
    default:
      return assertNever(shift.state, 'shift state')
  }
  if (documentsSinceCount > 0) return refusal('shift.counted_before_receipts')
  return explained(shift.state.count, differenceReason)
}

export interface ForceRequest {
  readonly shift: Shift
  readonly reason: string
  /** Why the money did not agree, where the shift was counted and it did not: nobody is asked a second time. */
  readonly differenceReason: string
}

export interface Forced {
  readonly kind: 'forced'
  readonly reason: string
  readonly count: CountResult | null
  readonly differenceReason: string | null
}

/**
 * 强制交班 of a forgotten shift, by a supervisor: no count is invented. A count made before it stands, and so its difference
 * is explained here; a drawer that nobody counted is explained with its count.
 */
export function decideForceClose({ shift, reason, differenceReason }: ForceRequest): Forced | Refusal<ShiftCode> {
  const { state } = shift
  const given = reason.trim()
  if (state.kind !== 'open' && state.kind !== 'counted') return refusal('shift.not_open')
  if (given === '') return refusal('shift.force_reason_required', {}, 'reason')
  if (state.kind === 'open') return { kind: 'forced', reason: given, count: null, differenceReason: null }
  const closed = explained(state.count, differenceReason)
  return closed.kind === 'refused' ? closed : { ...closed, kind: 'forced', reason: given }
}

export interface CountForcedRequest {
  readonly shift: Shift
  readonly pieces: CashPieces
  readonly drawer: DrawerCash
  readonly differenceReason: string
}

/** The supervisor's count of a drawer whose shift was closed by force. */
export function decideCountForced({
  shift,
  pieces,
  drawer,
  differenceReason,
}: CountForcedRequest): Closed | Refusal<ShiftCode> {
  if (shift.state.kind !== 'forced') return refusal('shift.not_forced')
  if (shift.state.count !== null) return refusal('shift.already_counted')
  const counted = countAgainst(pieces, expectedCash(drawer))
  return counted.kind === 'refused' ? counted : explained(counted.count, differenceReason)
}

function countAgainst(pieces: CashPieces, expectedFen: Fen): Counted | Refusal<ShiftCode> {
  const counted = sumPieces(pieces)
  if (counted.kind === 'refused') return counted
  const { totalFen } = counted
  return { kind: 'counted', count: { countedFen: totalFen, expectedFen, differenceFen: fen(totalFen - expectedFen) } }
}

function explained(count: CountResult, differenceReason: string): Closed | Refusal<ShiftCode> {
  const reason = differenceReason.trim()
  if (count.differenceFen !== 0 && reason === '') {
    return refusal('shift.reason_required', { differenceFen: count.differenceFen }, 'differenceReason')
  }
  return { kind: 'closed', count, differenceReason: reason === '' ? null : reason }
}
