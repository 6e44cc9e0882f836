import type { Fen } from '../../kernel/money.ts'
import type { Instant } from '../../kernel/time.ts'

/** The blind count, entered once, against what should have been there. */
export interface CountResult {
  readonly countedFen: Fen
  readonly expectedFen: Fen
  /** counted − expected: negative is short (短款), positive over (长款). */
  readonly differenceFen: Fen
}

/** open → counted → closed; or open/counted → forced, which a supervisor counts later. */
export type ShiftState =
  | { readonly kind: 'open' }
  | { readonly kind: 'counted'; readonly count: CountResult }
  | { readonly kind: 'closed'; readonly count: CountResult; readonly differenceReason: string | null }
  | {
      readonly kind: 'forced'
      readonly reason: string
      readonly count: CountResult | null
      readonly differenceReason: string | null
    }

/** 班次: one cashier at one drawer from opening with a float to the Z report. May pass midnight. */
export interface Shift {
  readonly id: string
  readonly cashierId: string
  readonly drawer: string
  readonly openedAt: Instant
  readonly floatFen: Fen
  readonly state: ShiftState
}

/** Whether a drawer and its cashier are still taken: until the shift is closed, counted or not. */
export function isRunning({ kind }: ShiftState): boolean {
  return kind === 'open' || kind === 'counted'
}

export const SHIFT_CODES = [
  'shift.already_open',
  'shift.drawer_taken',
  'shift.pieces_invalid',
  'shift.not_yours',
  'shift.not_open',
  'shift.already_counted',
  'shift.not_counted',
  'shift.counted_before_receipts',
  'shift.reason_required',
  'shift.force_reason_required',
  'shift.not_forced',
  'shift.banked_too_much',
  'shift.not_enough_cash',
] as const
export type ShiftCode = (typeof SHIFT_CODES)[number]
