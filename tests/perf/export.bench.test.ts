import { createWriteStream, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setImmediate } from 'node:timers/promises'

import ExcelJS from 'exceljs'
import { afterAll, beforeAll, describe, it } from 'vitest'

import { writeWorkbook } from '../../src-main/core/workers/documents/excel/index.ts'
import type { ExportColumn, ExportRow } from '../../src-main/core/workers/documents/excel/index.ts'
import { instant } from '../../src-shared/kernel/time.ts'
import { expectBench, processorTime } from './report.ts'

const ROWS = 100_000
const COLUMNS: ExportColumn[] = [
  { key: 'no', header: '收据号', kind: 'text' },
  { key: 'room', header: '房号', kind: 'text' },
  { key: 'payer', header: '交款人', kind: 'text' },
  { key: 'item', header: '费用', kind: 'text' },
  { key: 'from', header: '起', kind: 'date' },
  { key: 'to', header: '止', kind: 'date' },
  { key: 'area', header: '面积', kind: 'area' },
  { key: 'price', header: '单价', kind: 'price' },
  { key: 'amount', header: '金额', kind: 'money', total: 'sum' },
  { key: 'tender', header: '方式', kind: 'text' },
  { key: 'cashier', header: '收款人', kind: 'text' },
  { key: 'at', header: '时间', kind: 'datetime' },
]

let folder: string
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'wuye-bench-'))
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

function* receiptLines(): Generator<ExportRow> {
  for (let at = 0; at < ROWS; at++) {
    const room = `3-2-${1_000 + (at % 3_000)}`
    yield {
      no: `SJ-A-2026-${String(at).padStart(6, '0')}`,
      room,
      payer: '张伟',
      item: '物业费',
      from: '2026-11-01',
      to: '2026-11-30',
      area: 8_943,
      price: 1_800_000,
      amount: 16_097 + (at % 100),
      tender: '微信',
      cashier: '李敏',
      at: 1_795_400_000_000 + at,
    }
  }
}

/** exceljs as its own documents show it: a stream, rows of ready values, no styles. */
async function bareStream(path: string): Promise<void> {
  const workbook = new ExcelJS.stream.xlsx.WorkbookWriter({
    stream: createWriteStream(path),
    useStyles: true,
    useSharedStrings: false,
  })
  const sheet = workbook.addWorksheet('rows')
  sheet.addRow(COLUMNS.map((column) => column.header)).commit()
  let written = 0
  for (const row of receiptLines()) {
    sheet.addRow(COLUMNS.map((column) => row[column.key])).commit()
    if (++written % 1_000 === 0) await setImmediate()
  }
  sheet.commit()
  await workbook.commit()
}

/** The work's processor time and how far the process grew while it ran. */
async function measured(work: () => Promise<void>): Promise<{ readonly ms: number; readonly peakMb: number }> {
  const before = process.memoryUsage().rss
  let peak = before
  const watch = setInterval(() => (peak = Math.max(peak, process.memoryUsage().rss)), 20)
  const ms = await processorTime(work)
  clearInterval(watch)
  return { ms, peakMb: (peak - before) / 1_048_576 }
}

describe('an export of 100,000 rows', () => {
  it('costs little more than the library itself, in time and in memory', async () => {
    const sheet = { name: '收款明细', titleLines: ['收款明细'], columns: COLUMNS, totalLabel: '合计' }
    // Ours first: whoever comes second finds memory that the process already has.
    const ours = await measured(() =>
      writeWorkbook({
        path: join(folder, 'ours.xlsx'),
        author: 'x',
        madeAt: instant(1_795_400_000_000),
        sheets: [{ ...sheet, rows: receiptLines() }],
      }),
    )
    const bare = await measured(() => bareStream(join(folder, 'bare.xlsx')))
    expectBench({
      name: 'export of 100,000 rows, processor time',
      unit: 'ms',
      value: ours.ms,
      baseline: { name: 'exceljs streaming the same values without formats', value: bare.ms },
      limit: 1.3,
    })
    expectBench({
      name: 'export of 100,000 rows, memory',
      unit: 'MB',
      value: ours.peakMb,
      baseline: { name: 'exceljs streaming, and 100 MB for what it warms up', value: bare.peakMb + 100 },
      limit: 2,
    })
  })
})
