import { existsSync, statSync } from 'node:fs'
import { basename, join } from 'node:path'
import { writeFileAtomically } from '../data-folder/write-atomically.ts'
import { safeFileName } from '../files/file-name.ts'
import type { PrintOutcome, PrintWork } from './pump.ts'

/** Puts the paper as a PDF into a folder; a paper that is already there is kept, a reprint gets a number. */
export function writePdf(work: PrintWork, folder: string): PrintOutcome {
  if (!statSync(folder, { throwIfNoEntry: false })?.isDirectory())
    return { outcome: 'failed', reason: 'print.folder_missing' }
  try {
    writeFileAtomically(freePath(folder, basename(work.fileName)), work.pdf)
    return { outcome: 'confirmed' }
  } catch (error) {
    const full = (error as NodeJS.ErrnoException).code === 'ENOSPC'
    return { outcome: 'failed', reason: full ? 'print.disk_full' : 'print.folder_not_writable' }
  }
}

function freePath(folder: string, fileName: string): string {
  const name = safeFileName(fileName, 'pdf')
  const stem = name.slice(0, -'.pdf'.length)
  let path = join(folder, name)
  for (let copy = 2; existsSync(path); copy++) path = join(folder, `${stem} (${copy}).pdf`)
  return path
}
