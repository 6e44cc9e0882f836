import type { DialValue, Loss, Meter, Reading } from '../../../../src-shared/domain/meter/index.ts'
import type { Anomaly } from '../../../../src-shared/domain/meter/index.ts'
import type { Register } from '../../../../src-shared/domain/tariff/index.ts'
import { invariant } from '../../../../src-shared/kernel/assert.ts'
import type { LocalDate } from '../../../../src-shared/kernel/time.ts'
import { hot } from '../../db/read-handle.ts'
import type { ReadHandle } from '../../db/read-handle.ts'
import type { MeterDeviceTable, MeterReadingTable, MeterTable } from '../../db/tables-metering.ts'
import { LINE_IS_STANDING } from '../ledger/index.ts'

/** The readings of one meter, in the order of entry, with the devices that they were read from. */
export interface MeterReadings {
  readonly rows: readonly (MeterReadingTable & { readonly reader: string | null })[]
  readonly readings: readonly Reading[]
  /** In the order in which they were hung. */
  readonly devices: readonly MeterDeviceTable[]
  /** Readings up to and with this day stand on a bill, or a share rests on them. */
  readonly billedUntilOn: LocalDate | null
}

/** A share rests on its readings from the moment it is begun until it is taken back. `shared` is the meter of the share. */
export const SHARE_IS_STANDING = `EXISTS(SELECT 1 FROM share_run own JOIN bill_run run ON run.id = own.bill_run_id
  WHERE own.id = shared.share_run_id AND run.state IN ('generating','posted','undoing'))`

const readingsOf = hot<MeterReadingTable & { reader: string | null }>(
  `SELECT reading.*, user.display_name AS reader FROM json_each(?) wanted JOIN meter_reading reading ON reading.meter_id = wanted.value
   LEFT JOIN user ON user.id = reading.user_id ORDER BY reading.meter_id, reading.seq`,
)
const devicesOf = hot<MeterDeviceTable>(
  'SELECT device.* FROM json_each(?) wanted JOIN meter_device device ON device.meter_id = wanted.value ORDER BY device.meter_id, device.seq',
)
const billedOf = hot<{ meter_id: string; until_on: LocalDate }>(
  `SELECT meter_id, max(end_on) AS until_on FROM (
     SELECT bill.meter_id, bill.end_on FROM json_each(?1) wanted JOIN meter_bill bill ON bill.meter_id = wanted.value
     JOIN receivable r ON r.id = bill.receivable_id WHERE ${LINE_IS_STANDING}
     UNION ALL SELECT shared.meter_id, shared.end_on FROM json_each(?1) wanted JOIN share_meter shared ON shared.meter_id = wanted.value
     WHERE ${SHARE_IS_STANDING}) GROUP BY meter_id`,
)
const NO_READINGS: MeterReadings = { rows: [], readings: [], devices: [], billedUntilOn: null }

/** Readings of many meters in three reads; a meter without any is in the map too. */
export function loadReadings(db: ReadHandle, meterIds: readonly string[]): ReadonlyMap<string, MeterReadings> {
  const wanted = JSON.stringify(meterIds)
  const rowsOf = Map.groupBy(db.hotAll(readingsOf, wanted), (row) => row.meter_id)
  const devices = Map.groupBy(db.hotAll(devicesOf, wanted), (row) => row.meter_id)
  const billed = new Map(db.hotAll(billedOf, wanted).map((row) => [row.meter_id, row.until_on]))
  return new Map(
    meterIds.map((meterId) => {
      const rows = rowsOf.get(meterId) ?? []
      const of = devices.get(meterId) ?? []
      const billedUntilOn = billed.get(meterId) ?? null
      return [meterId, { rows, readings: toReadings(rows, { devices: of, billedUntilOn }), devices: of, billedUntilOn }]
    }),
  )
}

export function loadReadingsOf(db: ReadHandle, meterId: string): MeterReadings {
  return loadReadings(db, [meterId]).get(meterId) ?? NO_READINGS
}

export function isBilled(readOn: string, billedUntilOn: LocalDate | null): boolean {
  return billedUntilOn !== null && readOn <= billedUntilOn
}

/** Whether a correction stands beside the reading: what it shows is on documents, whatever its lines came to. */
export function isCorrected({ rows }: Pick<MeterReadings, 'rows'>, readingId: string): boolean {
  return rows.some(({ corrects_reading_id }) => corrects_reading_id === readingId)
}

export function toMeter(row: Pick<MeterTable, 'id' | 'code' | 'medium' | 'registers_json' | 'loss_json'>): Meter {
  return {
    id: row.id,
    code: row.code,
    medium: row.medium,
    registers: JSON.parse(row.registers_json) as Register[],
    loss: JSON.parse(row.loss_json) as Loss,
  }
}

export function anomaliesOf({ anomalies_json }: Pick<MeterReadingTable, 'anomalies_json'>): Anomaly[] {
  return JSON.parse(anomalies_json) as Anomaly[]
}

function toReadings(
  rows: readonly MeterReadingTable[],
  { devices, billedUntilOn }: Pick<MeterReadings, 'devices' | 'billedUntilOn'>,
): Reading[] {
  const deviceOf = new Map(devices.map((row) => [row.id, toDevice(row)]))
  return rows.map((row) => {
    const device = deviceOf.get(row.meter_device_id)
    invariant(device !== undefined, 'a reading has its device')
    const facts = {
      id: row.id,
      readOn: row.read_on as LocalDate,
      state: isBilled(row.read_on, billedUntilOn) ? ('billed' as const) : row.state,
      device,
      dials: JSON.parse(row.dials_json) as DialValue[],
    }
    if (row.kind !== 'corrected') return { ...facts, kind: row.kind }
    invariant(row.corrects_reading_id !== null, 'a correction names what it corrects')
    return { ...facts, kind: row.kind, correctsReadingId: row.corrects_reading_id }
  })
}

export function toDevice(row: MeterDeviceTable): Reading['device'] {
  return {
    id: row.id,
    digits: row.digits,
    multiplierE3: row.multiplier_e3,
    verifiedUntilOn: row.verified_until_on as LocalDate | null,
  }
}
