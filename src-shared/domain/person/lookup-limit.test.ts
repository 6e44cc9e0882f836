import { describe, expect, it } from 'vitest'

import { instant } from '../../kernel/time.ts'
import { LOOKUPS_PER_HOUR, decideLookup, personKindOf } from './index.ts'

const NOW = instant(10_000_000)
const MINUTE = 60_000
const times = (count: number, minutesAgo: number) =>
  Array.from({ length: count }, () => instant(NOW - minutesAgo * MINUTE))

describe('looking at whole personal data', () => {
  it('is free up to the limit of an hour', () => {
    expect(decideLookup({ kind: 'reveal', earlier: times(LOOKUPS_PER_HOUR - 1, 1), now: NOW })).toEqual({
      kind: 'look',
    })
    expect(decideLookup({ kind: 'reveal', earlier: times(100, 60), now: NOW })).toEqual({ kind: 'look' })
  })

  it('is refused after it, with the minutes until the oldest look no longer counts', () => {
    const earlier = [...times(1, 45), ...times(LOOKUPS_PER_HOUR - 1, 1)]
    expect(decideLookup({ kind: 'reveal', earlier, now: NOW })).toMatchObject({
      code: 'person.reveal_limit',
      params: { minutes: 15 },
    })
    expect(decideLookup({ kind: 'search', earlier, now: NOW })).toMatchObject({ code: 'search.too_many_full_lookups' })
  })
})

describe('a name', () => {
  it('tells a company from a person', () => {
    expect(personKindOf('鑫源商贸有限公司')).toBe('company')
    expect(personKindOf('李记小吃店')).toBe('company')
    expect(personKindOf('欧阳娜娜')).toBe('natural')
  })
})
