import { decideOwnerChange, decidePartyEnd, decideTenancy } from '../../../../src-shared/domain/room/index.ts'
import type { OwnerChange } from '../../../../src-shared/domain/room/index.ts'
import { AppError, orThrow } from '../../../../src-shared/kernel/app-error.ts'
import { assertNever } from '../../../../src-shared/kernel/assert.ts'
import type { LocalDate } from '../../../../src-shared/kernel/time.ts'
import { hot } from '../../db/read-handle.ts'
import type { UnitOfWork } from '../../db/unit-of-work.ts'
import type { OwnerTermTable, PersonTable, RelationTable } from '../../db/tables.ts'
import { handles } from '../../request/context.ts'
import type { Commands, Input } from '../../request/context.ts'
import { billedUntil, requireNoRunUnderWay } from '../ledger/index.ts'
import { People } from './insert-rooms.ts'
import { partiesOf } from './people.ts'
import { idNoOf, phoneOf } from './person-fields.ts'
import { refreshRoomSearch } from './refresh-search.ts'
import { loadRoom } from './scope.ts'

const termsOf = hot<OwnerTermTable>('SELECT * FROM owner_term WHERE room_id = ? ORDER BY from_on')
const ownersOfTerm = hot<{ id: string }>(
  "SELECT id FROM relation WHERE owner_term_id = ? AND role = 'owner' AND to_on IS NULL",
)
const relationOf = hot<RelationTable>('SELECT * FROM relation WHERE id = ?')
const personIn = hot<PersonTable>(
  'SELECT p.* FROM person p WHERE p.id = ? AND EXISTS(SELECT 1 FROM relation rel WHERE rel.person_id = p.id AND rel.room_id = ?)',
)
const roomsOfPerson = hot<{ room_id: string }>('SELECT DISTINCT room_id FROM relation WHERE person_id = ?')

/** Who owns and who rents a room, and what is written about them. */
export const partyCommands: Commands = {
  'room.add_party': handles('room.add_party', ({ db, actor }, input) => {
    const room = loadRoom(db, actor, input.roomId)
    const present = partiesOf(db, room.id).filter(({ role, toOn }) => role === input.role && toOn === null)
    const person = { name: input.name, phone: phoneOf(input.phone), idNo: idNoOf(input.idNo, input.name) }

    if (input.role === 'owner') requireNoRunUnderWay(db, actor.projectId)
    const change = input.role === 'owner' ? ownerChange(db, input) : null
    if (input.role === 'tenant')
      orThrow(
        decideTenancy(
          partiesOf(db, room.id).filter(({ role }) => role === 'tenant'),
          input.fromOn,
        ),
      )

    const people = new People(db, { projectId: actor.projectId, importBatchId: null })
    const personId = people.idOf(person)
    if (change?.kind !== 'transfer' && present.some((other) => other.personId === personId))
      throw new AppError('room.party_twice', { name: input.name }, 'name')
    const term = change === null ? null : saveTerm(db, { projectId: actor.projectId, roomId: room.id, change })
    for (const fresh of people.fresh) db.insert('person', fresh)
    const relationId = db.newId()
    const days = {
      from_on: term === null ? input.fromOn : term.fromOn,
      to_on: null,
      share_ppm: null,
      import_batch_id: null,
    }
    const who = { person_id: personId, room_id: room.id, role: input.role, owner_term_id: term?.termId ?? null }
    db.insert('relation', { id: relationId, project_id: actor.projectId, ...who, ...days })
    refreshRoomSearch(db, [room.id])
    db.emit('room.changed', { roomIds: [room.id] })
    return { relationId: relationId as never, personId: personId as never }
  }),

  'room.update_person': handles('room.update_person', ({ db, actor }, input) => {
    loadRoom(db, actor, input.roomId)
    const person = db.hotFirst(personIn, input.personId, input.roomId)
    if (person === null) throw new AppError('person.not_in_room')

    const name = input.name ?? person.name
    const patch: Partial<PersonTable> = { name }
    if (input.phone !== undefined) patch.phone = phoneOf(input.phone)
    if (input.idNo !== undefined) patch.id_no = idNoOf(input.idNo, name)

    db.update('person', person.id, patch)
    const roomIds = db.hotAll(roomsOfPerson, person.id).map(({ room_id }) => room_id)
    refreshRoomSearch(db, roomIds)
    db.emit('room.changed', { roomIds })
    return { personId: input.personId }
  }),

  'room.end_party': handles('room.end_party', ({ db, actor }, { relationId, toOn }) => {
    const relation = db.hotFirst(relationOf, relationId)
    if (relation === null) throw new AppError('record.not_found', { what: 'relation' })
    const room = loadRoom(db, actor, relation.room_id)
    const others =
      relation.owner_term_id === null
        ? []
        : db.hotAll(ownersOfTerm, relation.owner_term_id).filter(({ id }) => id !== relationId)

    orThrow(
      decidePartyEnd({
        role: relation.role,
        fromOn: relation.from_on as LocalDate | null,
        toOn,
        otherOwners: others.length,
      }),
    )

    db.update('relation', relationId, { to_on: toOn })
    refreshRoomSearch(db, [room.id])
    db.emit('room.changed', { roomIds: [room.id] })
    return { relationId }
  }),
}

type Accepted = Exclude<OwnerChange, { kind: 'refused' }>

function ownerChange(db: UnitOfWork, { roomId, fromOn }: Input<'room.add_party'>): Accepted {
  const terms = db.hotAll(termsOf, roomId).map((term) => ({
    termId: term.id,
    fromOn: term.from_on as LocalDate | null,
    toOn: term.to_on as LocalDate | null,
  }))
  return orThrow(decideOwnerChange({ terms, fromOn, billedUntilOn: billedUntil(db, roomId)?.untilOn ?? null }))
}

/** The term that the new owner belongs to; at a transfer the former one and its owners end the day before. */
function saveTerm(
  db: UnitOfWork,
  { projectId, roomId, change }: { readonly projectId: string; readonly roomId: string; readonly change: Accepted },
): { readonly termId: string; readonly fromOn: LocalDate | null } {
  switch (change.kind) {
    case 'join':
      return { termId: change.termId, fromOn: change.fromOn }
    case 'first':
      return newTerm(db, { projectId, roomId, fromOn: change.fromOn })
    case 'transfer': {
      const { former, formerToOn, fromOn } = change
      db.update('owner_term', former.termId, { to_on: formerToOn })
      for (const { id } of db.hotAll(ownersOfTerm, former.termId)) db.update('relation', id, { to_on: formerToOn })
      return newTerm(db, { projectId, roomId, fromOn })
    }
    default:
      return assertNever(change)
  }
}

function newTerm(
  db: UnitOfWork,
  at: { readonly projectId: string; readonly roomId: string; readonly fromOn: LocalDate | null },
): { readonly termId: string; readonly fromOn: LocalDate | null } {
  const termId = db.newId()
  db.insert('owner_term', {
    id: termId,
    project_id: at.projectId,
    room_id: at.roomId,
    from_on: at.fromOn,
    to_on: null,
    import_batch_id: null,
  })
  return { termId, fromOn: at.fromOn }
}
