import { fillLabel } from '../../../../src-shared/domain/document/labels.ts'
import { hot } from '../../db/read-handle.ts'
import type { ReadHandle } from '../../db/read-handle.ts'
import { documentTask } from '../../workers/document-tasks.ts'
import type { DocumentContext, DocumentTasks } from '../../workers/document-tasks.ts'
import { writeWorkbook } from '../../workers/documents/excel/index.ts'
import type { SheetSpec } from '../../workers/documents/excel/index.ts'
import { exportMark } from '../disclosure/index.ts'
import { writingChosenFile } from '../job/index.ts'
import { shiftsHiddenFrom } from '../shift/index.ts'
import { dailySheet } from './daily-sheet.ts'
import { dailyTakings } from './daily-takings.ts'
import type { ExportTask, ExportedRows } from './export-input.ts'
import { receiptSheet } from './receipt-sheet.ts'
import { sheetTexts } from './sheet-texts.ts'
import type { SheetTexts } from './sheet-texts.ts'

const projectName = hot<{ name: string }>('SELECT name FROM project WHERE id = ?')

export const reportDocumentTasks: DocumentTasks = {
  'report.export_daily': documentTask<ExportTask, ExportedRows>(async (context, task) => {
    const texts = sheetTexts(task.language)
    const takings = dailyTakings(context.db, task)
    const titleLines = titleOf(context.db, task, {
      texts,
      title: texts.sheet.daily_title,
      hidden: takings.hiddenOpenShifts,
    })
    await writeSheet(dailySheet(takings, { texts, titleLines }), { context, task, texts, mark: null })
    context.onProgress(takings.rows.length, takings.rows.length)
    return { rows: takings.rows.length }
  }),

  'report.export_receipts': documentTask<ExportTask, ExportedRows>(async (context, task) => {
    const texts = sheetTexts(task.language)
    const hiddenShifts = shiftsHiddenFrom(context.db, task)
    const titleLines = titleOf(context.db, task, {
      texts,
      title: texts.sheet.receipts_title,
      hidden: hiddenShifts.size,
    })
    const mark = exportMark({ author: task.author, at: context.clock.now(), language: task.language })
    const onProgress = (done: number, total: number): void => context.onProgress(done, total)
    const rows = await writeSheet(
      receiptSheet(context.db, { ...task, hiddenShifts, texts, titleLines: [...titleLines, mark], onProgress }),
      {
        context,
        task,
        texts,
        mark,
      },
    )
    return { rows }
  }),
}

/** The name of the report, then project and days, then what the figures mean (domain rules 3.17). */
function titleOf(
  db: ReadHandle,
  task: ExportTask,
  of: { readonly texts: SheetTexts; readonly title: string; readonly hidden: number },
): string[] {
  const { sheet, definition } = of.texts
  const project = db.hotFirst(projectName, task.projectId)?.name ?? ''
  const range = fillLabel(sheet.range, { project, from: task.fromOn, to: task.toOn })
  const hidden = of.hidden === 0 ? [] : [fillLabel(sheet.hidden, { count: of.hidden })]
  return [of.title, range, `${definition.net}。${definition.voided}`, ...hidden]
}

async function writeSheet(
  sheet: SheetSpec,
  of: {
    readonly context: DocumentContext
    readonly task: ExportTask
    readonly texts: SheetTexts
    readonly mark: string | null
  },
): Promise<number> {
  const { context, task, texts, mark } = of
  let rows = 0
  await writingChosenFile(() =>
    writeWorkbook({
      path: task.path,
      author: task.author,
      madeAt: context.clock.now(),
      signal: context.signal,
      sheets: [sheet],
      print: { orientation: 'landscape', footer: mark === null ? texts.page : `${mark}　${texts.page}` },
      onProgress: (done) => {
        rows = done
      },
    }),
  )
  return rows
}
