import { basename } from 'node:path'

import { OPENING_FIELDS } from '../../../../src-shared/domain/opening/index.ts'
import type { OpeningField } from '../../../../src-shared/domain/opening/index.ts'
import { AppError } from '../../../../src-shared/kernel/app-error.ts'
import { hot } from '../../db/read-handle.ts'
import { handles, handlesPrepared } from '../../request/context.ts'
import type { CommandContext, Commands, Input, Output, PrepareContext } from '../../request/context.ts'
import type { CoreDeps } from '../deps.ts'
import { paidLinesOfRun } from '../billing/index.ts'
import { deleteDraft, dropOldDrafts } from '../import/index.ts'
import { batchUse } from '../metering/index.ts'
import type { OpeningTemplateTask } from './document-tasks.ts'
import { OPENING_DRAFTS } from './draft-settings.ts'
import type { OpeningChange } from './draft-settings.ts'
import { startPosting } from './start-posting.ts'
import type { PreparedOpening } from './start-posting.ts'
import type { UndoOpeningInput } from './undo-job.ts'
import type { ChangeTask, ChangedOpening, ReadOpening, ReadTask } from './workbook-tasks.ts'

const openingOf = hot<{ id: string; bill_run_id: string; state: string; at_work: number }>(
  `SELECT o.id, o.bill_run_id, run.state, EXISTS(SELECT 1 FROM job WHERE job.id = run.job_id AND job.state IN ('queued','running')) AS at_work
   FROM opening o JOIN bill_run run ON run.id = o.bill_run_id WHERE o.id = ? AND o.project_id = ?`,
)
const FIELDS: ReadonlySet<string> = new Set(OPENING_FIELDS)

type Deps = Pick<CoreDeps, 'documents' | 'grants' | 'jobs'>

export function openingCommands(deps: Deps): Commands {
  return { ...draftCommands(deps), ...postingCommands(deps) }
}

function draftCommands({ documents, grants }: Deps): Commands {
  const changing = async (
    { db, actor, today }: PrepareContext,
    asked: { readonly draftId: string; readonly change: OpeningChange },
  ): Promise<PreparedOpening> => {
    const draft = OPENING_DRAFTS.loadChangeable(db, actor.projectId, asked.draftId)
    const { id: draftId, fileName } = draft
    const task: ChangeTask = {
      draftId,
      fileName,
      postingJobId: null,
      projectId: actor.projectId,
      today,
      change: asked.change,
    }
    return { ...((await documents.run('opening.change', task)) as ChangedOpening), draft }
  }
  return {
    'opening.read': handlesPrepared('opening.read', {
      async prepare({ actor, today }, { grantId }) {
        const path = grants.pathOf(grantId, 'read')
        const task: ReadTask = { path, fileName: basename(path), projectId: actor.projectId, today }
        return (await documents.run('opening.read', task)) as ReadOpening
      },
      handle({ db, actor, newId }, _input, { content, settings, view }) {
        const draftId = newId()
        dropOldDrafts(db)
        OPENING_DRAFTS.insert(db, {
          id: draftId,
          projectId: actor.projectId,
          fileName: view.fileName,
          content,
          settings,
        })
        db.emit('opening.changed', { openingIds: [] })
        return { ...view, draftId: draftId as never }
      },
    }),

    'opening.change': handlesPrepared('opening.change', {
      prepare: (context, { draftId, change }) => changing(context, { draftId, change: changeFrom(change) }),
      handle(context, _input, changed) {
        requireUntouched(context, changed)
        OPENING_DRAFTS.save(context.db, changed.draft.id, changed.settings)
        return changed.view
      },
    }),

    'opening.discard': handles('opening.discard', ({ db, actor }, { draftId }) => {
      OPENING_DRAFTS.loadChangeable(db, actor.projectId, draftId)
      deleteDraft(db, draftId)
      db.emit('opening.changed', { openingIds: [] })
      return { draftId }
    }),

    'opening.save_template': handlesPrepared('opening.save_template', {
      async prepare({ actor }, { grantId, language }) {
        const path = grants.pathOf(grantId, 'write')
        const task: OpeningTemplateTask = { path, language, author: actor.displayName }
        return { columns: (await documents.run('opening.write_template', task)) as number }
      },
      handle: (_context, _input, written) => written,
    }),
  }
}

