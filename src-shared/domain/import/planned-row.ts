import type { ErrorParams } from '../../kernel/app-error.ts'
import type { LocalDate } from '../../kernel/time.ts'
import type { ImportField } from './fields.ts'
import type { CellErrorCode, CellWarningCode } from './reading.ts'
import type { RoomUsage } from './read-usage.ts'
import type { Rewrite } from './tidy.ts'

export interface PersonValues {
  readonly name: string
  readonly phones: readonly string[]
  readonly id_no: string | null
}

/** A room with its owners and tenants as one row of the sheet gives it; `null` and empty lists where the sheet says nothing. */
export interface RoomValues {
  readonly code: string
  readonly building: string
  readonly unit: string | null
  readonly floor: number | null
  readonly room: string
  readonly usage: RoomUsage
  readonly built_area_e2: number | null
  readonly inner_area_e2: number | null
  readonly handover_on: LocalDate | null
  readonly owners: readonly PersonValues[]
  readonly owner_from_on: LocalDate | null
  readonly tenants: readonly PersonValues[]
  readonly tenant_from_on: LocalDate | null
  readonly tenant_to_on: LocalDate | null
  readonly paid_until_on: LocalDate | null
  readonly note: string | null
}

/** What the project has of a room already. A key that is left out is not compared. */
export type ExistingRoom = Readonly<{ code: string } & Partial<RoomValues>>

/** Reasons of a whole row, beside those of single cells. */
export type RowErrorCode =
  | 'import.room_missing'
  | 'import.building_missing'
  | 'import.built_area_missing'
  | 'import.owner_name_missing'
  | 'import.tenant_name_missing'
  | 'import.id_nos_more_than_names'
  | 'import.dates_reversed'
  | 'import.code_repeated'
  | 'import.owner_differs'

export type ProblemCode = CellErrorCode | RowErrorCode

export interface Problem<Code extends string = ProblemCode> {
  readonly row: number
  readonly field: ImportField
  readonly code: Code
  readonly params: ErrorParams
}

export type RowWarning = Problem<CellWarningCode>

export interface Change {
  readonly field: ImportField
  readonly from: string | number | null
  readonly to: string | number
}

interface RowBase {
  readonly row: number
  /** The mapped cells as written, overrides included: what the preview shows. */
  readonly texts: Readonly<Partial<Record<ImportField, string>>>
  /** The room's code as it will be, also beside a fault in another cell. */
  readonly roomCode: string | null
  readonly rewritten: readonly { readonly field: ImportField; readonly rewrites: readonly Rewrite[] }[]
  readonly warnings: readonly RowWarning[]
}

export type PlannedRow = RowBase &
  (
    | { readonly kind: 'ready'; readonly room: RoomValues }
    | { readonly kind: 'update'; readonly room: RoomValues; readonly changes: readonly Change[] }
    | { readonly kind: 'unchanged'; readonly room: RoomValues }
    | { readonly kind: 'wrong'; readonly problems: readonly Problem[] }
  )
