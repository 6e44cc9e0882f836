import { steppedJob } from '../../jobs/definition.ts'
import type { AnyJob } from '../../jobs/definition.ts'
import { linesLeft } from '../billing/index.ts'
import { cancelLines } from '../ledger/index.ts'
import { removeReadings } from '../metering/index.ts'

export interface UndoOpeningInput {
  readonly openingId: string
  readonly runId: string
  readonly reason: string
}

interface Cursor {
  readonly afterRow: number
  readonly cancelled: number
}

/** 撤回期初: cancels the lines of a posting that its command has hidden as a whole, and takes its readings away. */
export const undoOpening: AnyJob = steppedJob<UndoOpeningInput, null, Cursor>({
  kind: 'undo_opening',
  priority: 20,
  firstCursor: { afterRow: 0, cancelled: 0 },

  prepare() {
    return Promise.resolve({ work: null, total: 0 })
  },

  step({ db, projectId, userId, input, cursor, size }) {
    const part = db.hotAll(linesLeft, input.runId, cursor.afterRow, size)
    if (part.length > 0) {
      cancelLines(
        db,
        part.map(({ id }) => id),
        { projectId, userId, reason: input.reason },
      )
      const cancelled = cursor.cancelled + part.length
      return { cursor: { afterRow: part.at(-1)?.row ?? 0, cancelled }, done: cancelled, finished: false }
    }
    const { cancelled } = cursor
    if (!removeReadings(db, { projectId, batchId: input.openingId, size }))
      return { cursor, done: cancelled, finished: false }
    db.update('meter_reading_batch', input.openingId, { state: 'undone', readings: 0 })
    db.update('bill_run', input.runId, { state: 'undone' })
    db.emit('billing.changed', { runIds: [input.runId] })
    db.emit('opening.changed', { openingIds: [input.openingId] })
    db.emit('room.changed', { roomIds: [] })
    return { cursor, done: cancelled, finished: true, result: { cancelled } }
  },

  takeBack: 'refuse',
})
