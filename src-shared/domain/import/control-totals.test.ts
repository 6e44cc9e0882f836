import fc from 'fast-check'
import { describe, expect, it } from 'vitest'

import { plan, TITLES } from './testing.ts'

describe('control totals', () => {
  const two = [TITLES, ['1', '1', '101', '80.10', '', ''], ['1', '1', '102', '90.20', '', '']]

  it('agree with the total row of the sheet and count its rows', () => {
    const { totals, rows } = plan([...two, ['合 计：2户', '', '', '170.30', '', '']])
    expect(rows).toHaveLength(2)
    expect(totals).toMatchObject({ rowCount: 2, builtAreaE2: 17030, verdict: 'match' })
    expect(totals.checks).toEqual([
      {
        row: 4,
        kind: 'total',
        statedAreaE2: 17030,
        computedAreaE2: 17030,
        statedCount: 2,
        computedCount: 2,
        verdict: 'match',
      },
    ])
  })

  it('differ from a sum that leaves a row out', () => {
    expect(plan([...two, ['合计', '', '', '170.20', '', '']]).totals.verdict).toBe('differs')
    expect(plan([...two, ['合计 3 户', '', '', '170.30', '', '']]).totals.verdict).toBe('differs')
  })

  it('are not stated where the sheet has no total, or one without its sum', () => {
    expect(plan(two).totals.verdict).toBe('not_stated')
    expect(plan([...two, ['合计', '', '', '=', '', '']]).totals.verdict).toBe('not_stated')
    expect(
      plan([
        ['房号', '姓名'],
        ['1-101', '张三'],
        ['合计', ''],
      ]).totals.verdict,
    ).toBe('not_stated')
  })

  it('hold subtotals against the rows since the last one', () => {
    const { totals } = plan([
      ...two,
      ['1栋小计', '', '', '170.30', '', ''],
      ['2', '1', '101', '50', '', ''],
      ['小计', '', '', '50', '', ''],
      ['总计', '', '', '220.30', '', ''],
    ])
    expect(totals.checks.map((check) => check.verdict)).toEqual(['match', 'match', 'match'])
  })

  it('are the sum of the areas whatever the order of the rows', () => {
    const areas = fc.array(fc.integer({ min: 1, max: 999_999 }), { minLength: 1, maxLength: 30 })
    fc.assert(
      fc.property(areas, (list) => {
        const rows = list.map((area, index) => [
          `1-${index + 1}`,
          `${Math.floor(area / 100)}.${String(area % 100).padStart(2, '0')}`,
        ])
        const { totals, counts } = plan([['房号', '建筑面积'], ...rows])
        expect(totals.builtAreaE2).toBe(list.reduce((left, right) => left + right, 0))
        expect(counts.ready).toBe(list.length)
      }),
    )
  })
})
