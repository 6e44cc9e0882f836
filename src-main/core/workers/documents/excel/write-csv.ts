import { open } from 'node:fs/promises'
import { csvValue } from './cell-value.ts'
import { csvText } from './clean-text.ts'
import { replaceFile } from '../replace-file.ts'
import { RowPace } from './row-pace.ts'
import type { SheetSpec, WriteProgress } from './sheet-spec.ts'

/** So that Excel on Windows takes the file for UTF-8. */
const BOM = '\uFEFF'
const CHUNK = 64 * 1024

export interface CsvSpec extends WriteProgress, Pick<SheetSpec, 'columns' | 'rows'> {
  readonly path: string
}

/** Header and rows, UTF-8 with BOM, CRLF, RFC 4180 quotes; formulas neutralised. Title lines and totals belong to workbooks. */
export async function writeCsv(spec: CsvSpec): Promise<void> {
  spec.signal?.throwIfAborted()
  const pace = new RowPace(spec)
  await replaceFile(spec.path, async (temporary) => {
    const file = await open(temporary, 'w')
    try {
      let pending = BOM + csvLine(spec.columns.map((column) => csvText(column.header)))
      for await (const row of spec.rows) {
        pending += csvLine(spec.columns.map((column) => csvValue(row[column.key] ?? null, column)))
        await pace.step()
        if (pending.length < CHUNK) continue
        await file.write(pending)
        pending = ''
      }
      pace.finish()
      await file.write(pending)
    } finally {
      await file.close()
    }
  })
}

function csvLine(fields: readonly string[]): string {
  return `${fields.map(quoted).join(',')}\r\n`
}

function quoted(field: string): string {
  return /[",\n\r]|^\s|\s$/.test(field) ? `"${field.replaceAll('"', '""')}"` : field
}