function postingCommands({ documents, jobs }: Deps): Commands {
  return {
    'opening.post': handlesPrepared('opening.post', {
      async prepare({ db, actor, today }, { draftId }): Promise<PreparedOpening> {
        const draft = OPENING_DRAFTS.loadChangeable(db, actor.projectId, draftId)
        const facts = { draftId, fileName: draft.fileName, postingJobId: null }
        const task: ChangeTask = { ...facts, projectId: actor.projectId, today, change: { kind: 'none' } }
        return { ...((await documents.run('opening.change', task)) as ChangedOpening), draft }
      },
      handle(context, input, planned) {
        requireUntouched(context, planned)
        return startPosting(context, { planned, fingerprint: input.fingerprint, jobs })
      },
    }),

    'opening.undo': handles('opening.undo', (context, { openingId, reason }): Output<'opening.undo'> => {
      const { db, actor } = context
      const opening = db.hotFirst(openingOf, openingId, actor.projectId)
      if (opening === null) throw new AppError('record.not_found', { what: 'opening' })
      const { bill_run_id: runId, state } = opening
      // An undo whose job broke off is asked for again; its lines are hidden already.
      const brokenOff = state === 'undoing' && opening.at_work === 0
      if (state !== 'posted' && !brokenOff) throw new AppError('opening.not_posted')
      const paid = db.hotFirst(paidLinesOfRun, runId)?.n ?? 0
      if (paid > 0) throw new AppError('opening.has_payments', { lines: paid })
      const use = batchUse(db, openingId)
      if (use !== null) throw new AppError('opening.readings_used', { ...use })
      const jobId = context.newId()
      db.update('bill_run', runId, { state: 'undoing', job_id: jobId })
      db.emit('billing.changed', { runIds: [runId] })
      db.emit('opening.changed', { openingIds: [openingId] })
      const input: UndoOpeningInput = { openingId, runId, reason }
      jobs.enqueue(db, { kind: 'undo_opening', projectId: actor.projectId, input, jobId })
      context.afterCommit(() => jobs.wake())
      return { jobId: jobId as never }
    }),
  }
}

/** @throws AppError `record.changed` when somebody else worked on the draft meanwhile. */
function requireUntouched({ db, actor }: CommandContext, { draft }: PreparedOpening): void {
  const { updatedAt } = OPENING_DRAFTS.loadChangeable(db, actor.projectId, draft.id)
  if (updatedAt !== draft.updatedAt) throw new AppError('record.changed', { what: 'import_draft' })
}

function changeFrom(change: Input<'opening.change'>['change']): OpeningChange {
  switch (change.kind) {
    case 'columns': {
      const columns = change.columns.map(({ index, field }) => ({ index, field: knownField(field) }))
      return { kind: 'columns', columns }
    }
    case 'mend':
      return { kind: 'mend', cells: change.cells.map((cell) => ({ ...cell, field: knownField(cell.field) })) }
    case 'totals': {
      const owedFen = Object.fromEntries(change.items.map(({ itemId, owedFen: fen }) => [itemId, fen]))
      return { kind: 'totals', stated: { rooms: change.rooms, owedFen } }
    }
    case 'sheet':
      return change
    default:
      return change satisfies never
  }
}

/** @throws AppError `input.invalid` for a field that no sheet has. */
function knownField(field: string): OpeningField {
  if (!FIELDS.has(field))
    throw new AppError('input.invalid', { issues: [{ path: 'field', code: 'invalid_value' }] }, 'field')
  return field as OpeningField
}
