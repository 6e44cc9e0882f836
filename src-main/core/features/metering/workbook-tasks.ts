import { basename } from 'node:path'

import type { SheetTitles } from '../../../../src-shared/domain/meter/index.ts'
import { READING_SHEET } from '../../../../src-shared/domain/meter/index.ts'
import { AppError } from '../../../../src-shared/kernel/app-error.ts'
import { documentTask } from '../../workers/document-tasks.ts'
import type { DocumentContext, DocumentTasks } from '../../workers/document-tasks.ts'
import { readChosenFile } from '../../workers/documents/reading/index.ts'
import { planSheet } from './plan-sheet.ts'
import type { PlannedSheet, SheetReading, SheetRequest, SheetView } from './plan-sheet.ts'
import type { MeteringWorkbookTask } from './workbook-task-names.ts'

/** A sheet that somebody chose, as the worker is told of it. */
export type SheetTask = Omit<SheetRequest, 'sheets' | 'fileName'> & { readonly path: string }

export interface SheetWork {
  readonly fingerprint: string
  readonly readings: readonly SheetReading[]
  readonly memory: { readonly fingerprint: string; readonly titles: SheetTitles }
}

/** Run in the workbooks worker, which may be lost with what it reads. */
export const meteringWorkbookTasks: Readonly<Record<MeteringWorkbookTask, DocumentTasks[string]>> = {
  'metering.read_sheet': documentTask<SheetTask, SheetView>(
    async (context, task) => (await planned(context, task)).view,
  ),

  'metering.sheet_work': documentTask<SheetTask, SheetWork>(async (context, task) => {
    const { view, readings, keep } = await planned(context, task)
    const titles = READING_SHEET.titlesOf(keep.header.columns, keep.mapping)
    return { fingerprint: view.fingerprint, readings, memory: { fingerprint: keep.fingerprint, titles } }
  }),
}

async function planned({ db, signal }: DocumentContext, { path, ...task }: SheetTask): Promise<PlannedSheet> {
  const fileName = basename(path)
  const read = await readChosenFile(path, fileName)
  signal.throwIfAborted()
  if (read.kind === 'refused')
    throw new AppError('import.file_refused', { code: read.code, params: read.params }, 'grantId')
  return planSheet(db, { ...task, fileName, sheets: read.sheets })
}
