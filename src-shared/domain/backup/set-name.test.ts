import { describe, expect, it } from 'vitest'

import { instant } from '../../kernel/time.ts'
import { isSetName, setNameOf } from './set-name.ts'

const AT = instant(Date.parse('2026-11-23T02:00:05+08:00'))

describe('the name of a backup set', () => {
  it('is its time, so that a folder lists the sets in order', () => {
    expect(setNameOf(AT, new Set())).toBe('wuye-20261123-020005')
    expect(setNameOf(AT, new Set(['wuye-20261123-020005', 'wuye-20261123-020005-2']))).toBe('wuye-20261123-020005-3')
  })

  it('is known from other folders', () => {
    for (const name of ['wuye-20261123-020005', 'wuye-20261123-020005-2']) expect(isSetName(name)).toBe(true)
    for (const name of ['.partial-wuye-20261123-020005', 'wuye', '照片', '..', 'wuye-20261123-020005/..'])
      expect(isSetName(name)).toBe(false)
  })
})
