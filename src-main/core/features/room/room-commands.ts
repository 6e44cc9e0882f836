import { areasInOrder, decideRoomEnd } from '../../../../src-shared/domain/room/index.ts'
import { AppError, orThrow } from '../../../../src-shared/kernel/app-error.ts'
import { fen } from '../../../../src-shared/kernel/money.ts'
import type { LocalDate } from '../../../../src-shared/kernel/time.ts'
import { hot } from '../../db/read-handle.ts'
import type { UnitOfWork } from '../../db/unit-of-work.ts'
import type { RoomTable } from '../../db/tables.ts'
import { handles } from '../../request/context.ts'
import type { Commands, Input } from '../../request/context.ts'
import { billedUntil, debtOfRooms, requireNoRunUnderWay } from '../ledger/index.ts'
import { insertRooms } from './insert-rooms.ts'
import { idNoOf, phoneOf } from './person-fields.ts'
import { refreshRoomSearch } from './refresh-search.ts'
import { emptyAsNull, freeCode, requireBuilding, roomColumns } from './room-fields.ts'
import { loadRoom } from './scope.ts'
import { sameVersion, setArea } from './set-area.ts'

const openTerms = hot<{ id: string }>('SELECT id FROM owner_term WHERE room_id = ? AND to_on IS NULL')
const openRelations = hot<{ id: string }>('SELECT id FROM relation WHERE room_id = ? AND to_on IS NULL')
const openBindings = hot<{ id: string }>(
  'SELECT id FROM fee_binding WHERE room_id = ? AND (to_on IS NULL OR to_on > ?)',
)

/** 房屋: made, changed, measured and taken out of use. */
export const roomCommandsOfRooms: Commands = {
  'room.create': handles('room.create', ({ db, actor }, input) => {
    requireBuilding(db, actor, input.building)
    const code = freeCode(db, actor.projectId, { code: input.code, ofRoom: null })

    if (!areasFit(input)) throw new AppError('room.area_order', {}, 'innerAreaE2')

    const [roomId] = insertRooms(db, { projectId: actor.projectId, importBatchId: null }, [newRoomOf(input, code)])
    db.emit('room.changed', { roomIds: roomId === undefined ? [] : [roomId] })
    return { roomId: roomId as never }
  }),

  'room.update': handles('room.update', ({ db, actor }, { roomId, version, ...fields }) => {
    const room = sameVersion(loadRoom(db, actor, roomId), version)
    requireBuilding(db, actor, fields.building)
    const code = freeCode(db, actor.projectId, { code: fields.code, ofRoom: roomId })

    if (changesBilling(room, fields)) requireNoRunUnderWay(db, actor.projectId)
    if (fields.usage !== room.usage && billedUntil(db, roomId) !== null)
      throw new AppError('room.usage_has_bills', {}, 'usage')

    db.update('room', roomId, { ...roomColumns(db, actor.projectId, { ...fields, code }), version: version + 1 })
    refreshRoomSearch(db, [roomId])
    db.emit('room.changed', { roomIds: [roomId] })
    return { roomId, version: version + 1 }
  }),

  'room.set_area': handles('room.set_area', (context, input) => setArea(context, input, 'refused')),

  'room.end': handles('room.end', ({ db, actor, today }, { roomId, version, endedOn }) => {
    sameVersion(loadRoom(db, actor, roomId), version)
    requireNoRunUnderWay(db, actor.projectId)
    const openFen = fen(debtOfRooms(db, { projectId: actor.projectId, today }, [roomId]).get(roomId)?.openFen ?? 0)

    orThrow(decideRoomEnd({ endedOn, openFen, billedUntilOn: billedUntil(db, roomId)?.untilOn ?? null }))

    db.update('room', roomId, { ended_on: endedOn, version: version + 1 })
    endBelongings(db, roomId, endedOn)
    refreshRoomSearch(db, [roomId])
    db.emit('room.changed', { roomIds: [roomId] })
    return { roomId }
  }),
}

/** @throws AppError `record.changed` */

/** Whether a bill run computes from what is being changed. */
function changesBilling(room: RoomTable, fields: Omit<Input<'room.update'>, 'roomId' | 'version'>): boolean {
  return (
    fields.usage !== room.usage ||
    fields.handoverOn !== room.handover_on ||
    fields.openingPaidUntilOn !== room.opening_paid_until_on
  )
}

function areasFit({ builtAreaE2, innerAreaE2 }: Input<'room.create'>): boolean {
  if (builtAreaE2 === null) return innerAreaE2 === null
  return areasInOrder({ builtAreaE2, innerAreaE2 })
}

function newRoomOf(input: Input<'room.create'>, code: string): Parameters<typeof insertRooms>[2][number] {
  const { owner, builtAreaE2, innerAreaE2 } = input
  const owners =
    owner === null ? [] : [{ name: owner.name, phone: phoneOf(owner.phone), idNo: idNoOf(owner.idNo, owner.name) }]
  return {
    ...input,
    code,
    unit: emptyAsNull(input.unit),
    floor: emptyAsNull(input.floor),
    note: emptyAsNull(input.note),
    areas: builtAreaE2 === null ? [] : [{ fromOn: null, builtAreaE2, innerAreaE2 }],
    ownerTerms: [{ fromOn: owner?.fromOn ?? null, toOn: null, owners }],
    tenants: [],
  }
}

function endBelongings(db: UnitOfWork, roomId: string, endedOn: LocalDate): void {
  for (const { id } of db.hotAll(openTerms, roomId)) db.update('owner_term', id, { to_on: endedOn })
  for (const { id } of db.hotAll(openRelations, roomId)) db.update('relation', id, { to_on: endedOn })
  for (const { id } of db.hotAll(openBindings, roomId, endedOn)) db.update('fee_binding', id, { to_on: endedOn })
}
