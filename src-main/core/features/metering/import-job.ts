import { AppError } from '../../../../src-shared/kernel/app-error.ts'
import { localDateOf } from '../../../../src-shared/kernel/time.ts'
import { hot } from '../../db/read-handle.ts'
import type { ReadHandle } from '../../db/read-handle.ts'
import type { UnitOfWork } from '../../db/unit-of-work.ts'
import { steppedJob } from '../../jobs/definition.ts'
import type { AnyJob } from '../../jobs/definition.ts'
import { judgeAtEnd, nextSeq, readingRow } from './add-reading.ts'
import type { SheetReading } from './plan-sheet.ts'
import { PLACED, METER_PLACE } from './scope.ts'
import type { PlacedMeter } from './scope.ts'
import { loadReadings } from './stored-readings.ts'
import type { SheetTask, SheetWork } from './workbook-tasks.ts'

export interface ImportReadingsInput {
  readonly batchId: string
  readonly task: SheetTask
  readonly fingerprint: string
}

interface Cursor {
  /** The last row of the sheet that is in: a sheet that is planned again after a crash no longer has the rows before it. */
  readonly afterRow: number
  readonly done: number
  readonly written: number
}

/** Each reading is judged once more against what stands by now: beyond this a chunk would keep the counter waiting. */
const LARGEST_CHUNK = 20

const metersById = hot<PlacedMeter>(
  `SELECT ${PLACED} FROM ${METER_PLACE} WHERE meter.id IN (SELECT value FROM json_each(?)) AND meter.ended_on IS NULL`,
)
const written = hot<{ n: number }>('SELECT count(*) AS n FROM meter_reading WHERE batch_id = ?')

/** Writes the readings of a sheet as one batch. A meter that somebody read meanwhile is left to them and counted as skipped. */
export const importReadings: AnyJob = steppedJob<ImportReadingsInput, readonly SheetReading[], Cursor>({
  kind: 'import_readings',
  priority: 30,
  firstCursor: { afterRow: 0, done: 0, written: 0 },

  async prepare({ documents, db, signal }, input) {
    const work = (await documents.run('metering.sheet_work', input.task, { signal })) as SheetWork
    // Of a batch that has begun, the rows that are in are no longer ready: only what was looked at as a whole is compared.
    const begun = (db.hotFirst(written, input.batchId)?.n ?? 0) > 0
    if (!begun && work.fingerprint !== input.fingerprint) throw new AppError('metering.sheet_changed')
    return { work: work.readings, total: work.readings.length }
  },

  step({ db, input, work, cursor, size }) {
    const left = work.filter(({ rowNumber }) => rowNumber > cursor.afterRow)
    const part = left.slice(0, Math.min(size, LARGEST_CHUNK))
    const added = writeReadings(db, part, input.batchId)
    const next: Cursor = {
      afterRow: part.at(-1)?.rowNumber ?? cursor.afterRow,
      done: cursor.done + part.length,
      written: cursor.written + added,
    }
    db.emit('metering.changed', { meterIds: [] })
    if (part.length < left.length) return { cursor: next, done: next.done, finished: false }
    db.update('meter_reading_batch', input.batchId, { state: 'imported', readings: next.written })
    const result = { readings: next.written, skipped: next.done - next.written }
    return { cursor: next, done: next.done, finished: true, result }
  },

  takeBack({ db, projectId, input, size }) {
    const finished = removePart(db, { projectId, batchId: input.batchId, size })
    if (finished) db.update('meter_reading_batch', input.batchId, { state: 'cancelled' })
    return { finished }
  },
})

function writeReadings(db: UnitOfWork, part: readonly SheetReading[], batchId: string): number {
  const ids = part.map(({ meterId }) => meterId)
  const meters = new Map(db.hotAll(metersById, JSON.stringify(ids)).map((meter) => [meter.id, meter]))
  const stored = loadReadings(db, ids)
  const today = localDateOf(db.now)
  const rows = part.flatMap((reading) => {
    const meter = meters.get(reading.meterId)
    const own = stored.get(reading.meterId)
    const device = own?.devices.at(-1)
    if (meter === undefined || own === undefined || device === undefined) return []
    const anomalies = judged(() => judgeAtEnd(meter, own, { reading, device, today }).anomalies)
    if (anomalies === null) return []
    // What is red waits for somebody who has looked at the meter.
    const state = anomalies.length > 0 ? ('entered' as const) : ('checked' as const)
    return [readingRow(db, { meter, device, seq: nextSeq(own), reading, state, anomalies, batchId })]
  })
  db.insertMany('meter_reading', rows)
  return rows.length
}

function judged<T>(judge: () => T): T | null {
  try {
    return judge()
  } catch (error) {
    if (error instanceof AppError) return null
    throw error
  }
}

const batchPart = hot<{ id: string }>(
  'SELECT id FROM meter_reading WHERE batch_id = ? ORDER BY meter_id, seq DESC LIMIT ?',
)

/** Takes readings of a batch away. Answers whether none is left. */
export function removePart(
  db: UnitOfWork,
  { projectId, batchId, size }: { readonly projectId: string; readonly batchId: string; readonly size: number },
): boolean {
  const ids = readingsOfBatch(db, batchId, size)
  db.removeMany('meter_reading', ids, projectId)
  db.emit('metering.changed', { meterIds: [] })
  return ids.length < size
}

function readingsOfBatch(db: ReadHandle, batchId: string, size: number): string[] {
  return db.hotAll(batchPart, batchId, size).map(({ id }) => id)
}
