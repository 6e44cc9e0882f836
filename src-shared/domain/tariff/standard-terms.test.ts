import { describe, expect, it } from 'vitest'

import { fen } from '../../kernel/money.ts'
import { localDate } from '../../kernel/time.ts'
import { DEFAULT_ROUNDING } from './rounding.ts'
import { DEFAULT_TERMS } from './standard.ts'
import { checkTerms, familyOf, meteredStandard, plannedStandard } from './standard-terms.ts'
import type { StandardTerms, StoredStandard, StoredVersion } from './standard-terms.ts'

const FROM = localDate('2025-01-01')
const OWN = { nature: 'revenue', taxRatePpm: 60_000 } as const

function stored(terms: Partial<StandardTerms> = {}, version: Partial<StoredVersion> = {}): StoredStandard {
  return {
    id: 's',
    itemId: 'i',
    terms: {
      ...DEFAULT_TERMS,
      pricing: { kind: 'area', basis: 'built' },
      rounding: DEFAULT_ROUNDING,
      proration: { kind: 'actual_days' },
      cycleMonths: 1,
      timing: 'prepaid',
      due: { kind: 'end_of_period' },
      notBeforeDays: 7,
      ...terms,
    },
    versions: [{ fromOn: FROM, priceE6: 1_800_000, ...version }],
  }
}
const usage = {
  fromOn: FROM,
  pricing: { kind: 'flat', priceE6: 2_800_000 },
  minimumFen: null,
  surcharge: null,
} as const
const codeOf = (standard: StoredStandard) => {
  const checked = checkTerms(standard, OWN)
  return checked.kind === 'refused' ? checked.code : checked.kind
}

describe('a standard of any kind', () => {
  it('is billed by one of three ways, and known to that one alone', () => {
    expect(familyOf({ kind: 'formula' })).toBe('planned')
    expect(plannedStandard(stored())).toMatchObject({ tariff: { kind: 'area' }, notBeforeDays: 7 })
    expect(meteredStandard(stored())).toBeNull()
    const metered = stored(
      { pricing: { kind: 'metered', medium: 'cold_water' }, timing: 'postpaid' },
      { priceE6: 0, usage },
    )
    expect(plannedStandard(metered)).toBeNull()
    expect(meteredStandard(metered)).toMatchObject({ source: { medium: 'cold_water' }, versions: [usage] })
    const oneOff = stored({ pricing: { kind: 'one_off', minFen: fen(100), maxFen: fen(200) } })
    expect([plannedStandard(oneOff), meteredStandard(oneOff)]).toEqual([null, null])
  })

  it('is refused with what is wrong in it', () => {
    expect(codeOf(stored())).toBe('checked')
    expect(codeOf(stored({ notBeforeDays: 61 }))).toBe('standard.not_before_out_of_range')
    expect(codeOf(stored({ issue: { kind: 'day_of_month', day: 29 } }))).toBe('standard.issue_day_out_of_range')
    const range = (minFen: number, maxFen: number) =>
      codeOf(stored({ pricing: { kind: 'one_off', minFen: fen(minFen), maxFen: fen(maxFen) } }))
    expect(range(100, 180)).toBe('checked')
    expect(range(100, 179)).toBe('standard.one_off_range')
    expect(range(0, 180)).toBe('standard.one_off_range')
    const metered = { kind: 'metered', medium: 'cold_water' } as const
    expect(codeOf(stored({ pricing: metered }, { usage }))).toBe('standard.usage_prepaid')
    expect(codeOf(stored({ pricing: metered, timing: 'postpaid' }))).toBe('standard.price_missing')
  })

  it('B22: may cost 15,000 a year as a sum, and no more than 10,000 a month by the square metre', () => {
    const yearly = { pricing: { kind: 'fixed' }, quotedPer: 'year', cycleMonths: 12 } as const
    expect(codeOf(stored(yearly, { priceE6: 15_000_000_000 }))).toBe('checked')
    expect(codeOf(stored(yearly, { priceE6: 1_000_000_000_001 }))).toBe('standard.price_out_of_range')
    expect(codeOf(stored({}, { priceE6: 10_000_000_001 }))).toBe('standard.price_out_of_range')
    expect(codeOf(stored({ quotedPer: 'year' }, { priceE6: 120_000_000_000 }))).toBe('checked')
  })
})
