import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { localDate } from '../../kernel/time.ts'
import { exportFileName } from './export-file-name.ts'

const date = localDate('2026-11-23')

describe('export file names', () => {
  it.each([
    ['收款明细', '锦绣花园', '收款明细_锦绣花园_2026-11-23.xlsx'],
    ['应收/实收', 'A:B 苑 ', '应收-实收_A-B 苑_2026-11-23.xlsx'],
    ['..\\..\\x', '', '-..-x_2026-11-23.xlsx'],
    ['con.', 'aux', 'con_aux_2026-11-23.xlsx'],
    ['con.x', 'y', '-con.x_y_2026-11-23.xlsx'],
  ])('%s of %s is saved as %s', (report, project, name) => {
    expect(exportFileName({ report, project, date, ext: 'xlsx' })).toBe(name)
  })

  it('a long name is cut between characters, never within one', () => {
    const name = exportFileName({ report: `a${'😀'.repeat(40)}`, project: '苑'.repeat(80), date, ext: 'pdf' })
    expect(name).toBe(`a${'😀'.repeat(29)}_${'苑'.repeat(60)}_2026-11-23.pdf`)
  })

  it('any report and project give a name that Windows accepts', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), fc.string(), (report, project) => {
        const name = exportFileName({ report, project, date, ext: 'csv' })
        expect(name).not.toMatch(/[<>:"/\\|?*\u0000-\u001f]/)
        expect(name).not.toMatch(/^(con|prn|aux|nul|com\d|lpt\d)\./i)
        expect(name.isWellFormed()).toBe(true)
        expect(name.endsWith('_2026-11-23.csv') || name === '2026-11-23.csv').toBe(true)
        expect(name.length).toBeLessThanOrEqual(140)
      }),
    )
  })
})
