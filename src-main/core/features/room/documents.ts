import { fillLabel } from '../../../../src-shared/domain/document/labels.ts'
import { localDateOf } from '../../../../src-shared/kernel/time.ts'
import { hot } from '../../db/read-handle.ts'
import type { Actor } from '../../request/context.ts'
import { documentTask } from '../../workers/document-tasks.ts'
import type { DocumentContext, DocumentTasks } from '../../workers/document-tasks.ts'
import { writeWorkbook } from '../../workers/documents/excel/index.ts'
import { exportMark } from '../disclosure/index.ts'
import { writingChosenFile } from '../job/index.ts'
import type { Exported, ExportInput } from './export-input.ts'
import { listRooms } from './room-list.ts'
import { roomSheet } from './room-sheet.ts'
import { roomSheetTexts } from './sheet-texts.ts'

const projectName = hot<{ name: string }>('SELECT name FROM project WHERE id = ?')

export const roomDocumentTasks: DocumentTasks = {
  'room.export': documentTask<ExportInput, Exported>(async (context, input) => {
    const { db, clock, signal } = context
    const { asker, filter } = input
    const actor = { ...asker, permissions: new Set(asker.permissions) as Actor['permissions'] }
    const today = localDateOf(clock.now())
    const listed = listRooms(db, { actor, today, filter, sort: { key: 'code', direction: 'asc' } })
    const texts = roomSheetTexts(input.language)
    const project = db.hotFirst(projectName, asker.projectId)?.name ?? ''
    const mark = exportMark({ author: asker.displayName, at: clock.now(), language: input.language })
    const titleLines = [
      texts.sheet.title,
      fillLabel(texts.sheet.subtitle, { project, date: today, count: listed.rows.length }),
      texts.sheet.definition,
      mark,
    ]
    const sheet = roomSheet({ db, actor, today }, { rows: listed.rows, texts, titleLines })
    await writingChosenFile(() =>
      writeWorkbook({
        path: input.path,
        author: asker.displayName,
        madeAt: clock.now(),
        signal,
        sheets: [sheet],
        print: { orientation: 'landscape', footer: `${mark}　${texts.page}` },
        onProgress: (done) => progress(context, done, listed.rows.length),
      }),
    )
    return { rows: listed.rows.length }
  }),
}

function progress(context: DocumentContext, done: number, total: number): void {
  context.onProgress(Math.min(done, total), total)
}
