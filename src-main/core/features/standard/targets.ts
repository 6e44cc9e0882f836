import type { LocalDate } from '../../../../src-shared/kernel/time.ts'
import { hot } from '../../db/read-handle.ts'
import type { ReadHandle } from '../../db/read-handle.ts'
import type { Input } from '../../request/context.ts'

type Target = Input<'standard.bind'>['target']

export interface TargetRoom {
  readonly id: string
  readonly built_area_e2: number | null
  readonly inner_area_e2: number | null
  /** The standard of the same fee item that is bound to the room on some day from `fromOn` on: a second one would overlap it. */
  readonly bound_standard_id: string | null
}

// The newest area by date; a room without any is a target all the same and is listed as missing it.
const targets = hot<TargetRoom>(`SELECT room.id,
    (SELECT a.built_area_e2 FROM room_area a WHERE a.room_id = room.id ORDER BY ifnull(a.from_on, '') DESC LIMIT 1) AS built_area_e2,
    (SELECT a.inner_area_e2 FROM room_area a WHERE a.room_id = room.id ORDER BY ifnull(a.from_on, '') DESC LIMIT 1) AS inner_area_e2,
    (SELECT b.fee_standard_id FROM fee_binding b JOIN fee_standard s ON s.id = b.fee_standard_id
      WHERE b.room_id = room.id AND (b.to_on IS NULL OR b.to_on >= ?6) AND s.fee_item_id = ?1 LIMIT 1) AS bound_standard_id
  FROM room
  WHERE room.project_id = ?2 AND room.ended_on IS NULL
    AND (?3 IS NULL OR room.building_id = ?3)
    AND (?4 IS NULL OR room.usage = ?4)
    AND (?5 IS NULL OR room.id IN (SELECT value FROM json_each(?5)))
  ORDER BY room.id`)

/** The rooms that a target names, by id, each with what is bound to it for the fee item. */
export function targetRooms(
  db: ReadHandle,
  at: {
    readonly projectId: string
    readonly feeItemId: string
    readonly target: Target
    readonly fromOn: LocalDate
  },
): TargetRoom[] {
  const { projectId, feeItemId, target, fromOn } = at
  const buildingId = target.kind === 'building' ? target.buildingId : null
  const usage = target.kind === 'rooms' ? null : target.usage
  const roomIds = target.kind === 'rooms' ? JSON.stringify(target.roomIds) : null
  return db.hotAll(targets, feeItemId, projectId, buildingId, usage, roomIds, fromOn)
}
