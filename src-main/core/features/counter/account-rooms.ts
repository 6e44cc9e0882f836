import { AppError } from '../../../../src-shared/kernel/app-error.ts'
import type { LocalDate } from '../../../../src-shared/kernel/time.ts'
import { hot } from '../../db/read-handle.ts'
import type { ReadHandle } from '../../db/read-handle.ts'
import type { Actor } from '../../request/context.ts'
import { isBuildingInScope } from '../room/index.ts'

export interface AccountRoom {
  readonly id: string
  readonly project_id: string
  readonly building_id: string
  readonly building: string
  readonly unit: string | null
  readonly room_no: string
  readonly code: string
  readonly usage: string
  readonly occupancy: string
  readonly handover_on: string | null
  readonly opening_paid_until_on: string | null
  readonly note: string | null
  readonly built_area_e2: number | null
}

const roomsById =
  hot<AccountRoom>(`SELECT room.id, room.project_id, room.building_id, b.name AS building, u.name AS unit, room.room_no, room.code,
  room.usage, room.occupancy, room.handover_on, room.opening_paid_until_on, room.note,
  (SELECT a.built_area_e2 FROM room_area a WHERE a.room_id = room.id AND ifnull(a.from_on, '') <= ? ORDER BY ifnull(a.from_on, '') DESC LIMIT 1) AS built_area_e2
  FROM json_each(?) wanted JOIN room ON room.id = wanted.value JOIN building b ON b.id = room.building_id LEFT JOIN unit u ON u.id = room.unit_id
  ORDER BY wanted.key`)

/**
 * The rooms of an account in the order asked.
 * @throws AppError `record.not_found` when one is of another project or building, as for none at all.
 */
export function loadAccountRooms(
  db: ReadHandle,
  actor: Actor,
  asked: { readonly roomIds: readonly string[]; readonly on: LocalDate },
): readonly AccountRoom[] {
  const rooms = db.hotAll(roomsById, asked.on, JSON.stringify(asked.roomIds))
  const seen = rooms.filter((room) => room.project_id === actor.projectId && isBuildingInScope(actor, room.building_id))
  if (seen.length < new Set(asked.roomIds).size) throw new AppError('record.not_found', { what: 'room' })
  return seen
}

/** `3栋2单元1501`: parts that are bare numbers get their measure words, as people say them. */
export function roomLabel({ building, unit, room_no }: AccountRoom): string {
  return `${named(building, '栋')}${unit === null ? '' : named(unit, '单元')}${room_no}`
}

function named(part: string, word: string): string {
  return /^\d+$/.test(part) ? `${part}${word}` : part
}
