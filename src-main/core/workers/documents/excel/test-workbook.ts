import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { execFileSync } from 'node:child_process'
import ExcelJS from 'exceljs'

/** A folder of its own for the files of one test. */
export async function inFolder<T>(work: (folder: string) => Promise<T>): Promise<T> {
  const folder = mkdtempSync(join(tmpdir(), 'sheets-'))
  try {
    return await work(folder)
  } finally {
    rmSync(folder, { recursive: true })
  }
}

export async function readWorkbook(path: string): Promise<ExcelJS.Workbook> {
  const workbook = new ExcelJS.Workbook()
  await workbook.xlsx.readFile(path)
  return workbook
}

/** The XML of one part, as it is in the file. */
export function readPart(path: string, part: string): string {
  return execFileSync('unzip', ['-p', path, part], { encoding: 'utf8', maxBuffer: 256 * 1024 * 1024 })
}
