import { lineKeyText } from '../../../../src-shared/domain/billing/index.ts'
import type { PlannedLine } from '../../../../src-shared/domain/billing/index.ts'
import { AppError } from '../../../../src-shared/kernel/app-error.ts'
import { invariant } from '../../../../src-shared/kernel/assert.ts'
import { localDateOf } from '../../../../src-shared/kernel/time.ts'
import type { Instant, LocalDate } from '../../../../src-shared/kernel/time.ts'
import { hot } from '../../db/read-handle.ts'
import type { UnitOfWork } from '../../db/unit-of-work.ts'
import type { ReceivableTable } from '../../db/tables.ts'
import { steppedJob } from '../../jobs/definition.ts'
import type { Input } from '../../request/context.ts'
import { documentTask } from '../../workers/document-tasks.ts'
import { idOfLine, planMonth } from './plan-month.ts'

/** What a publishing job is told. `today` is the day on which it was asked: due dates must not move when it goes on after midnight. */
export interface PublishInput extends Omit<Input<'billing.publish'>, 'runId'> {
  readonly runId: string
  readonly today: LocalDate
}

export type NewLine = Omit<ReceivableTable, 'business_on' | 'at'>

/** Lines per parcel: small enough that unpacking one takes core under a millisecond. */
const PARCEL = 250

export interface PublishPlan {
  /** JSON of up to 250 lines each: unpacked one by one, so that core's thread never takes a whole run at once. */
  readonly parcels: readonly string[]
  readonly lines: number
  readonly existing: number
  readonly skipped: number
  readonly totalFen: number
  readonly fingerprint: string
}

/** Plans in the documents worker; core only writes. */
export const planRun = documentTask<PublishInput & { readonly projectId: string }, PublishPlan>(({ db }, input) => {
  const { month, scope, today, projectId, runId } = input
  const { plan, summary, fingerprint } = planMonth(db, { projectId, month, scope, today }, runId)
  const parcels: string[] = []
  for (let at = 0; at < plan.created.length; at += PARCEL) {
    parcels.push(JSON.stringify(plan.created.slice(at, at + PARCEL).map((line) => rowOf(line, runId))))
  }
  return Promise.resolve({
    parcels,
    lines: plan.created.length,
    existing: summary.existingCount,
    skipped: summary.skippedCount,
    totalFen: summary.createdFen,
    fingerprint,
  })
})

export interface PlanRunAnswer {
  readonly fingerprint: string
  readonly lines: number
  readonly totalFen: number
}

/** What publishing would write now, for the command that decides whether it may. */
export const checkPlan = documentTask<
  Input<'billing.publish'> & { readonly projectId: string; readonly today: LocalDate },
  PlanRunAnswer
>(({ db }, { month, scope, projectId, today }) => {
  const { plan, summary, fingerprint } = planMonth(db, { projectId, month, scope, today })
  return Promise.resolve({ fingerprint, lines: plan.created.length, totalFen: summary.createdFen })
})

export function rowOf(line: PlannedLine, runId: string): NewLine {
  const { key } = line
  return {
    id: idOfLine(line),
    project_id: key.projectId,
    room_id: key.roomId,
    owner_term_id: line.ownerTermId,
    fee_item_id: key.itemId,
    fee_standard_id: line.standardId,
    bill_run_id: runId,
    line_key: lineKeyText(key),
    attempt: key.attempt,
    month: key.month,
    from_on: line.fromOn,
    to_on: line.toOn,
    due_on: line.dueOn,
    amount_fen: line.amountFen,
    explanation_json: JSON.stringify(line.explanation),
  }
}

class Parcels {
  readonly #parcels: readonly string[]
  #unpacked: { readonly index: number; readonly rows: readonly NewLine[] } | null = null

  constructor(parcels: readonly string[]) {
    this.#parcels = parcels
  }

  rows(from: number, size: number): NewLine[] {
    const index = Math.floor(from / PARCEL)
    if (this.#unpacked?.index !== index) {
      const parcel = this.#parcels[index]
      invariant(parcel !== undefined, 'the cursor stands inside the plan')
      this.#unpacked = { index, rows: JSON.parse(parcel) as NewLine[] }
    }
    const start = from - index * PARCEL
    return this.#unpacked.rows.slice(start, start + size)
  }
}

interface Work {
  readonly plan: PublishPlan
  readonly parcels: Parcels
}

const unpostedLines = hot<{ id: string }>('SELECT id FROM receivable WHERE bill_run_id = ? LIMIT ?')
const run = hot<{ state: string }>('SELECT state FROM bill_run WHERE id = ?')

/**
 * 发布: writes the planned lines in chunks under a run that nobody sees yet; the last step posts it, and with that the run
 * becomes visible as a whole. After a crash it plans again without its own lines, gets the same plan, and goes on at its cursor.
 */
export const publishJob = steppedJob<PublishInput, Work, number>({
  kind: 'publish_bills',
  priority: 10,
  firstCursor: 0,

  async prepare({ documents, projectId, signal }, input) {
    const plan = (await documents.run('billing.plan_run', { ...input, projectId }, { signal })) as PublishPlan
    if (plan.fingerprint !== input.fingerprint) throw new AppError('billing.plan_changed')
    return { work: { plan, parcels: new Parcels(plan.parcels) }, total: plan.lines }
  },

  step({ db, input, work, cursor, size }) {
    const state = db.hotFirst(run, input.runId)?.state
    invariant(state === 'generating', 'a run is written before it is posted')
    if (cursor < work.plan.lines) {
      const rows = work.parcels.rows(cursor, size)
      const business = { business_on: localDateOf(db.now), at: db.now }
      db.insertMany(
        'receivable',
        rows.map((row) => ({ ...row, ...business })),
      )
      const at = cursor + rows.length
      return { cursor: at, done: at, finished: false }
    }
    post(db, input, work.plan)
    const { lines, existing, skipped, totalFen } = work.plan
    return {
      cursor,
      done: cursor,
      finished: true,
      result: { created: lines, existing, skipped, totalFen, month: input.month, runId: input.runId },
    }
  },

  takeBack({ db, projectId, input, size }) {
    const ids = db.hotAll(unpostedLines, input.runId, size).map((row) => row.id)
    if (ids.length > 0) {
      db.removeMany('receivable', ids, projectId)
      return { finished: false }
    }
    db.update('bill_run', input.runId, { state: 'cancelled' })
    db.emit('billing.changed', { runIds: [input.runId] })
    return { finished: true }
  },
})

function post(db: UnitOfWork, input: PublishInput, plan: PublishPlan): void {
  db.update('bill_run', input.runId, {
    state: 'posted',
    created: plan.lines,
    existing: plan.existing,
    skipped: plan.skipped,
    total_fen: plan.totalFen,
    posted_at: db.now,
    business_on: localDateOf(db.now as Instant),
  })
  db.emit('billing.changed', { runIds: [input.runId] })
}
