import { maskPhone } from '../../../../src-shared/domain/person/index.ts'
import { matchRoom, roomLabel } from '../../../../src-shared/domain/room/index.ts'
import { hot } from '../../db/read-handle.ts'
import type { ReadHandle } from '../../db/read-handle.ts'
import type { LocalDate } from '../../../../src-shared/kernel/time.ts'
import type { Actor, Output } from '../../request/context.ts'
import { debtOfRooms } from '../ledger/index.ts'
import { maySeeDebts, ROOM_IN_SCOPE, namesOf, peopleOf, scopeParams } from '../room/index.ts'
import type { RoomPerson } from '../room/index.ts'
import type { FoundDocument } from './match.ts'

export type Hits = Output<'search.find'>['hits']
type Hit = Hits[number]

export interface Looking {
  readonly db: ReadHandle
  readonly actor: Actor
  readonly today: LocalDate
}

interface RoomFacts {
  readonly id: string
  readonly code: string
  readonly building: string
  readonly unit: string | null
  readonly roomNo: string
}
const roomsOf = hot<RoomFacts>(`SELECT room.id, room.code, b.name AS building, u.name AS unit, room.room_no AS roomNo
  FROM json_each(?) asked CROSS JOIN room ON room.id = asked.value JOIN building b ON b.id = room.building_id LEFT JOIN unit u ON u.id = room.unit_id
  WHERE ${ROOM_IN_SCOPE}`)
// A receipt of several rooms shows only when all of them are of the asker's buildings.
const receiptsOf = hot<{
  id: string
  receiptNo: string
  roomCodes: string
  amountFen: number
  voided: 0 | 1
}>(`SELECT rc.id, rc.receipt_no AS receiptNo,
  rc.room_codes AS roomCodes, rc.amount_fen AS amountFen, EXISTS(SELECT 1 FROM receipt_event e WHERE e.receipt_id = rc.id AND e.kind = 'voided') AS voided
  FROM json_each(?) asked CROSS JOIN receipt rc ON rc.id = asked.value WHERE rc.project_id = ? AND NOT EXISTS(
    SELECT 1 FROM receipt_line line JOIN room ON room.id = line.room_id WHERE line.receipt_id = rc.id AND NOT (${ROOM_IN_SCOPE}))`)

/** The found documents in order of likelihood, cut to `limit`, as the asker may see them. */
export function hitsOf(
  looking: Looking,
  found: readonly FoundDocument[],
  limit: number,
): { readonly hits: Hits; readonly more: boolean } {
  const ranked = rank(looking, found)
  const shown = ranked.slice(0, limit)
  const rooms = roomHits(looking, shown)
  const receipts = receiptHits(looking, shown)
  const hits = shown.flatMap(({ objectId }) => rooms.get(objectId) ?? receipts.get(objectId) ?? [])
  return { hits, more: ranked.length > limit }
}

/** Exact room first, then meaning by meaning as the text was read, each in the order of the rooms (domain rules 4.1). */
function rank({ db, actor }: Looking, found: readonly FoundDocument[]): FoundDocument[] {
  const byRoom = found.filter(({ intent }) => intent.kind === 'room').map(({ objectId }) => objectId)
  const facts = new Map(
    db.hotAll(roomsOf, JSON.stringify(byRoom), ...scopeParams(actor)).map((room) => [room.id, room]),
  )
  const order = [...new Set(found.map(({ intent }) => intent))]
  const ranked = found.flatMap((document) => {
    const { intent } = document
    if (intent.kind !== 'room') return [{ document, nearness: 1 + order.indexOf(intent) * 10 }]
    const room = facts.get(document.objectId)
    const nearness = room === undefined ? null : matchRoom(room, intent.query)
    // The index finds a little more than was meant; what does not fit is no hit.
    return nearness === null ? [] : [{ document, nearness: nearness === 0 ? 0 : nearness + order.indexOf(intent) * 10 }]
  })
  return ranked
    .sort((left, right) => left.nearness - right.nearness || (left.document.rankKey < right.document.rankKey ? -1 : 1))
    .map(({ document }) => document)
}

function roomHits({ db, actor, today }: Looking, shown: readonly FoundDocument[]): Map<string, Hit> {
  const asked = new Map(shown.filter(({ kind }) => kind === 'room').map((document) => [document.objectId, document]))
  const rooms = db.hotAll(roomsOf, JSON.stringify([...asked.keys()]), ...scopeParams(actor))
  const ids = rooms.map(({ id }) => id)
  const people = peopleOf(db, ids, today)
  const debts = maySeeDebts(actor) ? debtOfRooms(db, { projectId: actor.projectId, today }, ids) : null
  return new Map(
    rooms.map((room) => {
      const own = people.get(room.id) ?? []
      const hit = {
        kind: 'room',
        roomId: room.id,
        code: room.code,
        label: roomLabel(room),
        names: namesOf(actor, own),
        phone: maskedPhone(own),
        overdueFen: debts === null ? null : (debts.get(room.id)?.overdueFen ?? 0),
        matched: asked.get(room.id)?.matched ?? 'room',
      }
      return [room.id, hit as unknown as Hit]
    }),
  )
}

/** Masked for everybody: a search shows many people to whoever asked for one (architecture §4, search). */
function maskedPhone(people: readonly RoomPerson[]): string | null {
  const phone = people.find((person) => person.phone !== null)?.phone ?? null
  return phone === null ? null : maskPhone(phone)
}

function receiptHits({ db, actor }: Looking, shown: readonly FoundDocument[]): Map<string, Hit> {
  const ids = shown.filter(({ kind }) => kind === 'receipt').map(({ objectId }) => objectId)
  if (ids.length === 0) return new Map()
  const rows = db.hotAll(receiptsOf, JSON.stringify(ids), actor.projectId, ...scopeParams(actor))
  return new Map(
    rows.map(({ id, receiptNo, roomCodes, amountFen, voided }) => {
      const hit = {
        kind: 'receipt',
        receiptId: id,
        receiptNo,
        roomCodes,
        amountFen,
        state: voided === 1 ? 'voided' : 'valid',
      }
      return [id, hit as unknown as Hit]
    }),
  )
}
