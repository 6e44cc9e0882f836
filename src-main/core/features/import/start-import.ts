import { AppError } from '../../../../src-shared/kernel/app-error.ts'
import type { JobRunner } from '../../jobs/runner.ts'
import type { CommandContext, Input, Output } from '../../request/context.ts'
import type { BatchTotals } from './batch-rows.ts'
import { requireUntouched } from './change-draft.ts'
import type { ChangedDraft } from './change-draft.ts'
import { saveSettings } from './draft-rows.ts'
import type { ImportJobInput } from './import-job.ts'
import { keepMapping } from './mappings.ts'

export interface StartRequest extends Pick<Input<'import.start'>, 'wrongRows'> {
  readonly planned: ChangedDraft
  readonly jobs: JobRunner
}

/** Turns a draft into a batch that a job writes. The columns of an import that was started are remembered for the next file. */
export function startImport(
  context: CommandContext,
  { wrongRows, planned, jobs }: StartRequest,
): Output<'import.start'> {
  const { db, actor } = context
  const { draft, settings, view, remember } = planned
  requireUntouched(context, planned)

  const { totals } = view
  if (totals.wrong > 0 && wrongRows === 'refuse') throw new AppError('import.rows_wrong', { wrong: totals.wrong })
  if (totals.ready + totals.update === 0) throw new AppError('import.nothing_to_do')

  const [batchId, jobId] = [context.newId(), context.newId()]
  const kept: BatchTotals = { jobId, skipped: 0, builtAreaE2: totals.builtAreaE2, span: null }
  db.insert('import_batch', {
    id: batchId,
    project_id: actor.projectId,
    file_name: draft.fileName,
    state: 'importing',
    created: 0,
    updated: 0,
    totals_json: JSON.stringify(kept),
    at: context.now,
    user_id: actor.userId,
  })
  saveSettings(db, draft.id, { ...settings, importJobId: jobId })
  if (remember !== null) keepMapping(db, actor.projectId, remember)
  jobs.enqueue(db, {
    kind: 'import_rooms',
    projectId: actor.projectId,
    input: { draftId: draft.id, batchId } satisfies ImportJobInput,
    jobId,
  })
  context.afterCommit(() => jobs.wake())
  return { jobId: jobId as never }
}
