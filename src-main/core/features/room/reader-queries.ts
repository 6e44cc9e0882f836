import { hot } from '../../db/read-handle.ts'
import { answers } from '../../request/context.ts'
import type { Output, Queries } from '../../request/context.ts'
import type { ReaderDeps } from '../deps.ts'
import { listRooms } from './room-list.ts'
import { roomRows } from './room-rows.ts'
import { ROOM_IN_SCOPE, scopeParams } from './scope.ts'

/** Rows that come with the opening itself: a screenful. */
const FIRST_WINDOW = 60

type Buildings = Output<'room.buildings'>['buildings']

// Counted in the index of the rooms in use alone, then named.
const buildings = hot<{
  buildingId: string
  name: string
  rooms: number
}>(`SELECT building.id AS buildingId, building.name, counted.rooms FROM (
  SELECT room.building_id, count(*) AS rooms FROM room WHERE room.ended_on IS NULL AND ${ROOM_IN_SCOPE} GROUP BY room.building_id) counted
  JOIN building ON building.id = counted.building_id ORDER BY building.sort_key`)

export function roomReaderQueries({ snapshots }: ReaderDeps): Queries {
  return {
    'room.buildings': answers('room.buildings', ({ db, actor }) => ({
      buildings: db.hotAll(buildings, ...scopeParams(actor)) as unknown as Buildings,
    })),

    'room.list': answers('room.list', (context, { filter, sort }) => {
      const { db, actor, today } = context
      const { rows, builtAreaE2, overdueFen } = listRooms(db, { actor, today, filter, sort })
      const { snapshotId, cut } = snapshots.keep('room.list', actor, rows)
      const sums = { builtAreaE2, overdueFen } as Output<'room.list'>['sums']
      return { snapshotId, count: rows.length, cut, sums, rows: roomRows(context, rows.slice(0, FIRST_WINDOW)) }
    }),

    'room.list_rows': answers('room.list_rows', (context, wanted) => ({
      rows: roomRows(context, snapshots.window('room.list', context.actor, wanted)),
    })),
  }
}
