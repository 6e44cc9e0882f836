import { AppError } from '../../../../src-shared/kernel/app-error.ts'
import { hot } from '../../db/read-handle.ts'
import type { ReadHandle } from '../../db/read-handle.ts'
import type { MeterTable } from '../../db/tables-metering.ts'
import type { Actor } from '../../request/context.ts'

/** Which meters somebody may see: those of the rooms and buildings of the role. A meter of the whole project has no building. */
export type Seeing = Pick<Actor, 'projectId' | 'buildingIds'>

/** Tables of a meter with its room and building, under these names. */
export const METER_PLACE = `meter LEFT JOIN room ON room.id = meter.room_id
  LEFT JOIN building ON building.id = ifnull(room.building_id, meter.building_id)`
export const METER_IN_SCOPE = 'meter.project_id = ? AND (? IS NULL OR building.id IN (SELECT value FROM json_each(?)))'

/** The same with numbered parameters, for statements that name a value twice. */
export const METER_IN_SCOPE_NUMBERED =
  'meter.project_id = ?1 AND (?2 IS NULL OR building.id IN (SELECT value FROM json_each(?3)))'

export function meterScope({ projectId, buildingIds }: Seeing): [string, string | null, string | null] {
  const buildings = buildingIds === null ? null : JSON.stringify(buildingIds)
  return [projectId, buildings, buildings]
}

/** A meter with where it hangs. */
export type PlacedMeter = MeterTable & {
  readonly building: string | null
  readonly building_sort: string | null
  readonly room_code: string | null
  readonly occupancy: string | null
}

export const PLACED = `meter.*, building.name AS building, building.sort_key AS building_sort, room.code AS room_code, room.occupancy`
const byId = hot<PlacedMeter>(`SELECT ${PLACED} FROM ${METER_PLACE} WHERE meter.id = ? AND ${METER_IN_SCOPE}`)

/** @throws AppError `record.not_found`, also for a meter of another building or project. */
export function loadMeter(db: ReadHandle, actor: Seeing, meterId: string): PlacedMeter {
  const meter = db.hotFirst(byId, meterId, ...meterScope(actor))
  if (meter === null) throw new AppError('record.not_found', { what: 'meter' })
  return meter
}

/** The same for whoever changes it: a meter that was taken down is not read any more. @throws AppError `metering.ended` */
export function loadMeterInUse(db: ReadHandle, actor: Seeing, meterId: string): PlacedMeter {
  const meter = loadMeter(db, actor, meterId)
  if (meter.ended_on !== null) throw new AppError('metering.ended', { endedOn: meter.ended_on })
  return meter
}

const byCode = hot<PlacedMeter>(`SELECT ${PLACED} FROM ${METER_PLACE} WHERE meter.code = ? AND ${METER_IN_SCOPE}`)

export function findMeterByCode(db: ReadHandle, actor: Seeing, code: string): PlacedMeter | null {
  return db.hotFirst(byCode, code, ...meterScope(actor))
}
