import type { LocalDate } from '../../../../src-shared/kernel/time.ts'
import { AppError } from '../../../../src-shared/kernel/app-error.ts'
import { invariant } from '../../../../src-shared/kernel/assert.ts'
import { localDateOf } from '../../../../src-shared/kernel/time.ts'
import { hot } from '../../db/read-handle.ts'
import type { FeeStandardTable } from '../../db/tables.ts'
import type { UnitOfWork } from '../../db/unit-of-work.ts'
import { steppedJob } from '../../jobs/definition.ts'
import type { AnyJob } from '../../jobs/definition.ts'
import { deleteDraft } from '../import/index.ts'
import { firstReadings, removeReadings } from '../metering/index.ts'
import { USUAL_TERMS } from '../standard/index.ts'
import type { OpeningEntry } from './opening-lines.ts'
import type { OpeningWork, WorkTask } from './workbook-tasks.ts'

/** `today` is the day on which it was asked: the plan must not change when the job goes on after midnight. */
export interface PostOpeningInput {
  readonly draftId: string
  readonly openingId: string
  readonly runId: string
  readonly fileName: string
  readonly fingerprint: string
  readonly today: LocalDate
}

/** A row writes up to three rows: beyond this a chunk would keep the counter waiting. */
const LARGEST_CHUNK = 200

const run = hot<{ state: string }>('SELECT state FROM bill_run WHERE id = ?')
const standards = hot<{ id: string; fee_item_id: string }>(
  "SELECT id, fee_item_id FROM fee_standard WHERE project_id = ? AND ended_on IS NOT NULL AND code LIKE 'QC-%'",
)
const linesOfRun = hot<{ id: string }>('SELECT id FROM receivable WHERE bill_run_id = ? LIMIT ?')
const paidOfOpening = hot<{ id: string }>('SELECT id FROM opening_paid_until WHERE opening_id = ? LIMIT ?')

/**
 * 期初过账: writes the rows of a checked draft in chunks under a run that nobody sees yet; the last step posts it. After a crash it
 * plans again without its own rows, gets the same plan, and goes on at its cursor.
 */
export const postOpening: AnyJob = steppedJob<PostOpeningInput, readonly OpeningEntry[], number>({
  kind: 'post_opening',
  priority: 20,
  firstCursor: 0,

  async prepare({ documents, projectId, signal }, { draftId, runId, fileName, today, fingerprint }) {
    const task: WorkTask = { projectId, draftId, runId, fileName, today }
    const work = (await documents.run('opening.work', task, { signal })) as OpeningWork
    if (work.fingerprint !== fingerprint || work.wrong > 0) throw new AppError('opening.plan_changed')
    return { work: work.entries, total: work.entries.length }
  },

  step({ db, projectId, input, work, cursor, size }) {
    invariant(db.hotFirst(run, input.runId)?.state === 'generating', 'a run is written before it is posted')
    const part = work.slice(cursor, cursor + Math.min(size, LARGEST_CHUNK))
    if (part.length > 0) {
      writePart(db, { projectId, input, part })
      const at = cursor + part.length
      return { cursor: at, done: at, finished: false }
    }
    const result = finish(db, input, work)
    return { cursor, done: cursor, finished: true, result }
  },

  takeBack({ db, projectId, input, size }) {
    const readings = removeReadings(db, { projectId, batchId: input.openingId, size })
    if (!readings) return { finished: false }
    for (const [table, rows] of [
      ['opening_paid_until', db.hotAll(paidOfOpening, input.openingId, size)],
      ['receivable', db.hotAll(linesOfRun, input.runId, size)],
    ] as const) {
      if (rows.length === 0) continue
      db.removeMany(
        table,
        rows.map(({ id }) => id),
        projectId,
      )
      return { finished: false }
    }
    db.update('meter_reading_batch', input.openingId, { state: 'cancelled' })
    db.update('bill_run', input.runId, { state: 'cancelled' })
    db.emit('billing.changed', { runIds: [input.runId] })
    db.emit('opening.changed', { openingIds: [input.openingId] })
    return { finished: true }
  },
})

