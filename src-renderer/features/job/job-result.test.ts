import { describe, expect, it } from 'vitest'

import { figuresOf, fileOf, tookText } from './job-result.ts'

describe('the result of a task', () => {
  it('shows figures that have a name, money as money, and no ids', () => {
    const result = { created: 4861, existing: 0, totalFen: 78_251_000, runId: 'x', month: '2026-11' }
    expect(figuresOf({ kind: 'publish_bills', result })).toEqual([
      { label: '生成', value: '4,861' },
      { label: '已有', value: '0' },
      { label: '合计', value: '782,510.00' },
      { label: '月份', value: '2026-11' },
    ])
    expect(figuresOf({ kind: 'publish_bills', result: null })).toEqual([])
  })

  it('knows the file that was written', () => {
    expect(fileOf({ result: { rows: 3, fileName: '收费日报.xlsx', grantId: 'g1' } })).toEqual({
      name: '收费日报.xlsx',
      grantId: 'g1',
    })
    expect(fileOf({ result: { rows: 3 } })).toBeNull()
  })

  it('says how long it took', () => {
    expect(tookText({ createdAt: 0, finishedAt: 400 })).toBe('1 秒')
    expect(tookText({ createdAt: 0, finishedAt: 125_000 })).toBe('2 分 5 秒')
    expect(tookText({ createdAt: 0, finishedAt: null })).toBeNull()
  })
})
