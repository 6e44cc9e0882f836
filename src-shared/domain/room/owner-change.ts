import type { Refusal } from '../../kernel/app-error.ts'
import { refusal } from '../../kernel/app-error.ts'
import type { LocalDate } from '../../kernel/time.ts'
import { addDays } from '../../kernel/time.ts'

/** 业主期: debt belongs to the room and the term, however many people own it together (R0-7). */
export interface OwnerTerm {
  readonly termId: string
  readonly fromOn: LocalDate | null
  readonly toOn: LocalDate | null
}

export interface OwnerArrival {
  readonly terms: readonly OwnerTerm[]
  /** First day of the new state (domain rules 3.4): on it the new owner pays. `null`: owns it as long as the present ones. */
  readonly fromOn: LocalDate | null
  /** Last day of the latest line in force. */
  readonly billedUntilOn: LocalDate | null
}

export type OwnerChange =
  | { readonly kind: 'join'; readonly termId: string; readonly fromOn: LocalDate | null }
  /** 过户: the former term ends the day before. */
  | {
      readonly kind: 'transfer'
      readonly former: OwnerTerm
      readonly formerToOn: LocalDate
      readonly fromOn: LocalDate
    }
  | { readonly kind: 'first'; readonly fromOn: LocalDate | null }
  | Refusal<'room.owner_before_term' | 'room.owner_in_billed_month'>

/** Whether somebody who comes to own a room shares the present term or begins a new one. */
export function decideOwnerChange({ terms, fromOn, billedUntilOn }: OwnerArrival): OwnerChange {
  const present = terms.find((term) => term.toOn === null)
  if (present === undefined) return { kind: 'first', fromOn }
  if (fromOn === null || fromOn === present.fromOn)
    return { kind: 'join', termId: present.termId, fromOn: present.fromOn }
  if (present.fromOn !== null && fromOn < present.fromOn) {
    return refusal('room.owner_before_term', { fromOn: present.fromOn }, 'fromOn')
  }
  if (billedUntilOn !== null && fromOn <= billedUntilOn) {
    return refusal('room.owner_in_billed_month', { billedUntilOn, nextOn: addDays(billedUntilOn, 1) }, 'fromOn')
  }
  return { kind: 'transfer', former: present, formerToOn: addDays(fromOn, -1), fromOn }
}
