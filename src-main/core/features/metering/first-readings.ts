import type { DialValue } from '../../../../src-shared/domain/meter/index.ts'
import { hot } from '../../db/read-handle.ts'
import type { UnitOfWork } from '../../db/unit-of-work.ts'
import { readingRow } from './add-reading.ts'

interface FirstReading {
  readonly meterId: string
  readonly valueE3: number
  readonly readOn: string
}

const hung = hot<{ id: string; project_id: string; device_id: string; registers_json: string }>(
  `SELECT meter.id, meter.project_id, device.id AS device_id, meter.registers_json FROM json_each(?) wanted
   JOIN meter ON meter.id = wanted.value JOIN meter_device device ON device.meter_id = meter.id AND device.seq = 1
   WHERE meter.project_id = ?`,
)

/** 期初读数 of meters that nobody has read yet, as one batch that can be taken back. */
export function firstReadings(
  db: UnitOfWork,
  of: { readonly projectId: string; readonly batchId: string; readonly readings: readonly FirstReading[] },
): void {
  if (of.readings.length === 0) return
  const ids = JSON.stringify(of.readings.map(({ meterId }) => meterId))
  const meters = new Map(db.hotAll(hung, ids, of.projectId).map((row) => [row.id, row]))
  const rows = of.readings.flatMap(({ meterId, valueE3, readOn }) => {
    const meter = meters.get(meterId)
    if (meter === undefined) return []
    const [register] = JSON.parse(meter.registers_json) as DialValue['register'][]
    const dials: DialValue[] =
      register === undefined ? [] : [{ register, valueE3, run: 'forward', rollOver: 'by_rule' }]
    const reading = { readOn, kind: 'first' as const, dials }
    const device = { id: meter.device_id }
    return [readingRow(db, { meter, device, seq: 1, reading, state: 'checked', anomalies: [], batchId: of.batchId })]
  })
  db.insertMany('meter_reading', rows)
  db.emit('metering.changed', { meterIds: [] })
}
