import { describe, expect, it } from 'vitest'
import { localDate } from '../../kernel/time.ts'
import type { LateFeePolicy, LateFeeRule } from './index.ts'
import { lprTable, policyFor, PRESET_POLICY, PUBLISHED_LPR } from './index.ts'

describe('which rule a debt bears', () => {
  const policy = (ratePpm: number): LateFeePolicy => ({ ...PRESET_POLICY, rate: { kind: 'per_day', ratePpm } })
  const rule = (fromOn: string, terms: LateFeeRule['terms'], standardId: string | null = null): LateFeeRule => ({
    fromOn: localDate(fromOn),
    standardId,
    terms,
  })
  const RULES = [
    rule('2026-06-01', { kind: 'on', policy: policy(300) }),
    rule('2025-01-01', { kind: 'on', policy: policy(500) }),
    rule('2026-01-01', { kind: 'off' }, 'parking'),
    rule('2026-09-01', { kind: 'as_project' }, 'parking'),
    rule('2026-10-01', { kind: 'on', policy: policy(100) }, 'shop'),
  ]
  const rateOf = (standardId: string, dueOn: string) => {
    const rate = policyFor(RULES, { standardId, dueOn: localDate(dueOn) })?.rate
    return rate?.kind === 'per_day' ? rate.ratePpm : null
  }

  it('is the one in force on the due date: a later version leaves older debts alone', () => {
    expect(rateOf('service', '2024-12-31')).toBeNull()
    expect(rateOf('service', '2025-01-01')).toBe(500)
    expect(rateOf('service', '2026-05-31')).toBe(500)
    expect(rateOf('service', '2026-06-01')).toBe(300)
  })

  it('is the standard’s own where it has one, until that says as the project', () => {
    expect(rateOf('parking', '2025-12-31')).toBe(500)
    expect(rateOf('parking', '2026-08-31')).toBeNull()
    expect(rateOf('parking', '2026-09-01')).toBe(300)
    expect(rateOf('shop', '2026-09-30')).toBe(300)
    expect(rateOf('shop', '2026-10-01')).toBe(100)
  })

  it('the published LPR is in order, and a figure of the office replaces it', () => {
    const days = PUBLISHED_LPR.map(({ fromOn }) => fromOn)
    expect(days).toEqual([...days].sort())
    const own = { fromOn: localDate('2025-05-20'), ratePpm: 29_900 }
    const table = lprTable([own, { fromOn: localDate('2026-03-20'), ratePpm: 29_500 }])
    expect(table).toHaveLength(PUBLISHED_LPR.length + 1)
    expect(table.slice(-2).map(({ ratePpm }) => ratePpm)).toEqual([29_900, 29_500])
  })
})
