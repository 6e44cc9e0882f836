import type { ErrorParams } from '../../kernel/app-error.ts'
import type { Fen } from '../../kernel/money.ts'
import type { LocalDate } from '../../kernel/time.ts'
import type { OpeningField } from './columns.ts'

/** Why a row of opening positions cannot be posted. Each has a text `error.<code>`. */
export type OpeningProblemCode =
  | 'opening.room_missing'
  | 'opening.room_unknown'
  | 'opening.item_missing'
  | 'opening.item_unknown'
  | 'opening.item_not_monthly'
  | 'opening.nothing_stated'
  | 'opening.amount_missing'
  | 'opening.amount_unreadable'
  | 'opening.amount_not_positive'
  | 'opening.amount_too_large'
  | 'opening.date_unreadable'
  | 'opening.days_reversed'
  | 'opening.after_go_live'
  | 'opening.owner_missing'
  | 'opening.days_overlap'
  | 'opening.stands_already'
  | 'opening.paid_and_owed'
  | 'opening.paid_twice'
  | 'opening.billed_already'
  | 'opening.reading_unreadable'
  | 'opening.read_on_later'
  | 'opening.meter_unknown'
  | 'opening.meter_ambiguous'
  | 'opening.meter_registers'
  | 'opening.meter_read_already'
  | 'opening.meter_twice'
  | 'opening.reading_beyond_dial'
  | 'opening.cell_unreadable'

export interface OpeningProblem {
  readonly field: OpeningField
  readonly code: OpeningProblemCode
  readonly params: ErrorParams
}

/** A row as its cells say it, before anything is known of rooms, items and meters. */
export interface ReadOpeningRow {
  readonly row: number
  /** The mapped cells as written, mended ones as mended. */
  readonly texts: Readonly<Partial<Record<OpeningField, string>>>
  readonly room: string
  readonly item: string
  readonly fromOn: LocalDate | null
  readonly toOn: LocalDate | null
  readonly amountFen: Fen | null
  readonly dueOn: LocalDate | null
  readonly paidUntilOn: LocalDate | null
  readonly meter: string
  readonly readingE3: number | null
  readonly readOn: LocalDate | null
  readonly note: string
  readonly problems: readonly OpeningProblem[]
}

/** 期初欠费: what a room owed before the go-live day. */
export interface OpeningDebt {
  readonly itemId: string
  readonly ownerTermId: string
  readonly fromOn: LocalDate
  readonly toOn: LocalDate
  readonly dueOn: LocalDate
  readonly amountFen: Fen
}

/** 缴至: the last day that the old system collected for. */
export interface OpeningPaidUntil {
  readonly itemId: string
  readonly on: LocalDate
}

/** 期初读数: where a meter stood. */
export interface OpeningReading {
  readonly meterId: string
  readonly valueE3: number
  readonly readOn: LocalDate
}

interface RowBase {
  readonly row: number
  readonly texts: ReadOpeningRow['texts']
}
export type PlannedOpening = RowBase &
  (
    | {
        readonly kind: 'ready'
        readonly roomId: string
        readonly roomCode: string
        readonly debt: OpeningDebt | null
        readonly paidUntil: OpeningPaidUntil | null
        readonly reading: OpeningReading | null
        readonly note: string
      }
    | { readonly kind: 'wrong'; readonly problems: readonly OpeningProblem[] }
  )

export interface KnownSpan {
  readonly fromOn: LocalDate
  readonly toOn: LocalDate
}
/** A room as an opening position finds it. */
export interface KnownRoom {
  readonly id: string
  readonly code: string
  readonly terms: readonly { readonly id: string; readonly fromOn: LocalDate | null; readonly toOn: LocalDate | null }[]
}
export interface KnownItem {
  readonly id: string
  readonly name: string
  /** Billed month by month: only such an item can be paid until a day. */
  readonly isMonthly: boolean
}
export interface KnownMeter {
  readonly id: string
  readonly code: string
  readonly registers: number
  readonly digits: number
  readonly isRead: boolean
}

/** What the project has already. Keys are `roomCodeKey` and plain names; a room and an item together are `roomId|itemId`. */
export interface OpeningKnown {
  readonly goLiveOn: LocalDate
  readonly today: LocalDate
  readonly rooms: ReadonlyMap<string, KnownRoom>
  readonly items: ReadonlyMap<string, KnownItem>
  readonly metersByCode: ReadonlyMap<string, KnownMeter>
  readonly metersOfRoom: ReadonlyMap<string, readonly KnownMeter[]>
  /** Opening debts that stand. */
  readonly standing: ReadonlyMap<string, readonly KnownSpan[]>
  /** Where an opening of before said "paid until". */
  readonly paidBefore: ReadonlySet<string>
  /** The first day that stands on a bill of this system. */
  readonly billedFrom: ReadonlyMap<string, LocalDate>
}
