import { hot } from '../../db/read-handle.ts'
import type { ReadHandle } from '../../db/read-handle.ts'
import type { UnitOfWork } from '../../db/unit-of-work.ts'
import type { LocalDate } from '../../../../src-shared/kernel/time.ts'

const KEY = 'share.developer_room'
const setting = hot<{ value_json: string; version: number }>(
  `SELECT value_json, version FROM setting WHERE scope = 'project' AND scope_id = ? AND key = '${KEY}' ORDER BY version DESC LIMIT 1`,
)
const termOn = hot<{ id: string }>(`SELECT t.id FROM owner_term t WHERE t.room_id = ?1
  AND ifnull(t.from_on, '') <= ?2 AND (t.to_on IS NULL OR t.to_on >= ?2)
  AND EXISTS(SELECT 1 FROM relation o WHERE o.owner_term_id = t.id AND o.role = 'owner') LIMIT 1`)

/** The room that stands for the developer's account (开发商), whose owner pays for what nobody has bought; `null` when none was named. */
export function developerRoomOf(db: ReadHandle, projectId: string): string | null {
  const row = db.hotFirst(setting, projectId)
  return row === null ? null : (JSON.parse(row.value_json) as string | null)
}

export function developerTermOf(db: ReadHandle, projectId: string, on: LocalDate): string | null {
  const roomId = developerRoomOf(db, projectId)
  return roomId === null ? null : (db.hotFirst(termOn, roomId, on)?.id ?? null)
}

export function setDeveloperRoom(db: UnitOfWork, projectId: string, roomId: string | null): void {
  db.insert('setting', {
    id: db.newId(),
    scope: 'project',
    scope_id: projectId,
    key: KEY,
    value_json: JSON.stringify(roomId),
    version: (db.hotFirst(setting, projectId)?.version ?? 0) + 1,
    set_by: db.userId,
    set_at: db.now,
  })
}
