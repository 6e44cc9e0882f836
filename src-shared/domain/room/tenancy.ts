import type { Refusal } from '../../kernel/app-error.ts'
import { refusal } from '../../kernel/app-error.ts'
import type { LocalDate } from '../../kernel/time.ts'

export interface Tenancy {
  readonly fromOn: LocalDate | null
  readonly toOn: LocalDate | null
}

export type TenancyDecision = { readonly kind: 'tenancy' } | Refusal<'room.tenant_overlap' | 'room.tenancy_open'>

/** 租期 of different days may not overlap; people who move in on the same day share one. An open end overlaps everything later. */
export function decideTenancy(present: readonly Tenancy[], fromOn: LocalDate | null): TenancyDecision {
  const first = fromOn ?? '0000-01-01'
  const other = present.find((tenancy) => tenancy.fromOn !== fromOn && (tenancy.toOn === null || tenancy.toOn >= first))
  if (other === undefined) return { kind: 'tenancy' }
  return other.toOn === null
    ? refusal('room.tenancy_open', {}, 'fromOn')
    : refusal('room.tenant_overlap', { untilOn: other.toOn }, 'fromOn')
}
