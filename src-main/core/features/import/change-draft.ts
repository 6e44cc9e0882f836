import { IMPORT_FIELD_NAMES } from '../../../../src-shared/domain/import/index.ts'
import type { ImportField } from '../../../../src-shared/domain/import/index.ts'
import { AppError } from '../../../../src-shared/kernel/app-error.ts'
import type { CommandContext, Input, PrepareContext } from '../../request/context.ts'
import type { TaskRunner } from '../../workers/task-runner.ts'
import type { ChangeTask, Changed } from './workbook-tasks.ts'
import { loadChangeableDraft, saveSettings } from './draft-rows.ts'
import type { Draft } from './draft-rows.ts'
import type { DraftChange } from './draft-settings.ts'
import type { DraftView } from './draft-view.ts'
import { keepMapping } from './mappings.ts'

/** A draft as it will be, planned outside the transaction; `draft` is what it was planned from. */
export interface ChangedDraft extends Changed {
  readonly draft: Draft
}

const FIELDS: ReadonlySet<string> = new Set(IMPORT_FIELD_NAMES)

/** @throws AppError `input.invalid` for a field that no import has. */
export function knownField(field: string): ImportField {
  if (!FIELDS.has(field))
    throw new AppError('input.invalid', { issues: [{ path: 'field', code: 'invalid_value' }] }, 'field')
  return field as ImportField
}

export function changeFrom({ sheetIndex, headerRows, columns }: Input<'import.configure'>): DraftChange {
  return {
    kind: 'configure',
    sheetIndex: sheetIndex ?? null,
    headerRows: headerRows ?? null,
    columns: columns?.map(({ index, field }) => ({ index, field: field === null ? null : knownField(field) })) ?? null,
  }
}

/** Plans the changed draft in the documents worker: a sheet of 5,000 rows has no place on core's thread. */
export async function prepareChange(
  documents: TaskRunner,
  { db, actor }: PrepareContext,
  asked: { readonly draftId: string; readonly change: DraftChange },
): Promise<ChangedDraft> {
  const draft = loadChangeableDraft(db, actor.projectId, asked.draftId)
  const { id: draftId, fileName } = draft
  const task: ChangeTask = { draftId, fileName, importingJobId: null, projectId: actor.projectId, change: asked.change }
  return { ...((await documents.run('import.change', task)) as Changed), draft }
}

/** @throws AppError `record.changed` when somebody else worked on the draft meanwhile. */
export function requireUntouched({ db, actor }: CommandContext, { draft }: ChangedDraft): void {
  const { updatedAt } = loadChangeableDraft(db, actor.projectId, draft.id)
  if (updatedAt !== draft.updatedAt) throw new AppError('record.changed', { what: 'import_draft' })
}

export function saveChange(
  context: CommandContext,
  changed: ChangedDraft,
  { remember }: { readonly remember: boolean },
): DraftView {
  requireUntouched(context, changed)
  saveSettings(context.db, changed.draft.id, changed.settings)
  if (remember && changed.remember !== null) keepMapping(context.db, context.actor.projectId, changed.remember)
  return changed.view
}
