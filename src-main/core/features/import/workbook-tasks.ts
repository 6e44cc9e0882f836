import { listBadRows } from '../../../../src-shared/domain/import/index.ts'
import type { RememberedMapping } from '../../../../src-shared/domain/import/index.ts'
import { AppError } from '../../../../src-shared/kernel/app-error.ts'
import type { ErrorParams } from '../../../../src-shared/kernel/app-error.ts'
import { documentTask } from '../../workers/document-tasks.ts'
import type { DocumentTasks } from '../../workers/document-tasks.ts'
import { writeBadRows } from '../../workers/documents/excel/index.ts'
import { readChosenFile } from '../../workers/documents/reading/index.ts'
import { writingChosenFile } from '../job/index.ts'
import { loadDraft } from './draft-rows.ts'
import type { DraftChange, DraftSettings } from './draft-settings.ts'
import { viewOf } from './draft-view.ts'
import type { DraftFacts, DraftView } from './draft-view.ts'
import { workOf } from './import-work.ts'
import type { WorkRow } from './import-work.ts'
import { shownParams } from './known-values.ts'
import type { Sight } from './known-values.ts'
import { packSheets } from './pack-sheets.ts'
import { PlanDesk, applyChange, firstSettings, mappingToKeep, planDraft } from './plan-draft.ts'
import { fileTexts, problemText } from './problem-text.ts'
import type { TextLanguage } from './problem-text.ts'
import type { WorkbookTaskName } from './workbook-task-names.ts'

export interface ReadTask extends DraftFacts {
  readonly projectId: string
  readonly path: string
}
export type ReadOutcome =
  | { readonly kind: 'read'; readonly content: Uint8Array; readonly settings: DraftSettings; readonly view: DraftView }
  | { readonly kind: 'refused'; readonly code: string; readonly params: ErrorParams }

export interface ChangeTask extends DraftFacts {
  readonly projectId: string
  readonly change: DraftChange
}
export interface Changed {
  readonly settings: DraftSettings
  readonly view: DraftView
  readonly remember: RememberedMapping | null
}

export interface WorkTask {
  readonly projectId: string
  readonly draftId: string
  readonly batchId: string
}

export interface WrongRowsTask {
  readonly projectId: string
  readonly draftId: string
  readonly path: string
  readonly language: TextLanguage
  readonly author: string
  readonly sight: Sight
}

const desk = new PlanDesk()

/** Run in the workbooks worker, which may be lost with what it reads. */
export const importWorkbookTasks: Readonly<Record<WorkbookTaskName, DocumentTasks[string]>> = {
  'import.read': documentTask<ReadTask, ReadOutcome>(async ({ db, signal }, { path, projectId, ...facts }) => {
    const started = performance.now()
    const result = await readChosenFile(path, facts.fileName)
    signal.throwIfAborted()
    if (result.kind === 'refused') return { kind: 'refused', code: result.code, params: result.params }
    const { sheets } = result
    const readMs = Math.round(performance.now() - started)
    const settings = firstSettings(db, { projectId, sheets, readMs })
    const planned = planDraft(db, { projectId, sheets, settings, exceptBatchId: null })
    return { kind: 'read', content: packSheets(sheets), settings, view: viewOf(facts, planned) }
  }),

  'import.change': documentTask<ChangeTask, Changed>(async ({ db }, { projectId, change, ...facts }) => {
    const draft = loadDraft(db, projectId, facts.draftId)
    const sheets = desk.sheetsOf(db, draft.id)
    const settings = applyChange(db, { projectId, sheets, settings: draft.settings }, change)
    const planned = planDraft(db, { projectId, sheets, settings, exceptBatchId: null })
    return { settings, view: viewOf(facts, planned), remember: mappingToKeep(planned) }
  }),

  'import.work': documentTask<WorkTask, readonly WorkRow[]>(async ({ db }, { projectId, draftId, batchId }) => {
    const { settings } = loadDraft(db, projectId, draftId)
    return workOf(planDraft(db, { projectId, sheets: desk.sheetsOf(db, draftId), settings, exceptBatchId: batchId }))
  }),

  'import.write_wrong_rows': documentTask<WrongRowsTask, number>(
    async (context, { projectId, draftId, path, language, author, sight }) => {
      const { db, clock, signal, onProgress } = context
      const { sheets, settings, header, plan } = desk.planned(db, projectId, draftId)
      const grid = sheets[settings.sheetIndex]
      if (grid === undefined || header === null || plan === null) throw new AppError('import.draft_gone')
      const bad = listBadRows({
        grid,
        header,
        mapping: settings.mapping,
        plan,
        textOf: (problem) => problemText(language, { ...problem, params: shownParams(sight, problem) }),
      })
      const texts = fileTexts(language)
      await writingChosenFile(() =>
        writeBadRows({
          path,
          author,
          madeAt: clock.now(),
          ...bad,
          sheetName: texts.wrong_sheet,
          labels: { rowNumber: texts.row, reason: texts.reason },
          signal,
          onProgress: (rows) => onProgress(rows, bad.rows.length),
        }),
      )
      return bad.rows.length
    },
  ),
}
