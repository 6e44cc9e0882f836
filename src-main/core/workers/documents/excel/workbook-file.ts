import { once } from 'node:events'
import type { WriteStream } from 'node:fs'
import { createWriteStream } from 'node:fs'
import ExcelJS from 'exceljs'
import type { Instant } from '../../../../../src-shared/kernel/time.ts'
import { replaceFile } from '../replace-file.ts'

export type WorkbookWriter = ExcelJS.stream.xlsx.WorkbookWriter

export interface WorkbookFile {
  readonly path: string
  /** Who made it, for the file's properties. */
  readonly author: string
  readonly madeAt: Instant
}

/**
 * Opens a streaming workbook at the temporary place, lets `fill` write its sheets, and puts it in place when complete. The signal
 * that `fill` gets fires when the disk fails, so that it stops feeding a file that is lost.
 */
export function writeWorkbookFile(
  file: WorkbookFile,
  fill: (workbook: WorkbookWriter, broken: AbortSignal) => Promise<void>,
): Promise<void> {
  return replaceFile(file.path, async (temporary) => {
    const broken = new AbortController()
    const stream = createWriteStream(temporary)
    stream.on('error', (error) => broken.abort(error))
    try {
      await once(stream, 'open')
      const workbook = openWorkbook(stream, file)
      await fill(workbook, broken.signal)
      await orBroken(workbook.commit(), broken.signal)
      await closed(stream)
    } catch (error) {
      const reason: unknown = broken.signal.aborted ? broken.signal.reason : error
      stream.destroy()
      await closed(stream)
      throw reason
    }
  })
}

function openWorkbook(stream: WriteStream, file: WorkbookFile): WorkbookWriter {
  const workbook = new ExcelJS.stream.xlsx.WorkbookWriter({ stream, useStyles: true, useSharedStrings: false })
  workbook.created = new Date(file.madeAt)
  workbook.modified = workbook.created
  workbook.creator = file.author
  workbook.lastModifiedBy = file.author
  return workbook
}

/** exceljs never settles its commit when the stream below it has failed. */
function orBroken(work: Promise<void>, broken: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    broken.addEventListener('abort', () => reject(broken.reason), { once: true })
    if (broken.aborted) reject(broken.reason)
    work.then(resolve, reject)
  })
}

async function closed(stream: WriteStream): Promise<void> {
  if (!stream.closed) await new Promise<void>((resolve) => stream.once('close', () => resolve()))
}
