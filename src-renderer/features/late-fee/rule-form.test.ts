import { describe, expect, it } from 'vitest'

import { PUBLISHED_LPR } from '../../../src-shared/domain/late-fee/index.ts'
import { localDate } from '../../../src-shared/kernel/time.ts'
import { exampleOf, formOf, inputOf, policyOf, rateGuard, rateProblem } from './rule-form.ts'

const TODAY = localDate('2026-11-23')
const form = (changes: Partial<ReturnType<typeof formOf>> = {}) => ({ ...formOf(null, TODAY), ...changes })

describe('the form of a rule', () => {
  it('starts with the preset and says what its rate means in money', () => {
    expect(rateGuard(form())).toMatchObject({ perThousand: '0.50', annualPpm: 182_500, perhapsPpm: null })
    expect(inputOf(form(), null)).toMatchObject({ mode: 'on', policy: { graceDays: 15, itemIds: null } })
  })

  it('refuses a bare number, and asks whether per mille was meant', () => {
    expect(rateProblem(form({ rate: '0.05' }))).toBe('late_fee.rate_unit_missing')
    expect(policyOf(form({ rate: '0.05' }))).toBeNull()
    expect(rateGuard(form({ rate: '0.5%' }))).toMatchObject({ perhapsPpm: 500 })
    expect(rateGuard(form({ rate: '5‱' }))).toMatchObject({ perThousand: '0.50', perhapsPpm: null })
  })

  it('sends nothing while something is missing, and no policy where none is charged', () => {
    expect(inputOf(form({ graceDays: null }), null)).toBeNull()
    expect(inputOf(form({ capKind: 'amount' }), null)).toBeNull()
    expect(inputOf(form({ mode: 'off', rate: '' }), null)).toMatchObject({ mode: 'off', policy: null })
  })

  it('counts its example by the rules of the counter: 60 days, 15 of grace, 0.05% on 1000', () => {
    expect(exampleOf(form(), PUBLISHED_LPR)?.lateFee).toMatchObject({ totalFen: 2_250 })
    expect(exampleOf(form({ countFrom: 'due' }), PUBLISHED_LPR)?.lateFee).toMatchObject({ totalFen: 3_000 })
    expect(exampleOf(form({ graceDays: 60 }), PUBLISHED_LPR)?.lateFee).toMatchObject({ totalFen: 0 })
  })
})
