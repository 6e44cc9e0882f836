import { normaliseRoomCode, roomSortKey } from '../../../../src-shared/domain/room/index.ts'
import { AppError, orThrow } from '../../../../src-shared/kernel/app-error.ts'
import { hot } from '../../db/read-handle.ts'
import type { UnitOfWork } from '../../db/unit-of-work.ts'
import type { Actor, Input } from '../../request/context.ts'
import type { RoomTable } from '../../db/tables.ts'
import { Places } from './places.ts'
import { isBuildingInScope } from './scope.ts'

type Fields = Omit<Input<'room.update'>, 'roomId' | 'version'>

const withCode = hot<{ id: string }>('SELECT id FROM room WHERE project_id = ? AND code = ? AND ended_on IS NULL')
const buildingNamed = hot<{ id: string }>('SELECT id FROM building WHERE project_id = ? AND name = ?')

/**
 * 房号 in its one form, free in the project.
 * @throws AppError `room.code_*`
 */
export function freeCode(
  db: UnitOfWork,
  projectId: string,
  wanted: { readonly code: string; readonly ofRoom: string | null },
): string {
  const { code } = orThrow(normaliseRoomCode(wanted.code))
  const holder = db.hotFirst(withCode, projectId, code)
  if (holder !== null && holder.id !== wanted.ofRoom) throw new AppError('room.code_taken', { code }, 'code')
  return code
}

/** A clerk of some buildings puts rooms into these alone, and makes no new building. @throws AppError `permission.other_building` */
export function requireBuilding(db: UnitOfWork, actor: Actor, name: string): void {
  const building = db.hotFirst(buildingNamed, actor.projectId, name)
  const allowed = building === null ? actor.buildingIds === null : isBuildingInScope(actor, building.id)
  if (!allowed) throw new AppError('permission.other_building', {}, 'building')
}

/** The columns of a room that a form fills. */
export function roomColumns(db: UnitOfWork, projectId: string, fields: Fields): Partial<RoomTable> {
  const places = new Places(db, { projectId, importBatchId: null })
  const buildingId = places.buildingId(fields.building)
  return {
    building_id: buildingId,
    unit_id: places.unitId(buildingId, emptyAsNull(fields.unit)),
    floor: emptyAsNull(fields.floor),
    room_no: fields.roomNo,
    code: fields.code,
    sort_key: roomSortKey(fields.code),
    usage: fields.usage,
    occupancy: fields.occupancy,
    handover_on: fields.handoverOn,
    opening_paid_until_on: fields.openingPaidUntilOn,
    note: emptyAsNull(fields.note),
  }
}

export function emptyAsNull(text: string | null): string | null {
  return text === '' ? null : text
}
