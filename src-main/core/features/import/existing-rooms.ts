import { roomCodeKey } from '../../../../src-shared/domain/import/index.ts'
import type { ExistingRoom, PersonValues } from '../../../../src-shared/domain/import/index.ts'
import type { LocalDate } from '../../../../src-shared/kernel/time.ts'
import { hot } from '../../db/read-handle.ts'
import type { ReadHandle } from '../../db/read-handle.ts'
import type { RoomTable } from '../../db/tables.ts'
import { LINE_IS_VISIBLE } from '../ledger/index.ts'
import { otherPhonesOf } from './other-phones.ts'

type RoomRow = Pick<
  RoomTable,
  'id' | 'version' | 'code' | 'floor' | 'room_no' | 'usage' | 'handover_on' | 'opening_paid_until_on' | 'note'
> & {
  readonly building: string
  readonly unit: string | null
  readonly built_area_e2: number | null
  readonly inner_area_e2: number | null
  readonly owner_from_on: string | null
  readonly billed: 0 | 1
}
const rooms =
  hot<RoomRow>(`SELECT room.id, room.version, room.code, room.floor, room.room_no, room.usage, room.handover_on,
    room.opening_paid_until_on, room.note, building.name AS building, unit.name AS unit, area.built_area_e2, area.inner_area_e2,
    (SELECT term.from_on FROM owner_term term WHERE term.room_id = room.id AND term.to_on IS NULL LIMIT 1) AS owner_from_on,
    EXISTS(SELECT 1 FROM receivable r WHERE r.room_id = room.id AND ${LINE_IS_VISIBLE}) AS billed
  FROM room JOIN building ON building.id = room.building_id LEFT JOIN unit ON unit.id = room.unit_id
    LEFT JOIN room_area area ON area.id = (SELECT a.id FROM room_area a WHERE a.room_id = room.id ORDER BY ifnull(a.from_on, '') DESC LIMIT 1)
  WHERE room.project_id = ? AND room.ended_on IS NULL AND room.import_batch_id IS NOT ?`)

interface PartyRow {
  readonly room_id: string
  readonly role: 'owner' | 'tenant'
  readonly name: string
  readonly phone: string | null
  readonly id_no: string | null
  readonly note: string | null
  readonly from_on: string | null
  readonly to_on: string | null
}
const parties = hot<PartyRow>(`SELECT rel.room_id, rel.role, p.name, p.phone, p.id_no, p.note, rel.from_on, rel.to_on
  FROM relation rel JOIN person p ON p.id = rel.person_id
  WHERE rel.project_id = ? AND (rel.to_on IS NULL OR rel.role = 'tenant') ORDER BY rel.id`)

export interface KnownRoom {
  readonly roomId: string
  readonly version: number
  readonly room: ExistingRoom
}

/**
 * The rooms of a project by the key of their code, as an import compares them. Rooms that `exceptBatchId` made itself do not count: a
 * batch that goes on after a crash plans what it planned before.
 */
export function loadExistingRooms(
  db: ReadHandle,
  projectId: string,
  exceptBatchId: string | null,
): Map<string, KnownRoom> {
  const people = Map.groupBy(db.hotAll(parties, projectId), (row) => row.room_id)
  return new Map(
    db
      .hotAll(rooms, projectId, exceptBatchId)
      .map((row) => [
        roomCodeKey(row.code),
        { roomId: row.id, version: row.version, room: toExisting(row, people.get(row.id) ?? []) },
      ]),
  )
}

function toExisting(row: RoomRow, people: readonly PartyRow[]): ExistingRoom {
  const floor = row.floor === null ? null : Number(row.floor)
  const tenants = latestTenancy(people.filter((party) => party.role === 'tenant'))
  return {
    code: row.code,
    building: row.building,
    unit: row.unit,
    room: row.room_no,
    // A floor in words (夹层) is what somebody typed on purpose: a number from a sheet does not replace it.
    ...(Number.isNaN(floor) ? {} : { floor }),
    handover_on: row.handover_on as LocalDate | null,
    note: row.note,
    owners: people.filter((party) => party.role === 'owner').map(toPerson),
    tenants: tenants.map(toPerson),
    tenant_from_on: (tenants[0]?.from_on ?? null) as LocalDate | null,
    tenant_to_on: (tenants[0]?.to_on ?? null) as LocalDate | null,
    // What bills were computed from changes by an act of its own with a day (domain rules 3.2), never by a list.
    ...(row.billed === 1 ? {} : billingFacts(row)),
  }
}

/** The tenants of today or, where the room stands empty, the last ones: a sheet that still names them changes nothing. */
function latestTenancy(tenants: readonly PartyRow[]): readonly PartyRow[] {
  const open = tenants.filter((party) => party.to_on === null)
  if (open.length > 0) return open
  const last = tenants.reduce((latest, { to_on }) => (to_on !== null && to_on > latest ? to_on : latest), '')
  return tenants.filter((party) => party.to_on === last)
}

function billingFacts(row: RoomRow): Partial<ExistingRoom> {
  return {
    usage: row.usage,
    built_area_e2: row.built_area_e2,
    inner_area_e2: row.inner_area_e2,
    paid_until_on: row.opening_paid_until_on as LocalDate | null,
    owner_from_on: row.owner_from_on as LocalDate | null,
  }
}

function toPerson(party: PartyRow): PersonValues {
  const phones = [party.phone, ...otherPhonesOf(party.note)].filter((phone) => phone !== null)
  return { name: party.name, phones, id_no: party.id_no }
}
