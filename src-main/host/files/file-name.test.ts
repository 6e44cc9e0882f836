import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { safeFileName, withEnding } from './file-name.ts'

describe('the name that a save dialog proposes', () => {
  test.each([
    ['收费日报 2026-11-23', '收费日报 2026-11-23.pdf'],
    ['收据 SJ-A-2026-000001.pdf', '收据 SJ-A-2026-000001.pdf'],
    ['../../etc/passwd', '_.._etc_passwd.pdf'],
    ['3/2 室', '3_2 室.pdf'],
    ['CON', '_CON.pdf'],
    ['', '_.pdf'],
    ['  ..  ', '_.pdf'],
  ])('%s becomes %s', (proposed, name) => {
    expect(safeFileName(proposed, 'pdf')).toBe(name)
  })

  test('never leads into another folder and always ends as its kind', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (proposed) => {
        const name = safeFileName(proposed, 'xlsx')
        return !/[\\/:]/.test(name) && name.endsWith('.xlsx') && !name.startsWith('.') && name.length <= 255
      }),
    )
  })

  test('an ending that the person left out is added, one that is there is kept', () => {
    expect(withEnding('/d/报表', 'xlsx')).toBe('/d/报表.xlsx')
    expect(withEnding('/d/报表.XLSX', 'xlsx')).toBe('/d/报表.XLSX')
  })
})
