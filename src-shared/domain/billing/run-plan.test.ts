import { describe, expect, it } from 'vitest'

import { month } from '../../kernel/time.ts'
import type { FeeStandard } from '../tariff/index.ts'
import type { BillingPlan } from './model.ts'
import { aBinding, aRequest, aRoom, aStandard, day, posted, term } from './plan-fixture.ts'
import { monthsOfRun, planRun } from './run-plan.ts'
import type { RunRequest } from './run-plan.ts'

function aRun(of: string, changes: Partial<RunRequest> = {}): RunRequest {
  const { months: _, ...request } = aRequest()
  return { ...request, today: day(`${of}-01`), extent: { kind: 'month', month: month(of) }, ...changes }
}
const by = (terms: Partial<FeeStandard>) => ({ standards: [aStandard(terms)] })
const spans = ({ created }: BillingPlan) => created.map(({ fromOn, toOn }) => `${fromOn} ${toOn}`)
const reasons = ({ skipped }: BillingPlan) => skipped.map(({ code }) => code)

describe('the run of a month', () => {
  it('makes the month itself of what is billed month by month', () => {
    expect(spans(planRun(aRun('2025-03')))).toEqual(['2025-03-01 2025-03-31'])
    expect(monthsOfRun(aRun('2025-03'))).toEqual({ first: '2025-03', last: '2025-03' })
  })

  it('makes the whole quarter that holds the month, once', () => {
    const quarter = by({ cycleMonths: 3 })
    const first = planRun(aRun('2025-01', quarter))
    expect(spans(first)).toEqual(['2025-01-01 2025-01-31', '2025-02-01 2025-02-28', '2025-03-01 2025-03-31'])
    for (const of of ['2025-01', '2025-02', '2025-03']) {
      const again = planRun(aRun(of, { ...quarter, existing: posted(first) }))
      expect([again.created.length, again.existing.length]).toEqual([0, 3])
    }
    expect(monthsOfRun(aRun('2025-02', quarter))).toEqual({ first: '2025-01', last: '2025-03' })
  })

  it('makes of a postpaid quarter what ended with the month before, and nothing while it goes on', () => {
    const quarter = by({ cycleMonths: 3, timing: 'postpaid' })
    expect(spans(planRun(aRun('2025-03', quarter)))).toEqual([])
    expect(spans(planRun(aRun('2025-04', quarter)))).toEqual([
      '2025-01-01 2025-01-31',
      '2025-02-01 2025-02-28',
      '2025-03-01 2025-03-31',
    ])
    expect(spans(planRun(aRun('2025-05', quarter)))).toEqual([])
  })

  it('of a postpaid anniversary makes the cycle that ends inside the month before its last day', () => {
    const rooms = [aRoom({ handOverOn: day('2024-06-18'), ownerTerms: [term('zhang', '2024-06-18')] })]
    const year = { ...by({ anchor: { kind: 'hand_over' }, cycleMonths: 12, timing: 'postpaid' }), rooms }
    const made = planRun(aRun('2025-06', year))
    expect([spans(made)[0], spans(made).at(-1), made.created.length]).toEqual([
      '2024-06-18 2024-06-30',
      '2025-06-01 2025-06-17',
      13,
    ])
  })

  it('of an anniversary makes both years that the month holds, and no day of a third', () => {
    const rooms = [aRoom({ handOverOn: day('2024-06-18'), ownerTerms: [term('zhang', '2024-06-18')] })]
    const year = { ...by({ anchor: { kind: 'hand_over' }, cycleMonths: 12 }), rooms }
    const made = spans(planRun(aRun('2025-06', year)))
    expect([made[0], made.at(-1)]).toEqual(['2024-06-18 2024-06-30', '2026-06-01 2026-06-17'])
  })

  it('keeps monthly and quarterly items apart, and says once that a standard is missing', () => {
    const standards = [aStandard(), aStandard({ id: 'lift', itemId: 'lift', cycleMonths: 3 })]
    const items = [
      { id: 'service', expects: 'every_room' as const },
      { id: 'lift', expects: 'every_room' as const },
    ]
    const bindings = [aBinding(), aBinding({ id: 'b2', standardId: 'lift' })]
    const second = aRoom({ id: 'room-2', code: '3-2-1502' })
    const plan = planRun(aRun('2025-02', { standards, items, bindings, rooms: [aRoom(), second] }))
    expect(plan.created.map(({ key }) => `${key.itemId} ${key.month}`)).toEqual([
      'service 2025-02',
      'lift 2025-01',
      'lift 2025-02',
      'lift 2025-03',
    ])
    expect(plan.skipped.map(({ roomId, itemId, month: of }) => `${roomId} ${itemId} ${of}`)).toEqual([
      'room-2 service 2025-02',
      'room-2 lift 2025-02',
    ])
  })
})

describe('the run of what is due', () => {
  const due = (today: string, changes: Partial<RunRequest> = {}) =>
    planRun(
      aRun('2025-03', {
        today: day(today),
        extent: { kind: 'due', month: month(today.slice(0, 7)), today: day(today) },
        ...changes,
      }),
    )

  it('takes what its issue day has come for, ahead of its month too', () => {
    const early = by({ issue: { kind: 'day_of_month', day: 25 } })
    expect(spans(due('2025-03-24', early))).toEqual(['2025-03-01 2025-03-31'])
    expect(spans(due('2025-03-25', early))).toEqual(['2025-03-01 2025-03-31', '2025-04-01 2025-04-30'])
  })

  it('says nothing of rooms that nothing is bound to, as no cycle of theirs is due', () => {
    expect(reasons(due('2025-03-10', { bindings: [] }))).toEqual([])
    expect(spans(due('2025-03-10', { bindings: [] }))).toEqual([])
  })

  it('makes nothing twice', () => {
    const first = due('2025-03-10')
    expect(spans(due('2025-03-10', { existing: posted(first) }))).toEqual([])
  })
})
