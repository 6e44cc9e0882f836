import type { LocalDate } from '../../kernel/time.ts'
import { maxDate } from '../../kernel/time.ts'
import type { SkipCode } from './codes.ts'
import type { BillableRoom, OwnerTerm } from './model.ts'

/** 付款责任: who owes a span of days, or why nobody does. */
export type Payer =
  | { readonly kind: 'owner' | 'developer'; readonly ownerTermId: string }
  | { readonly kind: 'nobody'; readonly code: SkipCode }

/** The first day that an owner pays (交房 and an owner term), or `null` for an unsold room. */
export function ownerBegin(room: Pick<BillableRoom, 'handOverOn' | 'ownerTerms'>): LocalDate | null {
  const first = room.ownerTerms[0]
  if (first === undefined) return null
  return room.handOverOn === null ? first.fromOn : maxDate(room.handOverOn, first.fromOn)
}

export function ownerOn(terms: readonly OwnerTerm[], on: LocalDate): Payer {
  const term = terms.find(({ fromOn, toOn }) => fromOn <= on && (toOn === null || on <= toOn))
  return term === undefined
    ? { kind: 'nobody', code: 'billing.owner_missing' }
    : { kind: 'owner', ownerTermId: term.id }
}

/** The developer pays for unsold and undelivered rooms; without an account the days are listed under `code`. */
export function developerOr(developerTermId: string | null, code: SkipCode): Payer {
  return developerTermId === null ? { kind: 'nobody', code } : { kind: 'developer', ownerTermId: developerTermId }
}
