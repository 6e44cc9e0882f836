import type { Medium } from '../../../src-shared/domain/tariff/index.ts'
import type { ReadingKind } from '../../../src-shared/domain/meter/index.ts'

/** Rows of the meters, as they stand in the file. */
export type MeterTable = {
  id: string
  project_id: string
  room_id: string | null
  building_id: string | null
  code: string
  medium: Medium
  registers_json: string
  loss_json: string
  parent_id: string | null
  place: string | null
  route: string
  route_order: number
  counted_before_on: string | null
  counted_before_e3: number | null
  version: number
  ended_on: string | null
}
export type MeterDeviceTable = {
  id: string
  project_id: string
  meter_id: string
  serial_no: string | null
  digits: number
  multiplier_e3: number
  verified_until_on: string | null
  seq: number
}
export type MeterReadingBatchTable = {
  id: string
  project_id: string
  file_name: string
  state: 'importing' | 'imported' | 'undoing' | 'undone' | 'cancelled'
  readings: number
  job_id: string
  user_id: string
  at: number
}
export type MeterReadingTable = {
  id: string
  project_id: string
  meter_id: string
  meter_device_id: string
  seq: number
  read_on: string
  kind: ReadingKind
  state: 'entered' | 'checked'
  dials_json: string
  anomalies_json: string
  corrects_reading_id: string | null
  reason: string | null
  batch_id: string | null
  user_id: string
  at: number
}
export type MeterBillTable = {
  id: string
  project_id: string
  meter_id: string
  receivable_id: string
  base_on: string
  end_on: string
  corrects_receivable_id: string | null
}

export type SharePoolTable = {
  id: string
  project_id: string
  name: string
  fee_item_id: string
  fee_standard_id: string
  kind: 'usage' | 'master_difference' | 'amount'
  meter_ids_json: string
  price_e6: number
  scope_json: string
  weight_json: string
  version: number
  ended_on: string | null
}
export type ShareRunTable = {
  id: string
  project_id: string
  share_pool_id: string
  bill_run_id: string
  from_on: string
  to_on: string
  sheet_json: string
  user_id: string
  at: number
}
export type ShareMeterTable = {
  id: string
  project_id: string
  share_run_id: string
  meter_id: string
  is_below: 0 | 1
  end_on: string
}

export type OpeningTable = {
  id: string
  project_id: string
  bill_run_id: string
  file_name: string
  rooms: number
  debts: number
  paid_untils: number
  readings: number
  totals_json: string
  user_id: string
  at: number
}
export type OpeningPaidUntilTable = {
  id: string
  project_id: string
  opening_id: string
  room_id: string
  fee_item_id: string
  until_on: string
}

export interface MeteringTables {
  meter: MeterTable
  meter_device: MeterDeviceTable
  meter_reading_batch: MeterReadingBatchTable
  meter_reading: MeterReadingTable
  meter_bill: MeterBillTable
  share_pool: SharePoolTable
  share_run: ShareRunTable
  share_meter: ShareMeterTable
  opening: OpeningTable
  opening_paid_until: OpeningPaidUntilTable
}
