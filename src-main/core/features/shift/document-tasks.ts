import { writeFile } from 'node:fs/promises'

import { paper } from '../../../../src-shared/locales/zh-CN/paper.ts'
import { documentTask } from '../../workers/document-tasks.ts'
import type { DocumentTasks } from '../../workers/document-tasks.ts'
import { replaceFile } from '../../workers/documents/replace-file.ts'
import { loadFonts, renderShiftReport } from '../../workers/documents/printing/index.ts'
import { writingChosenFile } from '../job/index.ts'
import { shiftPaperOf } from './shift-paper.ts'
import { loadShift } from './shift-rows.ts'

export interface SaveReportTask {
  readonly shiftId: string
  readonly projectId: string
  readonly path: string
}
export interface SavedReport {
  readonly pages: number
}

export const shiftDocumentTasks: DocumentTasks = {
  'shift.save_report': documentTask<SaveReportTask, SavedReport>(
    async ({ db, clock, fontsDir }, { shiftId, projectId, path }) => {
      const report = shiftPaperOf(db, loadShift(db, { shiftId, projectId }), clock.now())
      const pdf = await renderShiftReport(report, { format: 'a4', fonts: await loadFonts(fontsDir), labels: paper })
      await writingChosenFile(() => replaceFile(path, (temporary) => writeFile(temporary, pdf)))
      return { pages: countPages(pdf) }
    },
  ),
}

/** The printing kit writes one `/Type /Page` object per page, uncompressed. */
function countPages(pdf: Uint8Array): number {
  return (
    Buffer.from(pdf.buffer, pdf.byteOffset, pdf.byteLength)
      .toString('latin1')
      .match(/\/Type\s*\/Page\b(?!s)/g)?.length ?? 0
  )
}
