import type { LocalDate } from '../../../../src-shared/kernel/time.ts'
import { hot } from '../../db/read-handle.ts'
import { answers } from '../../request/context.ts'
import type { Queries } from '../../request/context.ts'
import { IS_EXPECTED_TO_PAY, LACKS_STANDARD } from '../room/index.ts'
import { findBindings } from './bindings.ts'
import { copySources } from './copy.ts'
import { listFeeItems } from './fee-items.ts'
import { figuresOf } from './figures.ts'
import { tryRoom, trySample } from './sample.ts'
import { listStandards } from './standard-rows.ts'

const goLive = hot<{ go_live_on: string | null }>('SELECT go_live_on FROM project WHERE id = ?')

/** Its parameters: the project, and the day twice. */
export const UNBOUND_ROOMS = `room.project_id = ? AND room.ended_on IS NULL AND ${IS_EXPECTED_TO_PAY} AND ${LACKS_STANDARD}`
const unbound = hot<{ n: number }>(`SELECT count(*) AS n FROM room WHERE ${UNBOUND_ROOMS}`)

export function standardQueries(): Queries {
  return {
    'standard.list': answers('standard.list', ({ db, actor, today }) => ({
      standards: listStandards(db, actor.projectId),
      feeItems: listFeeItems(db, actor.projectId),
      unboundRooms: db.hotFirst(unbound, actor.projectId, today, today)?.n ?? 0,
      goLiveOn: (db.hotFirst(goLive, actor.projectId)?.go_live_on ?? null) as LocalDate | null,
    })),

    'standard.bindings': answers('standard.bindings', (context, input) => ({ bindings: findBindings(context, input) })),

    'standard.sources': answers('standard.sources', (context) => ({ projects: copySources(context) })),
    'standard.figures': answers('standard.figures', (context, { roomId }) => figuresOf(context, roomId)),
    'standard.try': answers('standard.try', (context, input) => trySample(context.db, context.actor.projectId, input)),
    'standard.try_room': answers('standard.try_room', (context, input) => tryRoom(context, input)),
  }
}
