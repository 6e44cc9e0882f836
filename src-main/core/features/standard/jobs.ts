import { invariant } from '../../../../src-shared/kernel/assert.ts'
import type { FeeBindingTable } from '../../db/tables.ts'
import { steppedJob } from '../../jobs/definition.ts'
import type { AnyJob } from '../../jobs/definition.ts'
import type { Input } from '../../request/context.ts'
import { findStandard } from './standard-rows.ts'
import { targetRooms } from './targets.ts'

interface Cursor {
  /** The last room that was looked at: a room that comes or goes meanwhile moves no other out of its turn. */
  readonly afterId: string
  readonly done: number
  readonly bound: number
}

/** Binds a standard to many rooms. A room that has one of the same fee item by then is left alone and counted as skipped. */
const bindStandard = steppedJob<Input<'standard.bind'>, readonly string[], Cursor>({
  kind: 'bind_standard',
  priority: 20,
  firstCursor: { afterId: '', done: 0, bound: 0 },

  prepare({ db, projectId }, input) {
    const standard = findStandard(db, projectId, input.standardId)
    invariant(standard !== null, 'the standard of a queued job exists')
    const { target, fromOn } = input
    const rooms = targetRooms(db, { projectId, feeItemId: standard.feeItemId, target, fromOn }).map((room) => room.id)
    return Promise.resolve({ work: rooms, total: rooms.length })
  },

  step({ db, projectId, input, work, cursor, size }) {
    const left = work.filter((roomId) => roomId > cursor.afterId)
    const part = left.slice(0, size)
    const standard = findStandard(db, projectId, input.standardId)
    invariant(standard !== null, 'the standard of a running job exists')
    const target = { kind: 'rooms' as const, roomIds: part as never }
    const free = targetRooms(db, { projectId, feeItemId: standard.feeItemId, target, fromOn: input.fromOn }).filter(
      (room) => room.bound_standard_id === null,
    )
    db.insertMany(
      'fee_binding',
      free.map((room) => bindingOf(room.id)),
    )
    const done = cursor.done + part.length
    const bound = cursor.bound + free.length
    const next: Cursor = { afterId: part.at(-1) ?? cursor.afterId, done, bound }
    if (part.length < left.length) return { cursor: next, done, finished: false }
    db.emit('standard.changed', { standardIds: [input.standardId] })
    return { cursor: next, done, finished: true, result: { bound, skipped: done - bound } }

    function bindingOf(roomId: string): FeeBindingTable {
      return {
        id: db.newId(),
        project_id: projectId,
        fee_standard_id: input.standardId,
        room_id: roomId,
        from_on: input.fromOn,
        to_on: null,
        override_price_e6: input.override?.priceE6 ?? null,
        override_reason: input.override?.reason ?? null,
      }
    }
  },

  takeBack: 'refuse',
})

export const standardJobs: readonly AnyJob[] = [bindStandard]
