import { AppError } from '../../../../src-shared/kernel/app-error.ts'
import { hot } from '../../db/read-handle.ts'
import type { PersonTable } from '../../db/tables.ts'
import { handles } from '../../request/context.ts'
import type { Commands } from '../../request/context.ts'
import { noteLookup } from './lookups.ts'
import { loadRoomEver } from './scope.ts'

const personIn = hot<PersonTable>(
  'SELECT p.* FROM person p WHERE p.id = ? AND EXISTS(SELECT 1 FROM relation rel WHERE rel.person_id = p.id AND rel.room_id = ?)',
)

/** 查看: one masked value, with the reason for the record. */
export const revealCommand: Commands = {
  'room.reveal_person': handles('room.reveal_person', (context, { personId, roomId, field, reason }) => {
    const { db, actor } = context
    loadRoomEver(db, actor, roomId)
    const person = db.hotFirst(personIn, personId, roomId)
    if (person === null) throw new AppError('person.not_in_room')

    noteLookup(context, { kind: 'reveal', field, person_id: personId, room_id: roomId, reason })
    return { value: person[field] }
  }),
}
