import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { invariant } from '../../kernel/assert.ts'
import { divideRounded } from '../../kernel/money.ts'
import { addDays, firstDayOf, localDate } from '../../kernel/time.ts'
import { CLASS_PERCENT, MONTH_PERCENT, PAYER_CLASSES, type PayerClass } from './behaviour.ts'
import { generateCommunity } from './community.ts'
import { elementAt } from './lists.ts'
import { monthAt, monthIndexOf } from './months.ts'
import { type PlannedPayment, planPayments, planProjectPayments } from './payments.ts'
import { TENDER_PERCENT } from './payment-details.ts'
import type { Community, ProjectRecord } from './records.ts'

const newYear = localDate('2026-01-01')
const yearEnd = localDate('2026-12-31')

interface YearResult {
  receivable: number
  collected: number
  openingDebt: number
  debtCollected: number
  waived: number
  byMonth: number[]
  payments: PlannedPayment[]
}

/** Bills and collects a year month by month, exact to the 分, as the ledger would. */
function simulateYear(community: Community): YearResult {
  const result: YearResult = {
    receivable: 0,
    collected: 0,
    openingDebt: 0,
    debtCollected: 0,
    waived: 0,
    byMonth: MONTH_PERCENT.map(() => 0),
    payments: [],
  }
  for (const project of community.projects()) simulateProject(project, community, result)
  return result
}

function simulateProject(project: ProjectRecord, community: Community, result: YearResult): void {
  const start = monthIndexOf(newYear)
  const fee = feeOf(project)
  const paidThrough = project.rooms.map((room, at) =>
    room.paid_until_on === null
      ? monthIndexOf(elementAt(project.behaviours, at).charged_from_on) - 1
      : monthIndexOf(room.paid_until_on),
  )
  for (const [room, through] of paidThrough.entries()) {
    for (let month = through + 1; month < start; month++) result.openingDebt += fee(room, month)
    for (let month = start; month < start + 12; month++) {
      result.receivable += fee(room, month)
      if (month <= through) result.collected += fee(room, month)
    }
  }
  for (const day of planProjectPayments(project, { community, from: newYear, to: yearEnd })) {
    for (const payment of day.payments) {
      let sum = 0
      for (const part of payment.rooms) {
        const first = monthIndexOf(part.first_month)
        invariant(
          first === elementAt(paidThrough, part.room_index) + 1 && part.months > 0,
          'months are paid oldest first',
        )
        for (let month = first; month < first + part.months; month++) {
          const amount = fee(part.room_index, month)
          sum += amount
          if (month < start) result.debtCollected += amount
          else if (month < start + 12) result.collected += amount
        }
        paidThrough[part.room_index] = first + part.months - 1
      }
      result.byMonth[Number(day.on.slice(5, 7)) - 1] = elementAt(result.byMonth, Number(day.on.slice(5, 7)) - 1) + sum
      result.waived += (sum * payment.waived_ppm) / 1_000_000
      result.payments.push(payment)
    }
  }
}

function feeOf(project: ProjectRecord): (room: number, month: number) => number {
  const standardOf = new Map(
    project.bindings.flatMap((binding) => {
      const standard = elementAt(project.standards, binding.standard_index)
      return standard.item === 'property_fee' ? [[binding.room_index, standard] as const] : []
    }),
  )
  return (room, month) => {
    const versions =
      standardOf.get(room)?.versions.filter((version) => version.from_on <= firstDayOf(monthAt(month))) ?? []
    const price = versions.at(-1)?.price_e6 ?? standardOf.get(room)?.versions[0]?.price_e6 ?? 0
    return Number(divideRounded(BigInt(price) * BigInt(elementAt(project.rooms, room).built_area_e2), 1_000_000n))
  }
}

const percent = (part: number, whole: number): number => (part * 100) / whole

describe('a simulated year of payments (domain rules 8.4)', () => {
  it.each([
    { profile: 'S', seed: 1, current: 86 },
    { profile: 'S', seed: 20_261_123, current: 86 },
    { profile: 'M', seed: 1, current: 88 },
    { profile: 'L', seed: 1, current: 84 },
  ] as const)(
    'collects $current % of the year and a quarter of the old debt in profile $profile, seed $seed',
    ({ profile, seed, current }) => {
      const year = simulateYear(generateCommunity({ profile, seed, today: newYear }))
      expect(Math.abs(percent(year.collected, year.receivable) - current)).toBeLessThan(0.75)
      expect(Math.abs(percent(year.debtCollected, year.openingDebt) - 25)).toBeLessThan(2)
      expect(Math.abs(percent(year.waived, year.receivable) - 0.6)).toBeLessThan(0.2)
      const taken = year.byMonth.reduce((sum, amount) => sum + amount, 0)
      for (const [month, amount] of year.byMonth.entries()) {
        expect(Math.abs(percent(amount, taken) - elementAt(MONTH_PERCENT, month))).toBeLessThan(1)
      }
    },
    60_000,
  )

  it('takes its tenders, reversals, refunds and reprints in the stated shares', () => {
    const { payments } = simulateYear(generateCommunity({ profile: 'M', seed: 4, today: newYear }))
    for (const [kind, share] of TENDER_PERCENT) {
      const count = payments.filter((payment) => elementAt(payment.tenders, 0).kind === kind).length
      expect(Math.abs(percent(count, payments.length) - share)).toBeLessThan(1.5)
    }
    const share = (aftermath: string): number =>
      percent(payments.filter((one) => one.aftermath === aftermath).length, payments.length)
    expect(Math.abs(share('reversed') - 0.4)).toBeLessThan(0.2)
    expect(Math.abs(share('refunded') - 0.3)).toBeLessThan(0.2)
    expect(Math.abs(share('reprinted') - 3)).toBeLessThan(0.6)
  })

  it('splits some receipts over cash and another tender, and the parts add up to the whole', () => {
    const { payments } = simulateYear(generateCommunity({ profile: 'M', seed: 4, today: newYear }))
    const sums = payments.map((payment) => payment.tenders.reduce((sum, tender) => sum + tender.share_ppm, 0))
    expect(new Set(sums)).toEqual(new Set([1_000_000]))
    const mixed = payments.filter((payment) => payment.tenders.length === 2)
    expect(new Set(mixed.map((payment) => elementAt(payment.tenders, 0).kind))).toEqual(new Set(['cash', 'wechat']))
  })

  it('lets the owner of several rooms pay them with one receipt', () => {
    const { payments } = simulateYear(generateCommunity({ profile: 'S', seed: 4, today: newYear }))
    expect(payments.some((payment) => payment.rooms.length > 1)).toBe(true)
  })
})

