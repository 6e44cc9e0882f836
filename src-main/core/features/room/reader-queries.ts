import { answers } from '../../request/context.ts'
import type { Output, Queries } from '../../request/context.ts'
import type { ReaderDeps } from '../deps.ts'
import { listRooms } from './room-list.ts'
import { roomRows } from './room-rows.ts'

/** Rows that come with the opening itself: a screenful. */
const FIRST_WINDOW = 60

export function roomReaderQueries({ snapshots }: ReaderDeps): Queries {
  return {
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
