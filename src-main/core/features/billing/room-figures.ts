import type { CountVersion, RoomFigures } from '../../../../src-shared/domain/billing/index.ts'
import type { LocalDate } from '../../../../src-shared/kernel/time.ts'
import { hot } from '../../db/read-handle.ts'
import type { ReadHandle } from '../../db/read-handle.ts'
import type { RoomFigureTable } from '../../db/tables.ts'
import { floorOf } from '../standard/index.ts'

/** Project, first day, building and room of a run; the last two may be `null`. */
export type RoomsWhere = readonly [string, string, string | null, string | null]

const figures = hot<RoomFigureTable>(`SELECT f.* FROM room_figure f JOIN room ON room.id = f.room_id
  WHERE room.project_id = ?1 AND (room.ended_on IS NULL OR room.ended_on >= ?2)
  AND (?3 IS NULL OR room.building_id = ?3) AND (?4 IS NULL OR room.id = ?4) ORDER BY f.from_on`)

/** What was entered for each room. The coefficient has no history in the rules: the newest one counts. */
export function figuresOfRooms(
  db: ReadHandle,
  where: RoomsWhere,
): (room: { readonly id: string; readonly floor: string | null }) => RoomFigures {
  const byRoom = Map.groupBy(db.hotAll(figures, ...where), (row) => row.room_id)
  return ({ id, floor }) => {
    const rows = byRoom.get(id) ?? []
    return {
      floor: floorOf(floor),
      coefficientPpm: rows.at(-1)?.coefficient_ppm ?? null,
      counts: rows.map(countsOf),
    }
  }
}

function countsOf(row: RoomFigureTable): CountVersion {
  return {
    fromOn: row.from_on as LocalDate,
    person: row.persons,
    space: row.spaces,
    vehicle: row.vehicles,
    card: row.cards,
  }
}
