import { describe, expect, it } from 'vitest'

import type { Id } from '../../../src-shared/kernel/ids.ts'
import { floorsOf, formOf, inputOf, linesOf } from './pool-form.ts'
import type { PoolView } from './pool-form.ts'

const POOL: PoolView = {
  poolId: '0190b5f0-0000-7000-8000-000000000001' as Id,
  version: 3,
  name: '电梯电费',
  kind: 'usage',
  meterCodes: ['梯-1', '梯-2'],
  priceE6: 600_000,
  scope: { kind: 'unit', building: '3栋', unit: '1单元' },
  weight: {
    kind: 'floor_table',
    rows: [
      { fromFloor: 1, toFloor: 3, ppm: 500_000 },
      { fromFloor: 4, toFloor: 4, ppm: 1_000_000 },
    ],
  },
}

describe('the form of a pool', () => {
  it('gives back what it was given', () => {
    expect(inputOf(formOf(POOL), POOL)).toEqual({
      poolId: POOL.poolId,
      version: 3,
      name: '电梯电费',
      kind: 'usage',
      meterCodes: ['梯-1', '梯-2'],
      priceE6: 600_000,
      scope: POOL.scope,
      weight: POOL.weight,
    })
  })

  it('leaves meters and price out of a pool that is a sum', () => {
    expect(inputOf({ ...formOf(POOL), kind: 'amount' }, null)).toMatchObject({
      poolId: null,
      meterCodes: [],
      priceE6: 0,
    })
  })

  it('reads floors as they are written, and none when one line is wrong', () => {
    expect(floorsOf('1-3 0.5\n-1 0')).toEqual([
      { fromFloor: 1, toFloor: 3, ppm: 500_000 },
      { fromFloor: -1, toFloor: -1, ppm: 0 },
    ])
    expect(floorsOf('1-3 0.5\n四楼 1')).toBeNull()
    expect(floorsOf('')).toBeNull()
  })

  it('takes codes by line or comma', () => {
    expect(linesOf('3-1-101\n3-1-102，3-1-103 \n')).toEqual(['3-1-101', '3-1-102', '3-1-103'])
  })
})
