import { documentTask } from '../../workers/document-tasks.ts'
import type { DocumentTasks } from '../../workers/document-tasks.ts'
import { writeTemplate } from '../../workers/documents/excel/index.ts'
import { writingChosenFile } from '../job/index.ts'
import { countUsedRooms } from './batch-use.ts'
import type { BatchSpan, BatchUse } from './batch-use.ts'
import type { TextLanguage } from './problem-text.ts'
import { templateOf } from './template.ts'

export interface TemplateTask {
  readonly path: string
  readonly language: TextLanguage
  readonly author: string
}

/** What an import asks of the documents worker: nothing here opens a file of somebody else, see `workbook-tasks.ts`. */
export const importDocumentTasks: DocumentTasks = {
  'import.batch_use': documentTask<BatchSpan, BatchUse>(async ({ db }, span) => countUsedRooms(db, span)),

  'import.write_template': documentTask<TemplateTask, number>(async ({ clock }, { path, language, author }) => {
    const template = templateOf(language)
    await writingChosenFile(() => writeTemplate({ path, author, madeAt: clock.now(), ...template }))
    return template.columns.length
  }),
}
