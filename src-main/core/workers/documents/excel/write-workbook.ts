import { eitherSignal, RowPace } from './row-pace.ts'
import { sheetNames } from './sheet-name.ts'
import type { PrintSetup, SheetSpec, WriteProgress } from './sheet-spec.ts'
import type { WorkbookFile } from './workbook-file.ts'
import { writeWorkbookFile } from './workbook-file.ts'
import { writeSheet } from './write-sheet.ts'

export interface WorkbookSpec extends WorkbookFile, WriteProgress {
  readonly sheets: readonly SheetSpec[]
  /** A4; landscape unless said otherwise. */
  readonly print?: PrintSetup
}

/**
 * Writes a workbook row by row; the file is complete or, after an error or a cancel, not there (an older one stays).
 * @throws Error when a value is not of its column's kind, the signal's reason when cancelled, the disk's own error.
 */
export async function writeWorkbook(spec: WorkbookSpec): Promise<void> {
  spec.signal?.throwIfAborted()
  const names = sheetNames(spec.sheets.map((sheet) => sheet.name))
  await writeWorkbookFile(spec, async (workbook, broken) => {
    const pace = new RowPace({ ...spec, signal: eitherSignal(spec.signal, broken) })
    for (const [index, sheet] of spec.sheets.entries()) {
      await writeSheet(sheet, {
        workbook,
        name: names[index] ?? '',
        print: spec.print ?? { orientation: 'landscape' },
        pace,
      })
    }
    pace.finish()
  })
}
