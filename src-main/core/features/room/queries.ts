import { hot } from '../../db/read-handle.ts'
import { answers } from '../../request/context.ts'
import type { Output, Queries, QueryContext } from '../../request/context.ts'
import { debtOfRooms, paidUntilOfRooms } from '../ledger/index.ts'
import { maySeeDebts } from './debts-shown.ts'
import { partiesOf, shownIdNo, shownName, shownPhone } from './people.ts'
import { loadRoomEver } from './scope.ts'

type Detail = Output<'room.open'>

const placeOf = hot<{ building: string; unit: string | null }>(
  'SELECT b.name AS building, u.name AS unit FROM room JOIN building b ON b.id = room.building_id LEFT JOIN unit u ON u.id = room.unit_id WHERE room.id = ?',
)
const areasOf = hot<{ fromOn: string | null; builtAreaE2: number; innerAreaE2: number | null }>(
  "SELECT from_on AS fromOn, built_area_e2 AS builtAreaE2, inner_area_e2 AS innerAreaE2 FROM room_area WHERE room_id = ? ORDER BY ifnull(from_on, '') DESC",
)
const standardsOf = hot<{
  bindingId: string
  standardName: string
  fromOn: string
  toOn: string | null
}>(`SELECT b.id AS bindingId, s.name AS standardName,
  b.from_on AS fromOn, b.to_on AS toOn FROM fee_binding b JOIN fee_standard s ON s.id = b.fee_standard_id WHERE b.room_id = ? ORDER BY b.to_on IS NOT NULL, b.from_on DESC`)

export function roomQueries(): Queries {
  return {
    'room.open': answers('room.open', (context, { roomId }) => openRoom(context, roomId)),
  }
}

function openRoom({ db, actor, today }: QueryContext, roomId: string): Detail {
  const room = loadRoomEver(db, actor, roomId)
  const place = db.hotFirst(placeOf, roomId)
  const debt = maySeeDebts(actor) ? debtOfRooms(db, { projectId: actor.projectId, today }, [roomId]) : null
  const detail = {
    roomId,
    version: room.version,
    endedOn: room.ended_on,
    code: room.code,
    building: place?.building ?? '',
    unit: place?.unit ?? null,
    floor: room.floor,
    roomNo: room.room_no,
    usage: room.usage,
    occupancy: room.occupancy,
    handoverOn: room.handover_on,
    openingPaidUntilOn: room.opening_paid_until_on,
    note: room.note,
    areas: db.hotAll(areasOf, roomId),
    parties: partiesOf(db, roomId).map((party) => ({
      relationId: party.relationId,
      personId: party.personId,
      role: party.role,
      name: shownName(actor, party),
      phone: shownPhone(actor, party.phone),
      idNo: shownIdNo(actor, party.idNo),
      fromOn: party.fromOn,
      toOn: party.toOn,
    })),
    standards: db.hotAll(standardsOf, roomId),
    overdueFen: debt === null ? null : (debt.get(roomId)?.overdueFen ?? 0),
    openFen: debt === null ? null : (debt.get(roomId)?.openFen ?? 0),
    paidUntilOn: debt === null ? null : (paidUntilOfRooms(db, actor.projectId, [roomId]).get(roomId) ?? null),
  }
  return detail as unknown as Detail
}
