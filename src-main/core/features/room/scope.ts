import { AppError } from '../../../../src-shared/kernel/app-error.ts'
import type { RoomTable } from '../../db/tables.ts'
import { hot } from '../../db/read-handle.ts'
import type { ReadHandle } from '../../db/read-handle.ts'
import type { Actor } from '../../request/context.ts'

/** Which rooms somebody may see: those of the project, and of their buildings when the role names some. */
type Seeing = Pick<Actor, 'projectId' | 'buildingIds'>

/** Condition on the table `room` under its own name; its parameters come from `scopeParams`, in this order. One text for every asker. */
export const ROOM_IN_SCOPE =
  'room.project_id = ? AND (? IS NULL OR room.building_id IN (SELECT value FROM json_each(?)))'

export function scopeParams({ projectId, buildingIds }: Seeing): [string, string | null, string | null] {
  const buildings = buildingIds === null ? null : JSON.stringify(buildingIds)
  return [projectId, buildings, buildings]
}

/** The same as one value, for statements that are put together. */
export function roomsInScope(actor: Seeing): { readonly sql: string; readonly params: readonly (string | null)[] } {
  return { sql: ROOM_IN_SCOPE, params: scopeParams(actor) }
}

export function isBuildingInScope({ buildingIds }: Seeing, buildingId: string): boolean {
  return buildingIds === null || buildingIds.includes(buildingId)
}

const roomOf = hot<RoomTable>(
  `SELECT room.* FROM room WHERE room.id = ? AND room.ended_on IS NULL AND ${ROOM_IN_SCOPE}`,
)

/** @throws AppError `record.not_found`, also for a room of another building or project. */
export function loadRoom(db: ReadHandle, actor: Seeing, roomId: string): RoomTable {
  const room = db.hotFirst(roomOf, roomId, ...scopeParams(actor))
  if (room === null) throw new AppError('record.not_found', { what: 'room' })
  return room
}

const roomEver = hot<RoomTable>(`SELECT room.* FROM room WHERE room.id = ? AND ${ROOM_IN_SCOPE}`)

/** The same for looking only: a room that is out of use as well. @throws AppError `record.not_found` */
export function loadRoomEver(db: ReadHandle, actor: Seeing, roomId: string): RoomTable {
  const room = db.hotFirst(roomEver, roomId, ...scopeParams(actor))
  if (room === null) throw new AppError('record.not_found', { what: 'room' })
  return room
}

const idsInScope = hot<{ id: string }>(
  `SELECT room.id FROM json_each(?) asked CROSS JOIN room ON room.id = asked.value WHERE room.ended_on IS NULL AND ${ROOM_IN_SCOPE}`,
)

/** Those of the asked rooms that the actor may see, each once, in the order asked. */
export function visibleRoomIds(db: ReadHandle, actor: Seeing, roomIds: readonly string[]): string[] {
  const visible = new Set(db.hotAll(idsInScope, JSON.stringify(roomIds), ...scopeParams(actor)).map(({ id }) => id))
  return [...new Set(roomIds)].filter((id) => visible.has(id))
}