describe('the classes of payers', () => {
  it('have exactly the stated shares of the rooms', () => {
    fc.assert(
      fc.property(fc.integer(), (seed) => {
        const { behaviours } = generateCommunity({ profile: 'S', seed, today: newYear }).project(0)
        for (const payerClass of PAYER_CLASSES) {
          expect(behaviours.filter((one) => one.payer_class === payerClass).length).toBe(
            (800 * CLASS_PERCENT[payerClass]) / 100,
          )
        }
      }),
      { numRuns: 5 },
    )
  })

  it('owe nothing when they pay in advance, and stay within their arrears when they do not', () => {
    const project = generateCommunity({ profile: 'S', seed: 9, today: newYear }).project(0)
    const mostOwed = (payerClass: PayerClass): number => {
      const rooms = project.rooms.filter((room) => elementAt(project.behaviours, room.index).payer_class === payerClass)
      const paid = rooms.flatMap((room) => room.paid_until_on ?? [])
      return Math.max(...paid.map((until) => monthIndexOf(newYear) - 1 - monthIndexOf(until)))
    }
    for (const payerClass of ['yearly', 'half_yearly', 'quarterly', 'monthly'] as const) {
      expect(mostOwed(payerClass)).toBeLessThanOrEqual(0)
    }
    expect(mostOwed('reminded')).toBeLessThanOrEqual(3)
    expect(mostOwed('chronic')).toBe(12)
    expect(mostOwed('long_owing')).toBe(36)
    expect(mostOwed('lost')).toBeGreaterThan(36)
  })

  it('prepay at most twelve months (rule J13)', () => {
    const project = generateCommunity({ profile: 'S', seed: 9, today: localDate('2026-11-23') }).project(0)
    const ahead = project.rooms.flatMap((room) =>
      room.paid_until_on === null ? [] : monthIndexOf(room.paid_until_on) - monthIndexOf(newYear) - 10,
    )
    expect(Math.max(...ahead)).toBeLessThanOrEqual(11)
  })
})

describe('planned payments', () => {
  const community = generateCommunity({ profile: 'mini', seed: 5, today: newYear })

  it('give for two adjoining spans what they give for the whole span', () => {
    const whole = [...planPayments(community, { from: newYear, to: yearEnd })]
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 363 }), (days) => {
        const cut = addDays(newYear, days)
        const parts = [
          ...planPayments(community, { from: newYear, to: cut }),
          ...planPayments(community, { from: addDays(cut, 1), to: yearEnd }),
        ]
        expect(parts).toEqual(whole)
      }),
      { numRuns: 20 },
    )
  })

  it('continue a community of any day without a gap and without a payment before that day', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 900 }), (days) => {
        const today = addDays(newYear, days)
        const later = generateCommunity({ profile: 'mini', seed: 5, today })
        const { rooms, behaviours } = later.project(0)
        const through = new Map(
          rooms.map((room) => [
            room.index,
            room.paid_until_on === null
              ? monthIndexOf(elementAt(behaviours, room.index).charged_from_on) - 1
              : monthIndexOf(room.paid_until_on),
          ]),
        )
        for (const day of planPayments(later, { from: addDays(today, -40), to: addDays(today, 200) })) {
          expect(day.on >= today).toBe(true)
          for (const part of day.payments.flatMap((payment) => payment.rooms)) {
            expect(monthIndexOf(part.first_month)).toBe((through.get(part.room_index) ?? 0) + 1)
            through.set(part.room_index, (through.get(part.room_index) ?? 0) + part.months)
          }
        }
      }),
      { numRuns: 15 },
    )
  })

  it('come in order of days, each paid by somebody who has to do with the room', () => {
    const project = community.project(0)
    const days = [...planPayments(community, { from: newYear, to: yearEnd })]
    expect(days.map((day) => day.on)).toEqual(days.map((day) => day.on).sort())
    for (const payment of days.flatMap((day) => day.payments)) {
      const rooms = project.relations
        .filter((term) => term.person_index === payment.payer_index)
        .map((term) => term.room_index)
      expect(rooms).toContain(elementAt(payment.rooms, 0).room_index)
    }
  })
})
