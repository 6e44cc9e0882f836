import type { OpeningTotals } from '../../../../src-shared/domain/opening/index.ts'
import { AppError } from '../../../../src-shared/kernel/app-error.ts'
import type { LocalDate } from '../../../../src-shared/kernel/time.ts'
import { documentTask } from '../../workers/document-tasks.ts'
import type { DocumentTasks } from '../../workers/document-tasks.ts'
import { readChosenFile } from '../../workers/documents/reading/index.ts'
import { packSheets } from '../import/index.ts'
import { OPENING_DRAFTS } from './draft-settings.ts'
import type { OpeningChange, OpeningSettings } from './draft-settings.ts'
import { openingView } from './draft-view.ts'
import type { OpeningFacts, OpeningView } from './draft-view.ts'
import { linesOf } from './opening-lines.ts'
import type { OpeningLines } from './opening-lines.ts'
import { OpeningDesk, applyChange, firstSettings, memoryOf, planOpeningDraft } from './plan-draft.ts'
import type { OpeningMemory } from './plan-draft.ts'
import type { OpeningWorkbookTask } from './workbook-task-names.ts'

export interface ReadTask {
  readonly projectId: string
  readonly today: LocalDate
  readonly fileName: string
  readonly path: string
}
export interface ReadOpening {
  readonly content: Uint8Array
  readonly settings: OpeningSettings
  readonly view: OpeningView
}

export interface ChangeTask extends OpeningFacts {
  readonly projectId: string
  readonly today: LocalDate
  readonly change: OpeningChange
}
export interface ChangedOpening {
  readonly settings: OpeningSettings
  readonly view: OpeningView
  readonly memory: OpeningMemory | null
  readonly totals: OpeningTotals
}

export interface WorkTask {
  readonly projectId: string
  readonly draftId: string
  readonly runId: string
  readonly fileName: string
  readonly today: LocalDate
}
export interface OpeningWork extends OpeningLines {
  readonly fingerprint: string
}

const desk = new OpeningDesk()

/** Run in the workbooks worker, which may be lost with what it reads. */
export const openingWorkbookTasks: Readonly<Record<OpeningWorkbookTask, DocumentTasks[string]>> = {
  'opening.read': documentTask<ReadTask, ReadOpening>(async ({ db, signal }, { path, fileName, projectId, today }) => {
    const read = await readChosenFile(path, fileName)
    signal.throwIfAborted()
    if (read.kind === 'refused')
      throw new AppError('import.file_refused', { code: read.code, params: read.params }, 'grantId')
    const { sheets } = read
    const settings = firstSettings(db, { projectId, sheets })
    const planned = planOpeningDraft(db, { projectId, today, sheets, settings, exceptRunId: null })
    // The draft's id is made inside the transaction.
    const facts = { draftId: '', fileName, postingJobId: null, projectId }
    return { content: packSheets(sheets), settings, view: openingView(db, planned, facts) }
  }),

  'opening.change': documentTask<ChangeTask, ChangedOpening>(({ db }, { projectId, today, change, ...facts }) => {
    const draft = OPENING_DRAFTS.load(db, projectId, facts.draftId)
    const sheets = desk.sheetsOf(db, draft.id)
    const settings = applyChange(db, { projectId, sheets, settings: draft.settings }, change)
    const planned = planOpeningDraft(db, { projectId, today, sheets, settings, exceptRunId: null })
    return Promise.resolve({
      settings,
      view: openingView(db, planned, { ...facts, projectId }),
      memory: memoryOf(planned),
      totals: planned.totals,
    })
  }),

  'opening.work': documentTask<WorkTask, OpeningWork>(({ db }, { projectId, draftId, runId, fileName, today }) => {
    const { settings } = OPENING_DRAFTS.load(db, projectId, draftId)
    const sheets = desk.sheetsOf(db, draftId)
    const planned = planOpeningDraft(db, { projectId, today, sheets, settings, exceptRunId: runId })
    const lines = linesOf(db, planned.rows, { projectId, runId, fileName })
    return Promise.resolve({ ...lines, fingerprint: planned.fingerprint })
  }),
}
