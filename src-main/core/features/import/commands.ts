import { basename } from 'node:path'

import { AppError } from '../../../../src-shared/kernel/app-error.ts'
import { UNDO_DAYS } from '../../../../src-shared/contract/import.contract.ts'
import { handles, handlesPrepared } from '../../request/context.ts'
import type { Commands, Output, PrepareContext } from '../../request/context.ts'
import type { TaskRunner } from '../../workers/task-runner.ts'
import type { CoreDeps } from '../deps.ts'
import { noteExport } from '../disclosure/index.ts'
import { findBatch, spanOf, whyNotUndone } from './batch-rows.ts'
import type { BatchSpan, BatchUse } from './batch-use.ts'
import type { TemplateTask } from './document-tasks.ts'
import type { ReadOutcome, ReadTask, WrongRowsTask } from './workbook-tasks.ts'
import { deleteDraft, dropOldDrafts, insertDraft, loadChangeableDraft, loadDraft } from './draft-rows.ts'
import { changeFrom, knownField, prepareChange, saveChange } from './change-draft.ts'
import { sightOf } from './known-values.ts'
import { startImport } from './start-import.ts'

type Deps = Pick<CoreDeps, 'documents' | 'grants' | 'jobs'>

export function importCommands(deps: Deps): Commands {
  const { documents, grants, jobs } = deps
  return {
    'import.read': handlesPrepared('import.read', {
      async prepare({ actor }, { grantId }) {
        const path = grants.pathOf(grantId, 'read')
        // The draft's id is made inside the transaction.
        const task: ReadTask = {
          draftId: '',
          fileName: basename(path),
          importingJobId: null,
          projectId: actor.projectId,
          path,
        }
        return readOutcome(documents, task)
      },
      handle(context, _input, outcome) {
        if (outcome.kind === 'refused')
          throw new AppError('import.file_refused', { code: outcome.code, params: outcome.params }, 'grantId')
        const { db, actor } = context
        const draftId = context.newId()
        const { content, settings, view } = outcome
        dropOldDrafts(db)
        insertDraft(db, { id: draftId, projectId: actor.projectId, fileName: view.fileName, content, settings })
        return { ...view, draftId: draftId as never }
      },
    }),

    'import.configure': handlesPrepared('import.configure', {
      prepare: (context, input) =>
        prepareChange(documents, context, { draftId: input.draftId, change: changeFrom(input) }),
      handle: (context, { columns }, changed) => saveChange(context, changed, { remember: columns !== undefined }),
    }),

    'import.mend': handlesPrepared('import.mend', {
      prepare: (context, { draftId, cells }) => {
        const known = cells.map(({ row, field, text }) => ({ row, field: knownField(field), text }))
        return prepareChange(documents, context, { draftId, change: { kind: 'mend', cells: known } })
      },
      handle: (context, _input, changed) => saveChange(context, changed, { remember: false }),
    }),

    'import.start': handlesPrepared('import.start', {
      prepare: (context, { draftId }) => prepareChange(documents, context, { draftId, change: { kind: 'none' } }),
      handle: (context, input, planned) => startImport(context, { ...input, planned, jobs }),
    }),

    'import.discard': handles('import.discard', ({ db, actor }, { draftId }) => {
      loadChangeableDraft(db, actor.projectId, draftId)
      deleteDraft(db, draftId)
      return { draftId }
    }),

    'import.save_wrong_rows': handlesPrepared('import.save_wrong_rows', {
      async prepare({ db, actor }, { draftId, grantId, language }) {
        loadDraft(db, actor.projectId, draftId)
        const path = grants.pathOf(grantId, 'write')
        const task: WrongRowsTask = {
          projectId: actor.projectId,
          draftId,
          path,
          language,
          author: actor.displayName,
          sight: sightOf(actor),
        }
        return { rows: (await documents.run('import.write_wrong_rows', task)) as number }
      },
      handle(context, _input, written) {
        // The rows are as the office's own sheet had them, with whole phones.
        noteExport(context, { kind: 'import.save_wrong_rows', contents: 'contacts', file: written })
        return written
      },
    }),

    'import.save_template': handlesPrepared('import.save_template', {
      async prepare({ actor }, { grantId, language }) {
        const path = grants.pathOf(grantId, 'write')
        const task: TemplateTask = { path, language, author: actor.displayName }
        return { columns: (await documents.run('import.write_template', task)) as number }
      },
      handle: (_context, _input, written) => written,
    }),

    'import.undo': handlesPrepared('import.undo', {
      prepare: (context, { batchId }) => useOfBatch(documents, context, batchId),
      handle(context, { batchId }, use): Output<'import.undo'> {
        const { db, actor } = context
        const batch = findBatch(db, actor.projectId, batchId)
        if (batch === null) throw new AppError('import.batch_gone')
        const hindrance = whyNotUndone(batch, context.now)
        if (hindrance === 'not_imported') throw new AppError('import.batch_not_imported', { state: batch.state })
        if (hindrance === 'too_old') throw new AppError('import.batch_too_old', { days: UNDO_DAYS })
        if (use.rooms > 0) throw new AppError('import.batch_used', { ...use })
        const jobId = context.newId()
        jobs.enqueue(db, { kind: 'undo_import', projectId: actor.projectId, input: { batchId }, jobId })
        db.emit('import.changed', { draftIds: [] })
        context.afterCommit(() => jobs.wake())
        return { jobId: jobId as never }
      },
    }),
  }
}

/** A file that kept its worker busy or broke it is refused like one that cannot be read. */
async function readOutcome(documents: TaskRunner, task: ReadTask): Promise<ReadOutcome> {
  try {
    return (await documents.run('import.read', task)) as ReadOutcome
  } catch (error) {
    if (error instanceof AppError && error.code.startsWith('import.workbook_too_'))
      return { kind: 'refused', code: error.code, params: error.params }
    throw error
  }
}

/** Rooms that came into use while this was counted stay when the job finds them. */
async function useOfBatch(documents: TaskRunner, { db, actor }: PrepareContext, batchId: string): Promise<BatchUse> {
  const batch = findBatch(db, actor.projectId, batchId)
  if (batch === null) return { rooms: 0, example: '' }
  const span: BatchSpan = { batchId, projectId: actor.projectId, ...spanOf(db, batch) }
  return (await documents.run('import.batch_use', span)) as BatchUse
}
