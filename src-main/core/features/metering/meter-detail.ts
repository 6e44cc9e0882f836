import { followReadings } from '../../../../src-shared/domain/meter/index.ts'
import { hot } from '../../db/read-handle.ts'
import type { Output, QueryContext } from '../../request/context.ts'
import { viewOfReading } from './entry-rows.ts'
import { loadMeter } from './scope.ts'
import { loadReadingsOf, toMeter } from './stored-readings.ts'

/** A screen of twenty years of months. */
const MOST_READINGS = 240

const codeOf = hot<{ code: string }>('SELECT code FROM meter WHERE id = ?')
const subMeters = hot<{ n: number }>('SELECT count(*) AS n FROM meter WHERE parent_id = ? AND ended_on IS NULL')

/** 表具档案: the meter, its devices, and its readings with what was counted from one to the next. */
export function openMeter({ db, actor }: QueryContext, meterId: string): Output<'metering.open'> {
  const meter = loadMeter(db, actor, meterId)
  const stored = loadReadingsOf(db, meterId)
  const domain = toMeter(meter)
  const { periods, stop } = followReadings(domain, stored.readings)
  const detail = {
    meterId,
    version: meter.version,
    code: meter.code,
    medium: meter.medium,
    building: meter.building,
    roomCode: meter.room_code,
    place: meter.place,
    occupancy: meter.occupancy,
    parentCode: meter.parent_id === null ? null : (db.hotFirst(codeOf, meter.parent_id)?.code ?? null),
    route: meter.route,
    routeOrder: meter.route_order,
    endedOn: meter.ended_on,
    registers: domain.registers,
    loss: domain.loss,
    devices: stored.devices.toReversed().map((device) => ({
      deviceId: device.id,
      serialNo: device.serial_no,
      digits: device.digits,
      multiplierE3: device.multiplier_e3,
      verifiedUntilOn: device.verified_until_on,
    })),
    subMeters: db.hotFirst(subMeters, meterId)?.n ?? 0,
    readings: stored.rows
      .toReversed()
      .slice(0, MOST_READINGS)
      .map((row) => viewOfReading(row, { periods, stored })),
    stopsOn: stop?.readOn ?? null,
  }
  return detail as unknown as Output<'metering.open'>
}
