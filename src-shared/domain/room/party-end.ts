import type { Refusal } from '../../kernel/app-error.ts'
import { refusal } from '../../kernel/app-error.ts'
import type { LocalDate } from '../../kernel/time.ts'

export interface PartyEnd {
  readonly role: 'owner' | 'tenant'
  readonly fromOn: LocalDate | null
  readonly toOn: LocalDate
  /** Owners of the same term who stay. */
  readonly otherOwners: number
}

/** A tenant leaves with a day; the last owner does not leave but is followed by another (过户). */
export function decidePartyEnd(
  end: PartyEnd,
): { readonly kind: 'ended' } | Refusal<'room.party_end_before_start' | 'room.last_owner'> {
  if (end.fromOn !== null && end.toOn < end.fromOn)
    return refusal('room.party_end_before_start', { fromOn: end.fromOn }, 'toOn')
  return end.role === 'owner' && end.otherOwners === 0 ? refusal('room.last_owner') : { kind: 'ended' }
}
