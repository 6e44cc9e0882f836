import { maskName } from '../../../../src-shared/domain/person/index.ts'
import { hot } from '../../db/read-handle.ts'
import type { ReadHandle } from '../../db/read-handle.ts'
import type { Actor } from '../../request/context.ts'

const owners = hot<{
  room_id: string
  name: string
  kind: 'natural' | 'company'
}>(`SELECT o.room_id, p.name, p.kind FROM relation o
  JOIN person p ON p.id = o.person_id
  WHERE o.role = 'owner' AND o.to_on IS NULL AND o.room_id IN (SELECT value FROM json_each(?)) ORDER BY o.from_on, o.id`)

/** Who owns the rooms now, by room, masked for whoever may not see names. */
export function ownerNamesByRoom(
  db: ReadHandle,
  roomIds: readonly string[],
  actor: Actor,
): ReadonlyMap<string, string> {
  const full = actor.permissions.has('person.view_name')
  const names = new Map<string, string>()
  for (const { room_id, name, kind } of db.hotAll(owners, JSON.stringify(roomIds))) {
    const shown = full ? name : maskName(name, kind)
    const before = names.get(room_id)
    names.set(room_id, before === undefined ? shown : `${before}、${shown}`)
  }
  return names
}
