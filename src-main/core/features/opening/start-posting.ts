import { beginRun, requireNoOtherRun } from '../ledger/index.ts'
import { AppError } from '../../../../src-shared/kernel/app-error.ts'
import { monthOf } from '../../../../src-shared/kernel/time.ts'
import type { JobRunner } from '../../jobs/runner.ts'
import type { CommandContext, Output } from '../../request/context.ts'
import { OPENING_DRAFTS } from './draft-settings.ts'
import type { OpeningDraft } from './draft-settings.ts'
import type { OpeningMemory } from './plan-draft.ts'
import { ensureOpeningStandards } from './post-job.ts'
import type { PostOpeningInput } from './post-job.ts'
import type { ChangedOpening } from './workbook-tasks.ts'

/** A draft as it will be, planned outside the transaction; `draft` is what it was planned from. */
export type PreparedOpening = ChangedOpening & { readonly draft: OpeningDraft }

export interface StartPosting {
  readonly planned: PreparedOpening
  readonly fingerprint: string
  readonly jobs: Pick<JobRunner, 'enqueue' | 'wake'>
}

/** 过账: every row right, every control total typed and the same, or nothing at all. */
export function startPosting(
  context: CommandContext,
  { planned, fingerprint, jobs }: StartPosting,
): Output<'opening.post'> {
  const { db, actor, today, newId } = context
  const { view, draft, totals, memory } = planned
  const { projectId } = actor
  requireNoOtherRun(db, projectId)
  if (view.fingerprint !== fingerprint) throw new AppError('opening.plan_changed')
  if (view.wrong > 0) throw new AppError('opening.rows_wrong', { wrong: view.wrong })
  if (view.ready === 0) throw new AppError('opening.nothing_to_post')
  if (!totals.agree) throw new AppError('opening.totals_differ')
  const [openingId, jobId] = [newId(), newId()]
  ensureOpeningStandards(db, { projectId, itemIds: totals.items.map(({ itemId }) => itemId), today })
  const runId = beginRun(db, {
    ...{ projectId, month: monthOf(today), kind: 'opening', scope: { buildingId: null, roomId: null } },
    ...{ state: 'generating', jobId, lines: 0, totalFen: 0 },
  })
  const batch = { id: openingId, project_id: projectId, file_name: draft.fileName, readings: 0, job_id: jobId }
  db.insert('meter_reading_batch', { ...batch, state: 'importing', user_id: actor.userId, at: context.now })
  db.insert('opening', {
    id: openingId,
    project_id: projectId,
    bill_run_id: runId,
    file_name: draft.fileName,
    rooms: totals.rooms,
    debts: totals.debts,
    paid_untils: totals.paidUntil,
    readings: totals.readings,
    totals_json: JSON.stringify(draft.settings.stated),
    user_id: actor.userId,
    at: context.now,
  })
  OPENING_DRAFTS.save(db, draft.id, { ...draft.settings, importJobId: jobId })
  if (memory !== null) keepMemory(context, memory)
  const { id: draftId, fileName } = draft
  const input: PostOpeningInput = { draftId, openingId, runId, fileName, fingerprint, today }
  jobs.enqueue(db, { kind: 'post_opening', projectId, input, jobId })
  db.emit('opening.changed', { openingIds: [openingId] })
  context.afterCommit(() => jobs.wake())
  return { openingId: openingId as never, jobId: jobId as never }
}

/** The columns of a sheet that was posted are remembered for the next file of the same system. */
function keepMemory({ db, actor }: CommandContext, { fingerprint, titles }: OpeningMemory): void {
  const text = `INSERT INTO import_mapping(project_id, fingerprint, columns_json, used_at) VALUES(?,?,?,?)
    ON CONFLICT(project_id, fingerprint) DO UPDATE SET columns_json = excluded.columns_json, used_at = excluded.used_at`
  db.technical({ table: 'import_mapping', text }, actor.projectId, fingerprint, JSON.stringify(titles), db.now)
}
