import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'

import { findHeader, guessMapping, planRoomImport } from '../../../../src-shared/domain/import/index.ts'
import { instant } from '../../../../src-shared/kernel/time.ts'
import { writeTemplate } from '../../workers/documents/excel/index.ts'
import { readWorkbook } from '../../workers/documents/reading/index.ts'
import { templateOf } from './template.ts'

async function sheetsOf(language: 'zh-CN' | 'en-US') {
  const folder = mkdtempSync(join(tmpdir(), 'template-'))
  try {
    const path = join(folder, 'template.xlsx')
    await writeTemplate({ path, author: '陈会计', madeAt: instant(Date.UTC(2026, 10, 23)), ...templateOf(language) })
    const result = await readWorkbook({ name: 'template.xlsx', bytes: readFileSync(path) })
    if (result.kind === 'refused') throw new Error(result.code)
    return result.sheets
  } finally {
    rmSync(folder, { recursive: true })
  }
}

describe.each(['zh-CN', 'en-US'] as const)('the template in %s', (language) => {
  it('has a header of which every column is understood, and one example that would be imported', async () => {
    const [grid, hints] = await sheetsOf(language)
    const header = grid === undefined ? null : findHeader(grid)
    if (grid === undefined || header === null) throw new Error('there is a header')
    const mapping = guessMapping(header.columns)
    expect(header).toMatchObject({ firstRow: 1, lastRow: 1 })
    expect(Object.keys(mapping)).toHaveLength(header.columns.length)
    expect(header.columns.length).toBe(templateOf(language).columns.length)
    const { rows, counts } = planRoomImport({ grid, header, mapping, existing: new Map(), overrides: new Map() })
    expect(counts).toEqual({ ready: 1, update: 0, unchanged: 0, wrong: 0 })
    expect(rows[0]).toMatchObject({ warnings: [], room: { built_area_e2: 8943, paid_until_on: '2026-12-31' } })
    expect(hints?.rows.length).toBeGreaterThan(5)
  })

  it('keeps phones and numbers of papers as text, in the rows to fill too', async () => {
    const { columns } = templateOf(language)
    const areas = columns.flatMap(({ kind }, at) => (kind === 'area' ? [at] : []))
    const [grid] = await sheetsOf(language)
    grid?.rows[1]?.forEach((cell, at) => expect(cell.kind).toMatch(areas.includes(at) ? 'number' : /text|empty/))
  })
})
