import { describe, expect, it } from 'vitest'

import type { Id } from '../../../../src-shared/kernel/ids.ts'
import { localDate } from '../../../../src-shared/kernel/time.ts'
import { choiceOf, firstEndOf, missingOfEnd } from './binding-choice.ts'

const id = '0190b5f0-0000-7000-8000-000000000001' as Id
const BINDING = {
  bindingId: id,
  roomCode: '3-1-0101',
  fromOn: localDate('2026-01-01'),
  toOn: null,
  billedUntilOn: null,
  overridePriceE6: null,
  overrideReason: null,
}
const TODAY = localDate('2026-11-23')

describe('a binding to end', () => {
  it('is known by its room, and says since when it runs and when it ends already', () => {
    expect(choiceOf(BINDING)).toMatchObject({ id, title: '3-1-0101', detail: '2026-01-01 起' })
    expect(choiceOf({ ...BINDING, toOn: localDate('2026-12-31') }).detail).toBe('2026-01-01 至 2026-12-31')
  })

  it('is offered to end today, but never before it began or before the last day that is billed', () => {
    const endOf = (changes: object) => firstEndOf(choiceOf({ ...BINDING, ...changes }), TODAY)
    expect(endOf({})).toBe('2026-11-23')
    expect(endOf({ billedUntilOn: localDate('2026-10-31') })).toBe('2026-11-23')
    expect(endOf({ billedUntilOn: localDate('2026-12-31') })).toBe('2026-12-31')
    expect(endOf({ fromOn: localDate('2027-01-01') })).toBe('2027-01-01')
  })

  it('is asked for with its last day, each beside its field', () => {
    expect(missingOfEnd({ picked: null, toOn: null })).toEqual({ room: '请选一户。', toOn: '请填写这一项。' })
    expect(missingOfEnd({ picked: choiceOf(BINDING), toOn: TODAY })).toEqual({})
  })
})
