import type { Refusal } from '../../kernel/app-error.ts'
import { refusal } from '../../kernel/app-error.ts'
import type { Fen } from '../../kernel/money.ts'
import type { LocalDate } from '../../kernel/time.ts'

export interface RoomEnd {
  readonly endedOn: LocalDate
  readonly openFen: Fen
  readonly billedUntilOn: LocalDate | null
}

/** 停用 refuses while money refers to the room: nothing may stay open, nothing may be billed past the end (architecture §9, deleting). */
export function decideRoomEnd(
  end: RoomEnd,
): { readonly kind: 'ended' } | Refusal<'room.has_open_bills' | 'room.end_before_bills'> {
  if (end.openFen > 0) return refusal('room.has_open_bills', { openFen: end.openFen })
  if (end.billedUntilOn !== null && end.endedOn < end.billedUntilOn) {
    return refusal('room.end_before_bills', { lastTo: end.billedUntilOn }, 'endedOn')
  }
  return { kind: 'ended' }
}
