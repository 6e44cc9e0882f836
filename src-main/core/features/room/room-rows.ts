import type { LocalDate } from '../../../../src-shared/kernel/time.ts'
import { hot } from '../../db/read-handle.ts'
import type { ReadHandle } from '../../db/read-handle.ts'
import type { Actor, Output } from '../../request/context.ts'
import { debtOfRooms, paidUntilOfRooms } from '../ledger/index.ts'
import { maySeeDebts } from './debts-shown.ts'
import { PRESENT_AREA } from './list-filter.ts'
import { currentResidents, namesOf, shownPhone } from './people.ts'

export type RoomRow = Output<'room.list'>['rows'][number]

interface StoredRow {
  readonly row: number
  readonly id: string
  readonly code: string
  readonly building: string
  readonly unit: string | null
  readonly usage: string
  readonly occupancy: string
  readonly area: number | null
}
const byRows =
  hot<StoredRow>(`SELECT room.rowid AS row, room.id, room.code, building.name AS building, unit.name AS unit, room.usage, room.occupancy,
  ${PRESENT_AREA} AS area FROM room JOIN building ON building.id = room.building_id LEFT JOIN unit ON unit.id = room.unit_id
  WHERE room.rowid IN (SELECT value FROM json_each(?))`)

/** Who reads, and on which day. */
export interface RoomReading {
  readonly db: ReadHandle
  readonly actor: Pick<Actor, 'projectId' | 'permissions'>
  readonly today: LocalDate
}

/** The rows of one window of the list, in its order. */
export function roomRows({ db, actor, today }: RoomReading, rows: readonly number[]): RoomRow[] {
  const found = new Map(db.hotAll(byRows, today, JSON.stringify(rows)).map((stored) => [stored.row, stored]))
  const ids = [...found.values()].map(({ id }) => id)
  const { owners, tenants } = currentResidents(db, ids, today)
  const debts = maySeeDebts(actor) ? debtOfRooms(db, { projectId: actor.projectId, today }, ids) : null
  const paidUntil = debts === null ? null : paidUntilOfRooms(db, actor.projectId, ids)
  return rows.flatMap((row) => {
    const stored = found.get(row)
    if (stored === undefined) return []
    const own = owners.get(stored.id) ?? []
    const view = {
      roomId: stored.id,
      code: stored.code,
      building: stored.building,
      unit: stored.unit,
      ownerNames: namesOf(actor, own),
      tenantNames: namesOf(actor, tenants.get(stored.id)),
      phone: shownPhone(actor, own.find(({ phone }) => phone !== null)?.phone ?? null),
      builtAreaE2: stored.area,
      usage: stored.usage,
      occupancy: stored.occupancy,
      paidUntilOn: paidUntil?.get(stored.id) ?? null,
      overdueFen: debts === null ? null : (debts.get(stored.id)?.overdueFen ?? 0),
    }
    return [view as RoomRow]
  })
}
