import { describe, expect, it } from 'vitest'
import { fen } from '../../kernel/money.ts'
import { addMonths, month } from '../../kernel/time.ts'
import type { BillingPlan, PlanRequest } from './index.ts'
import { planLines, recompute, summarizePlans } from './index.ts'
import { aBinding, areaFrom, aRequest, aRoom, aStandard, day, months, posted, term } from './plan-fixture.ts'

const plan = (changes: Partial<PlanRequest> = {}) => planLines(aRequest(changes))
const amounts = ({ created }: BillingPlan) => created.map(({ amountFen }) => amountFen as number)
const codes = ({ skipped }: BillingPlan) => skipped.map(({ code }) => code)
const total = (made: BillingPlan) => amounts(made).reduce((left, right) => left + right, 0)

describe('generating again', () => {
  const rooms = Array.from({ length: 800 }, (_, index) => aRoom({ id: `room-${index}`, code: `1-${index}` }))
  const bindings = rooms.map(({ id }) => aBinding({ id: `binding-${id}`, roomId: id }))

  it('B25: 800 rooms of which five are new: created 5, existing 795, and the second time nothing', () => {
    const before = plan({ rooms: rooms.slice(0, 795), bindings })
    const existing = posted(before)
    const now = plan({ rooms, bindings, existing })
    const summary = summarizePlans([now])
    expect(summary).toMatchObject({ createdCount: 5, existingCount: 795, skippedCount: 0, differingCount: 0 })
    expect(summary.existingFen).toBe(summarizePlans([before]).createdFen)
    const again = plan({ rooms, bindings, existing: [...existing, ...posted(now)] })
    expect(summarizePlans([again])).toMatchObject({ createdCount: 0, existingCount: 800, skippedCount: 0 })
  })

  it('B26: a refunded and cancelled March frees the month for exactly one new line', () => {
    const existing = posted(plan()).map((line) => ({ ...line, state: 'cancelled' as const }))
    const made = plan({ existing })
    expect(made.created.map(({ key, amountFen }) => [key.attempt, amountFen])).toEqual([[2, 16_097]])
    expect(plan({ existing: [...existing, ...posted(made)] }).created).toEqual([])
  })

  it('a line that today’s data would bill otherwise stands and is counted', () => {
    const existing = posted(plan()).map((line) => ({ ...line, amountFen: fen(16_000) }))
    const made = plan({ existing })
    expect(made.existing).toMatchObject([{ amountFen: 16_000, computedFen: 16_097 }])
    expect(summarizePlans([made])).toMatchObject({ differingCount: 1, existingCount: 1 })
  })

  it('a line over other days, or of another owner, is listed for correction and not doubled', () => {
    const whole = posted(plan())
    const cut = [aRoom({ ownerTerms: [term('zhang', '2019-06-18', '2025-03-10'), term('li', '2025-03-11')] })]
    expect(codes(plan({ rooms: cut, existing: whole }))).toEqual(['billing.line_overlaps', 'billing.line_overlaps'])
    const other = [aRoom({ ownerTerms: [term('li', '2019-06-18')] })]
    expect(codes(plan({ rooms: other, existing: whole }))).toEqual(['billing.line_overlaps'])
    const longer = whole.map((line) => ({ ...line, toOn: day('2025-03-30') }))
    expect(codes(plan({ existing: longer }))).toEqual(['billing.line_overlaps'])
  })

  it('a difference line may lie over its month and only counts as an attempt', () => {
    const difference = posted(plan()).map((line) => ({ ...line, attempt: 3, correctsLineId: 'earlier' }))
    expect(plan({ existing: difference }).created.map(({ key }) => key.attempt)).toEqual([4])
  })
})

describe('rounding by period', () => {
  const year = Array.from({ length: 12 }, (_, index) => addMonths(month('2025-01'), index))
  const standard = (precision: 'fen' | 'yuan') =>
    aStandard({
      versions: [{ fromOn: day('2019-01-01'), priceE6: 1_400_000 }],
      rounding: { mode: 'half_up', precision, scope: 'period' },
      cycleMonths: 12,
    })
  const rooms = [aRoom({ areas: [areaFrom('2019-01-01', 10_024)] })]

  it('B5: a year of 100.24 × 1.4 is 1,684.03, or 1,684 in whole yuan, over its twelve months', () => {
    expect(total(plan({ rooms, standards: [standard('fen')], months: year }))).toBe(168_403)
    const whole = plan({ rooms, standards: [standard('yuan')], months: year })
    expect(total(whole)).toBe(168_400)
    expect(new Set(amounts(whole))).toEqual(new Set([14_034, 14_033]))
    expect(whole.created[0]?.explanation.parts).toMatchObject([{ repeat: 12 }])
  })

  it('gives each month the same fen whether it is run alone or with the year', () => {
    const together = plan({ rooms, standards: [standard('fen')], months: year })
    const alone = year.flatMap((one) => plan({ rooms, standards: [standard('fen')], months: [one] }).created)
    expect(alone).toEqual(together.created)
  })

  it('an incomplete year is the sum of its prorated months, rounded once', () => {
    const made = plan({
      rooms: [
        {
          ...aRoom(),
          areas: [areaFrom('2019-01-01', 10_024)],
          handOverOn: day('2025-03-18'),
          ownerTerms: [term('zhang', '2025-03-18')],
        },
      ],
      standards: [standard('yuan')],
      months: year,
    })
    expect(made.created).toHaveLength(10)
    // 140.336 × (14/31 + 9) = 1,326.4015…
    expect(total(made)).toBe(132_600)
    for (const { explanation, amountFen } of made.created) expect(recompute(explanation)).toBe(amountFen)
  })

  it('a month without a binding is no part of the period, a month without area stops it', () => {
    const bindings = [aBinding({ fromOn: day('2025-07-01') })]
    expect(total(plan({ rooms, standards: [standard('fen')], bindings, months: year }))).toBe(84_202)
    const unmeasured = [aRoom({ areas: [areaFrom('2025-07-01', 10_024)] })]
    expect(codes(plan({ rooms: unmeasured, standards: [standard('fen')], months: months('2025-12') }))).toEqual([
      'billing.area_missing',
    ])
  })
})
