import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'

import {
  communityWorkbookRows,
  generateCommunity,
  type WorkbookRows,
  type WrittenCell,
} from '../../../../../src-shared/domain/demo/index.ts'
import {
  findHeader,
  guessMapping,
  planRoomImport,
  type RoomImportPlan,
} from '../../../../../src-shared/domain/import/index.ts'
import { localDate } from '../../../../../src-shared/kernel/time.ts'
import { readWorkbook } from './read-workbook.ts'
import { xlsxOf } from './testing.ts'

function sample(name: string): Uint8Array {
  return new Uint8Array(readFileSync(join(import.meta.dirname, '../../../../../resources/samples', name)))
}

const community = generateCommunity({ profile: 'S', seed: 7, today: localDate('2026-11-23') })

function valueOf(cell: WrittenCell): string | number | Date | null {
  if (cell === null || typeof cell === 'string') return cell
  return 'number' in cell ? Number(cell.number) : new Date(`${cell.date}T00:00:00Z`)
}

function writeSheet(written: WorkbookRows): Promise<Uint8Array> {
  return xlsxOf((sheet) => {
    for (const row of written.rows) sheet.addRow(row.map(valueOf))
    for (const { from_row, from_column, to_row, to_column } of written.merges)
      sheet.mergeCells(from_row, from_column, to_row, to_column)
  })
}

async function planOf(bytes: Uint8Array): Promise<RoomImportPlan> {
  const result = await readWorkbook({ name: '房屋业主资料.xlsx', bytes })
  const grid = result.kind === 'sheets' ? result.sheets[0] : undefined
  const header = grid === undefined ? null : findHeader(grid)
  if (grid === undefined || header === null) throw new Error(JSON.stringify(result))
  return planRoomImport({
    grid,
    header,
    mapping: guessMapping(header.columns),
    existing: new Map(),
    overrides: new Map(),
  })
}

describe('the sheet of an office, from its file to the plan', () => {
  it('kept tidily is ready in every row, and its total agrees', async () => {
    const written = communityWorkbookRows(community, { dirty: false })
    const { counts, totals } = await planOf(await writeSheet(written))
    expect(counts).toEqual({ ready: written.room_count, wrong: 0, update: 0, unchanged: 0 })
    expect(totals).toMatchObject({ rowCount: written.room_count, builtAreaE2: written.total_area_e2, verdict: 'match' })
  }, 60_000)

  it('with all that real sheets have is ready but for the rows that are wrong', async () => {
    const written = communityWorkbookRows(community, { dirty: true })
    const { counts, rows } = await planOf(await writeSheet(written))
    const wrong = rows.flatMap((row) =>
      row.kind === 'wrong' ? row.problems.map(({ row: number, field, code }) => ({ row: number, field, code })) : [],
    )
    const codes = {
      area_in_words: 'import.area_not_number',
      code_twice: 'import.code_repeated',
      id_no_lost_digits: 'import.id_no_lost_digits',
    } as const
    expect(wrong).toEqual(
      written.faults.map((fault) => ({ row: fault.row, field: fault.column, code: codes[fault.fault] })),
    )
    expect(counts.ready).toBe(written.room_count - 3)
  }, 60_000)

  it('shipped as a sample has 60 rooms, three of them wrong, and a total that agrees', async () => {
    const { counts, rows, totals, rewritten, remarkRows } = await planOf(sample('房屋业主资料样表.xlsx'))
    expect(counts).toEqual({ ready: 57, wrong: 3, update: 0, unchanged: 0 })
    expect(rows.flatMap((row) => (row.kind === 'wrong' ? row.problems.map((problem) => problem.code) : []))).toEqual([
      'import.built_area_missing',
      'import.mobile_length',
      'import.id_no_lost_digits',
    ])
    expect(totals).toMatchObject({ rowCount: 60, verdict: 'match', checks: [{ statedCount: 60 }] })
    expect(rows.flatMap((row) => row.warnings)).toEqual([])
    expect(rewritten.by).toMatchObject({ half_width: 10, unit_removed: 5, month_end: 15 })
    expect(remarkRows).toHaveLength(1)
  })
})
