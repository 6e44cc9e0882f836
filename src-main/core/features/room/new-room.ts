import type { OCCUPANCIES, ROOM_USAGES } from '../../../../src-shared/contract/room.contract.ts'
import type { LocalDate } from '../../../../src-shared/kernel/time.ts'

export interface NewPerson {
  readonly name: string
  readonly phone: string | null
  readonly idNo: string | null
  /** Told by the name when it is left out. */
  readonly kind?: 'natural' | 'company'
}

/** A room with all that belongs to it, as an import, the demo or a form gives it. */
export interface NewRoom {
  /** Given when the caller wants to refer to it; made here otherwise. */
  readonly roomId?: string
  readonly building: string
  readonly unit: string | null
  readonly floor: string | null
  readonly roomNo: string
  /** As the office writes it, unique among the rooms in use: the caller has seen to it. */
  readonly code: string
  readonly usage: (typeof ROOM_USAGES)[number]
  readonly occupancy: (typeof OCCUPANCIES)[number]
  readonly handoverOn: LocalDate | null
  readonly openingPaidUntilOn: LocalDate | null
  readonly note: string | null
  readonly areas: readonly {
    readonly fromOn: LocalDate | null
    readonly builtAreaE2: number
    readonly innerAreaE2: number | null
  }[]
  /** 业主期 in order of their days, the last one open; a room that nobody bought yet has one without owners. */
  readonly ownerTerms: readonly {
    readonly fromOn: LocalDate | null
    readonly toOn: LocalDate | null
    readonly owners: readonly (NewPerson & { readonly sharePpm?: number })[]
  }[]
  readonly tenants: readonly (NewPerson & { readonly fromOn: LocalDate | null; readonly toOn: LocalDate | null })[]
}
