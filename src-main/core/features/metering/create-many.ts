import { checkDevice } from '../../../../src-shared/domain/meter/index.ts'
import { AppError, orThrow } from '../../../../src-shared/kernel/app-error.ts'
import { hot } from '../../db/read-handle.ts'
import type { MeterTable } from '../../db/tables-metering.ts'
import type { CommandContext, Input } from '../../request/context.ts'
import { ROOM_IN_SCOPE, scopeParams } from '../room/index.ts'

const without = hot<{ id: string; code: string; route: string }>(`SELECT room.id, room.code, building.name AS route
  FROM room JOIN building ON building.id = room.building_id
  WHERE room.building_id = ? AND room.ended_on IS NULL AND ${ROOM_IN_SCOPE}
  AND NOT EXISTS(SELECT 1 FROM meter WHERE meter.room_id = room.id AND meter.medium = ? AND meter.ended_on IS NULL)
  ORDER BY room.sort_key`)
const codes = hot<{ code: string }>(
  'SELECT code FROM meter WHERE project_id = ? AND code IN (SELECT value FROM json_each(?))',
)

/** 按房屋建表: hundreds of meters of one building in the order of its rooms. */
export function createMany(
  context: CommandContext,
  input: Input<'metering.create_many'>,
): { readonly created: number } {
  const { db, actor } = context
  const { buildingId, medium, prefix, serialNo: _none, ...device } = input
  orThrow(checkDevice({ id: '', ...device }))
  const rooms = db.hotAll(without, buildingId, ...scopeParams(actor), medium)
  const wanted = rooms.map((room) => ({ ...room, meterCode: `${prefix}-${room.code}` }))
  const asked = JSON.stringify(wanted.map(({ meterCode }) => meterCode))
  const taken = new Set(db.hotAll(codes, actor.projectId, asked).map(({ code }) => code))
  const free = wanted.filter(({ meterCode }) => !taken.has(meterCode))
  if (free.length === 0) throw new AppError('metering.no_rooms', {}, 'buildingId')

  const meters = free.map((room, index): MeterTable => ({
    id: db.newId(),
    project_id: actor.projectId,
    room_id: room.id,
    building_id: null,
    code: room.meterCode,
    medium,
    registers_json: '["total"]',
    loss_json: '{"kind":"none"}',
    parent_id: null,
    place: null,
    route: room.route,
    route_order: index + 1,
    counted_before_on: null,
    counted_before_e3: null,
    version: 1,
    ended_on: null,
  }))
  db.insertMany('meter', meters)
  db.insertMany(
    'meter_device',
    meters.map((meter) => ({
      id: db.newId(),
      project_id: actor.projectId,
      meter_id: meter.id,
      serial_no: null,
      digits: device.digits,
      multiplier_e3: device.multiplierE3,
      verified_until_on: device.verifiedUntilOn,
      seq: 1,
    })),
  )
  db.emit('metering.changed', { meterIds: [] })
  return { created: meters.length }
}
