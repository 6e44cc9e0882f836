import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { instant } from '../../../../../src-shared/kernel/time.ts'
import { inFolder, readWorkbook } from './test-workbook.ts'
import { writeBadRows } from './write-bad-rows.ts'

const file = { author: '陈会计', madeAt: instant(Date.UTC(2026, 10, 23, 8)) }

describe('rows that an import refused', () => {
  it('come back as they were, the wrong cell coloured and the reason beside it', async () => {
    await inFolder(async (folder) => {
      const path = join(folder, 'bad.xlsx')
      await writeBadRows({
        ...file,
        path,
        sheetName: '有问题的行',
        headers: ['房号', '面积'],
        labels: { rowNumber: '原行号', reason: '原因' },
        rows: [
          { rowNumber: 7, cells: ['3-2-1501', '八十九'], problems: [{ column: 1, text: '不是数字' }] },
          {
            rowNumber: 9,
            cells: ['', '=1'],
            problems: [
              { column: 0, text: '必填' },
              { column: null, text: '与第 3 行重复' },
            ],
          },
        ],
      })
      const sheet = (await readWorkbook(path)).worksheets[0]
      expect(sheet?.getRow(1).values).toEqual([undefined, '房号', '面积', '原行号', '原因'])
      expect(sheet?.getRow(2).values).toEqual([undefined, '3-2-1501', '八十九', 7, '面积：不是数字'])
      expect(sheet?.getRow(2).getCell(2).fill).toMatchObject({ fgColor: { argb: 'FFFDE2E2' } })
      expect(sheet?.getRow(2).getCell(1).fill).toMatchObject({ pattern: 'none' })
      expect(sheet?.getRow(3).getCell(1).fill).toMatchObject({ fgColor: { argb: 'FFFDE2E2' } })
      expect(sheet?.getRow(3).getCell(2).value).toBe('=1')
      expect(sheet?.getRow(3).getCell(4).value).toBe('房号：必填；与第 3 行重复')
    })
  })
})