interface Part {
  readonly projectId: string
  readonly input: PostOpeningInput
  readonly part: readonly OpeningEntry[]
}

function writePart(db: UnitOfWork, { projectId, input, part }: Part): void {
  const standardOf = new Map(db.hotAll(standards, projectId).map((row) => [row.fee_item_id, row.id]))
  const business = { business_on: localDateOf(db.now), at: db.now }
  db.insertMany(
    'receivable',
    part.flatMap(({ line }) => {
      if (line === null) return []
      const standardId = standardOf.get(line.fee_item_id)
      invariant(standardId !== undefined, 'posting began with a standard for each item')
      return [{ ...line, fee_standard_id: standardId, ...business }]
    }),
  )
  db.insertMany(
    'opening_paid_until',
    part.flatMap(({ paidUntil }) =>
      paidUntil === null
        ? []
        : [
            {
              id: db.newId(),
              project_id: projectId,
              opening_id: input.openingId,
              room_id: paidUntil.roomId,
              fee_item_id: paidUntil.itemId,
              until_on: paidUntil.untilOn,
            },
          ],
    ),
  )
  firstReadings(db, {
    projectId,
    batchId: input.openingId,
    readings: part.flatMap(({ reading }) => (reading === null ? [] : [reading])),
  })
}

function finish(db: UnitOfWork, input: PostOpeningInput, work: readonly OpeningEntry[]) {
  const lines = work.flatMap(({ line }) => (line === null ? [] : [line]))
  const totalFen = lines.reduce((sum, line) => sum + line.amount_fen, 0)
  const readings = count(work, ({ reading }) => reading !== null)
  const posted = { posted_at: db.now, business_on: localDateOf(db.now) }
  db.update('bill_run', input.runId, { state: 'posted', created: lines.length, total_fen: totalFen, ...posted })
  db.update('meter_reading_batch', input.openingId, { state: 'imported', readings })
  deleteDraft(db, input.draftId)
  db.emit('billing.changed', { runIds: [input.runId] })
  db.emit('opening.changed', { openingIds: [input.openingId] })
  db.emit('room.changed', { roomIds: [] })
  const paidUntils = count(work, ({ paidUntil }) => paidUntil !== null)
  return { debts: lines.length, totalFen, paidUntils, readings }
}

function count(work: readonly OpeningEntry[], test: (entry: OpeningEntry) => boolean): number {
  return work.filter(test).length
}

const usualOf = hot<Pick<FeeStandardTable, 'tariff_kind' | 'terms_json'>>(
  'SELECT tariff_kind, terms_json FROM fee_standard WHERE fee_item_id = ? ORDER BY ended_on IS NULL DESC, id LIMIT 1',
)
const item = hot<{ name: string }>('SELECT name FROM fee_item WHERE id = ?')

/**
 * The standard that opening lines of an item name: ended from its first day, so that nobody binds it. It is of the item's own
 * kind, as an item is of one family.
 */
export function ensureOpeningStandards(
  db: UnitOfWork,
  of: { readonly projectId: string; readonly itemIds: readonly string[]; readonly today: LocalDate },
): void {
  const known = new Set(db.hotAll(standards, of.projectId).map((row) => row.fee_item_id))
  for (const itemId of of.itemIds.filter((id) => !known.has(id))) {
    const id = db.newId()
    const usual = db.hotFirst(usualOf, itemId) ?? { tariff_kind: 'fixed', terms_json: FIXED }
    db.insert('fee_standard', {
      id,
      project_id: of.projectId,
      fee_item_id: itemId,
      code: `QC-${id.slice(-8)}`,
      name: db.hotFirst(item, itemId)?.name ?? '',
      ...usual,
      version: 1,
      ended_on: of.today,
    })
  }
}

const FIXED = JSON.stringify({ ...USUAL_TERMS, pricing: { kind: 'fixed' } })
