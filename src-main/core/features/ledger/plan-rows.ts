import type { Binding, ExistingLine } from '../../../../src-shared/domain/billing/index.ts'
import type { Fen } from '../../../../src-shared/kernel/money.ts'
import type { LocalDate, Month } from '../../../../src-shared/kernel/time.ts'

export interface BindingRow {
  readonly id: string
  readonly room_id: string
  readonly fee_standard_id: string
  readonly from_on: string
  readonly to_on: string | null
  readonly override_price_e6: number | null
}

/** A binding as both plans know it, by the month and by readings. */
export function toBinding(row: BindingRow): Binding {
  return {
    id: row.id,
    roomId: row.room_id,
    standardId: row.fee_standard_id,
    fromOn: row.from_on as LocalDate,
    toOn: row.to_on as LocalDate | null,
    overridePriceE6: row.override_price_e6,
  }
}

export interface ExistingLineRow {
  readonly id: string
  readonly room_id: string
  readonly fee_item_id: string
  readonly owner_term_id: string
  readonly month: string
  readonly from_on: string
  readonly to_on: string
  readonly attempt: number
  readonly amount_fen: number
  readonly cancelled: number
  /** The line that it corrects, by meter. */
  readonly corrects?: string | null
}

export function toExistingLine(row: ExistingLineRow): ExistingLine {
  return {
    id: row.id,
    roomId: row.room_id,
    itemId: row.fee_item_id,
    ownerTermId: row.owner_term_id,
    month: row.month as Month,
    fromOn: row.from_on as LocalDate,
    toOn: row.to_on as LocalDate,
    attempt: row.attempt,
    amountFen: row.amount_fen as Fen,
    state: row.cancelled === 1 ? 'cancelled' : 'active',
    correctsLineId: row.corrects ?? null,
  }
}
