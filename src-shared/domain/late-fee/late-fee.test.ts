import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { compareFractions, fraction } from '../../kernel/fraction.ts'
import { fen, formatFen } from '../../kernel/money.ts'
import { addDays, daysBetween, localDate } from '../../kernel/time.ts'
import { holidayTable, PUBLISHED_HOLIDAYS, rollToWorkingDay } from '../calendar/index.ts'
import type {
  DebtWithLateFee,
  LateDebt,
  LateFee,
  LateFeePolicy,
  LateFeeRate,
  LateFeeRequest,
  LprVersion,
} from './index.ts'
import {
  allocateWithLateFees,
  annualPpm,
  bearsLateFee,
  deriveLateFee,
  PRESET_POLICY,
  rateInWords,
  readRate,
  reviewLateFee,
  reviewRate,
  waiveLateFee,
} from './index.ts'

const day = localDate
const FIVE: LateFeeRate = { kind: 'per_day', ratePpm: 500 }
const LPR: readonly LprVersion[] = [{ fromOn: day('2020-01-01'), ratePpm: 36_500 }]
const policy = (changes: Partial<LateFeePolicy> = {}): LateFeePolicy => ({
  ...PRESET_POLICY,
  rate: FIVE,
  graceDays: 0,
  cap: { kind: 'none' },
  ...changes,
})
const debt = (changes: Partial<LateDebt> = {}): LateDebt => ({
  roomId: 'room',
  itemId: 'service',
  kind: 'fee',
  dueOn: day('2025-03-31'),
  billedFen: fen(48_292),
  movements: [],
  freezes: [],
  documentedFen: fen(0),
  ...changes,
})
const paid = (on: string, amountFen: number) => ({ kind: 'payment', on: day(on), amountFen: fen(amountFen) }) as const

function derive(
  asOf: string,
  changes: { policy?: Partial<LateFeePolicy>; debt?: Partial<LateDebt> } & Partial<
    Pick<LateFeeRequest, 'lpr' | 'prudentE3'>
  > = {},
): LateFee {
  const { lpr = LPR, prudentE3 = 1000 } = changes
  const result = deriveLateFee({
    policy: policy(changes.policy),
    debt: debt(changes.debt),
    asOf: day(asOf),
    lpr,
    prudentE3,
  })
  if (result.kind === 'refused') throw new Error(result.code)
  return result
}
const total = (...asked: Parameters<typeof derive>) => formatFen(derive(...asked).totalFen)
const rows = ({ segments }: LateFee) =>
  segments.map(({ fromOn, toOn, principalFen, days }) => [fromOn, toOn, principalFen, days])

describe('a late fee by the day', () => {
  it('L1: 482.92 at 0.05% over 40 days is 9.66; the due day is not counted, the day of payment is', () => {
    const fee = derive('2025-05-10')
    expect(formatFen(fee.totalFen)).toBe('9.66')
    expect(rows(fee)).toEqual([['2025-04-01', '2025-05-10', 48_292, 40]])
    expect(total('2025-03-31')).toBe('0.00')
    expect(total('2025-04-01')).toBe('0.24')
  })

  it('L2: fifteen days of grace count from the due date (a) or from their end (b)', () => {
    expect(total('2025-05-10', { policy: { graceDays: 15, countFrom: 'due' } })).toBe('9.66')
    expect(total('2025-05-10', { policy: { graceDays: 15, countFrom: 'grace_end' } })).toBe('6.04')
  })

  it('L3: on the last day of grace it is nothing either way', () => {
    for (const countFrom of ['due', 'grace_end'] as const) {
      expect(total('2025-04-15', { policy: { graceDays: 15, countFrom } })).toBe('0.00')
      expect(total('2025-04-16', { policy: { graceDays: 15, countFrom } })).not.toBe('0.00')
    }
  })

  it('L4: 1,000.00 at 0.3% over 400 days is capped at the principal', () => {
    const asked = { debt: { billedFen: fen(100_000), dueOn: day('2024-01-01') } }
    const asOf = addDays(day('2024-01-01'), 400)
    const rate: LateFeeRate = { kind: 'per_day', ratePpm: 3000 }
    expect(total(asOf, { ...asked, policy: { rate, cap: { kind: 'principal' } } })).toBe('1,000.00')
    expect(total(asOf, { ...asked, policy: { rate } })).toBe('1,200.00')
    expect(derive(asOf, { ...asked, policy: { rate, cap: { kind: 'principal' } } }).capped).toBe(true)
  })

  it('L7: asked again thirty days later it grows on the principal alone', () => {
    expect(total('2025-06-09')).toBe('16.90')
    // 482.92 × 0.0005 × 70; with the 9.66 of the first 40 days in its base it would be 17.05.
    expect(derive('2025-06-09').exact).toEqual(fraction(48_292 * 500 * 70, 1_000_000))
  })

  it('L10: 15.00 over 40 days is 0.30, as only the sum is rounded', () => {
    expect(total('2025-05-10', { debt: { billedFen: fen(1500) } })).toBe('0.30')
  })

  it('that rounds to nothing is not charged', () => {
    expect(derive('2025-04-01', { debt: { billedFen: fen(900) } })).toMatchObject({ totalFen: 0, dueFen: 0 })
  })
})

describe('principal paid in parts', () => {
  it('bears the fee as long as it was open, the day of each payment included', () => {
    const fee = derive('2025-05-10', { debt: { movements: [paid('2025-04-20', 20_000), paid('2025-05-10', 28_292)] } })
    expect(rows(fee)).toEqual([
      ['2025-04-01', '2025-04-20', 48_292, 20],
      ['2025-04-21', '2025-05-10', 28_292, 20],
    ])
    // 482.92 × 20 + 282.92 × 20 days at 0.05%
    expect(formatFen(fee.totalFen)).toBe('7.66')
    expect(
      derive('2025-12-31', { debt: { movements: [paid('2025-04-20', 20_000), paid('2025-05-10', 28_292)] } }).totalFen,
    ).toBe(766)
  })

  it('within grace never bears it, though the rest does from the due date', () => {
    const asked = {
      policy: { graceDays: 15, countFrom: 'due' as const },
      debt: { movements: [paid('2025-04-15', 20_000)] },
    }
    expect(rows(derive('2025-05-10', asked))).toEqual([['2025-04-01', '2025-05-10', 28_292, 40]])
    const late = { ...asked, debt: { movements: [paid('2025-04-16', 20_000)] } }
    expect(rows(derive('2025-05-10', late))).toEqual([
      ['2025-04-01', '2025-04-16', 48_292, 16],
      ['2025-04-17', '2025-05-10', 28_292, 24],
    ])
  })

  it('before it was due, waived, or offset by a prepayment that was there, is not in the base', () => {
    const movements = (...all: LateDebt['movements']) => rows(derive('2025-05-10', { debt: { movements: all } }))
    expect(movements(paid('2025-03-01', 20_000))).toEqual([['2025-04-01', '2025-05-10', 28_292, 40]])
    expect(movements({ kind: 'waiver', amountFen: fen(8292) })).toEqual([['2025-04-01', '2025-05-10', 40_000, 40]])
    expect(movements({ kind: 'offset', prepaidOn: day('2024-12-01'), amountFen: fen(48_292) })).toEqual([])
    expect(movements({ kind: 'offset', prepaidOn: day('2025-04-10'), amountFen: fen(48_292) })).toEqual([
      ['2025-04-01', '2025-04-10', 48_292, 10],
    ])
    const unknown = { kind: 'gift', amountFen: fen(1) } as unknown as LateDebt['movements'][number]
    expect(() => movements(unknown)).toThrow('principal movement')
  })

  it('a refund opens the principal again from the next day', () => {
    const movements = [paid('2025-04-10', 48_292), paid('2025-04-20', -48_292)]
    expect(rows(derive('2025-04-30', { debt: { movements } }))).toEqual([
      ['2025-04-01', '2025-04-10', 48_292, 10],
      ['2025-04-21', '2025-04-30', 48_292, 10],
    ])
  })
})

describe('frozen days', () => {
  it('are inclusive, are not counted and do not prolong grace', () => {
    const freezes = [{ fromOn: day('2025-04-11'), toOn: day('2025-04-20') }]
    expect(rows(derive('2025-05-10', { debt: { freezes } }))).toEqual([
      ['2025-04-01', '2025-04-10', 48_292, 10],
      ['2025-04-21', '2025-05-10', 48_292, 20],
    ])
    const still = [{ fromOn: day('2025-04-01'), toOn: null }]
    expect(derive('2025-05-10', { debt: { freezes: still } }).segments).toEqual([])
    const inGrace = {
      debt: { freezes: [{ fromOn: day('2025-04-01'), toOn: day('2025-04-15') }] },
      policy: { graceDays: 15 },
    }
    expect(rows(derive('2025-05-10', inGrace))).toEqual([['2025-04-16', '2025-05-10', 48_292, 25]])
  })
})

describe('a late fee by the month', () => {
  const rate: LateFeeRate = { kind: 'per_month', ratePpm: 20_000, months: 'started' }
  const base = { billedFen: fen(100_000), dueOn: day('2025-01-31') }

  it('counts months from the due date, clamped, and a started one whole', () => {
    expect(total('2025-02-28', { policy: { rate }, debt: base })).toBe('20.00')
    expect(total('2025-03-01', { policy: { rate }, debt: base })).toBe('40.00')
    expect(total('2025-03-31', { policy: { rate }, debt: base })).toBe('40.00')
    expect(rows(derive('2025-04-01', { policy: { rate }, debt: base }))).toEqual([
      ['2025-02-01', '2025-02-28', 100_000, 28],
      ['2025-03-01', '2025-03-31', 100_000, 31],
      ['2025-04-01', '2025-04-01', 100_000, 1],
    ])
  })

  it('takes the principal of each month’s first day', () => {
    const movements = [paid('2025-02-10', 50_000)]
    expect(total('2025-03-10', { policy: { rate }, debt: { ...base, movements } })).toBe('30.00')
    const all = [paid('2025-02-28', 100_000)]
    expect(total('2025-05-10', { policy: { rate }, debt: { ...base, movements: all } })).toBe('20.00')
    const inGrace = { policy: { rate, graceDays: 10, countFrom: 'due' as const }, debt: { ...base, movements } }
    expect(total('2025-02-20', inGrace)).toBe('10.00')
  })

  it('leaves out a month that is frozen throughout, by one freeze or by several', () => {
    const frozen = (...freezes: LateDebt['freezes']) =>
      total('2025-03-31', { policy: { rate }, debt: { ...base, freezes } })
    expect(frozen({ fromOn: day('2025-01-01'), toOn: day('2025-02-28') })).toBe('20.00')
    expect(frozen({ fromOn: day('2025-02-01'), toOn: day('2025-02-27') })).toBe('40.00')
    expect(frozen({ fromOn: day('2025-02-10'), toOn: null })).toBe('20.00')
    expect(
      frozen(
        { fromOn: day('2025-02-11'), toOn: day('2025-02-28') },
        { fromOn: day('2025-02-01'), toOn: day('2025-02-10') },
      ),
    ).toBe('20.00')
  })

  it('or by days / 30', () => {
    const byDays: LateFeeRate = { kind: 'per_month', ratePpm: 20_000, months: 'by_days' }
    expect(total('2025-02-15', { policy: { rate: byDays }, debt: base })).toBe('10.00')
  })
})

describe('a late fee by the year', () => {
  const base = { billedFen: fen(1_000_000), dueOn: day('2024-03-31') }
  const asOf = addDays(base.dueOn, 365)

  it('L9: 10,000.00 over 365 days at LPR 3.65% × 1.0 and × 1.3 is 365.00 and 474.50', () => {
    expect(formatFen(derive(asOf, { debt: base }).prudentFen ?? fen(0))).toBe('365.00')
    expect(formatFen(derive(asOf, { debt: base, prudentE3: 1300 }).prudentFen ?? fen(0))).toBe('474.50')
    expect(total(asOf, { debt: base, policy: { rate: { kind: 'lpr', multiplierE3: 1300 } } })).toBe('474.50')
    expect(total(asOf, { debt: base, policy: { rate: { kind: 'per_year', ratePpm: 36_500 } } })).toBe('365.00')
  })

  it('takes the LPR of each day', () => {
    const lpr = [...LPR, { fromOn: day('2024-06-01'), ratePpm: 73_000 }, { fromOn: day('2026-01-01'), ratePpm: 1 }]
    const fee = derive(asOf, { debt: base, lpr, policy: { rate: { kind: 'lpr', multiplierE3: 1000 } } })
    expect(rows(fee)).toEqual([
      ['2024-04-01', '2024-05-31', 1_000_000, 61],
      ['2024-06-01', '2025-03-31', 1_000_000, 304],
    ])
    // One yuan a day, then two.
    expect(formatFen(fee.totalFen)).toBe('669.00')
  })

  it('without a rate for its days the contract is refused and the prudent figure left open', () => {
    const late = [{ fromOn: day('2025-01-01'), ratePpm: 36_500 }]
    const asked = { debt: debt(base), asOf, lpr: late, prudentE3: 1000 }
    expect(deriveLateFee({ ...asked, policy: policy({ rate: { kind: 'lpr', multiplierE3: 1000 } }) })).toMatchObject({
      code: 'late_fee.lpr_missing',
    })
    expect(deriveLateFee({ ...asked, policy: policy({ cap: { kind: 'lpr', multiplierE3: 1300 } }) })).toMatchObject({
      code: 'late_fee.lpr_missing',
    })
    expect(derive(asOf, { debt: base, lpr: late }).prudentFen).toBeNull()
  })
})

describe('a cap', () => {
  const base = { billedFen: fen(1_000_000), dueOn: day('2024-03-31') }
  const asOf = addDays(base.dueOn, 365)

  it('is none, the principal as billed, the LPR figure or an amount', () => {
    const capped = (cap: LateFeePolicy['cap'], changes: Partial<LateDebt> = {}) =>
      total(asOf, { debt: { ...base, ...changes }, policy: { cap } })
    expect(capped({ kind: 'none' })).toBe('1,825.00')
    expect(capped({ kind: 'lpr', multiplierE3: 1300 })).toBe('474.50')
    expect(capped({ kind: 'amount', amountFen: fen(50_000) })).toBe('500.00')
    // Half was paid long before: the cap is still what was billed.
    const rest = { billedFen: fen(1000), movements: [paid('2024-03-01', 500)] }
    expect(capped({ kind: 'principal' }, rest)).toBe('0.91')
    expect(() => capped({ kind: 'sky' } as unknown as LateFeePolicy['cap'])).toThrow('late fee cap')
    expect(() => total(asOf, { debt: base, policy: { rate: { kind: 'per_hour' } as unknown as LateFeeRate } })).toThrow(
      'late fee rate',
    )
  })

  it('holds against rounding up as well', () => {
    const rounding = { mode: 'up', precision: 'yuan' } as const
    const asked = {
      debt: { billedFen: fen(1250) },
      policy: { rounding, cap: { kind: 'principal' } as const, rate: { kind: 'per_day', ratePpm: 990_000 } as const },
    }
    expect(total('2025-04-01', asked)).toBe('12.00')
    expect(total('2025-05-01', asked)).toBe('12.00')
    expect(
      total('2025-04-01', { ...asked, policy: { ...asked.policy, cap: { kind: 'amount', amountFen: fen(2000) } } }),
    ).toBe('13.00')
  })

  it('counts what was paid and waived before', () => {
    expect(derive('2025-05-10', { debt: { documentedFen: fen(500) } })).toMatchObject({ totalFen: 966, dueFen: 466 })
    expect(derive('2025-04-02', { debt: { documentedFen: fen(500) } }).dueFen).toBe(0)
  })
})

describe('who bears a late fee', () => {
  it('covered items of rooms that are not excluded; never a late fee or a deposit', () => {
    const asks = (changes: Partial<LateFeePolicy>, of: Partial<LateDebt> = {}) =>
      bearsLateFee(policy(changes), debt(of))
    expect(asks({})).toBe(true)
    expect(asks({ itemIds: ['service'] })).toBe(true)
    expect(asks({ itemIds: ['parking'] })).toBe(false)
    expect(asks({ excludedRoomIds: ['room'] })).toBe(false)
    expect(asks({}, { kind: 'late_fee' })).toBe(false)
    expect(derive('2025-05-10', { debt: { kind: 'deposit' } })).toMatchObject({
      totalFen: 0,
      segments: [],
      prudentFen: 0,
    })
  })

  it('L15: a due date in the holidays that rolls is overdue only after the first working day', () => {
    const checked = holidayTable(PUBLISHED_HOLIDAYS)
    if (checked.kind === 'refused') throw new Error(checked.code)
    const dueOn = rollToWorkingDay(checked.table, day('2025-10-01')).on
    expect(derive('2025-10-09', { debt: { dueOn } }).segments).toEqual([])
    expect(rows(derive('2025-10-10', { debt: { dueOn } }))).toEqual([['2025-10-10', '2025-10-10', 48_292, 1]])
  })
})

describe('derived for any date', () => {
  const drawn = fc.record({
    billed: fc.integer({ min: 1, max: 5_000_000 }),
    payments: fc.array(
      fc.record({ after: fc.integer({ min: -30, max: 300 }), part: fc.integer({ min: 1, max: 1_000_000 }) }),
      { maxLength: 5 },
    ),
    freezes: fc.array(fc.record({ after: fc.integer({ min: -10, max: 200 }), days: fc.integer({ min: 0, max: 60 }) }), {
      maxLength: 3,
    }),
    graceDays: fc.integer({ min: 0, max: 30 }),
    countFrom: fc.constantFrom('due' as const, 'grace_end' as const),
    rate: fc.constantFrom<LateFeeRate>(
      FIVE,
      { kind: 'per_year', ratePpm: 60_000 },
      { kind: 'per_month', ratePpm: 10_000, months: 'by_days' },
      { kind: 'per_month', ratePpm: 10_000, months: 'started' },
      { kind: 'lpr', multiplierE3: 1300 },
    ),
    asOf: fc.integer({ min: -10, max: 400 }),
  })
  const asked = ({
    billed,
    payments,
    freezes,
    graceDays,
    countFrom,
    rate,
    asOf,
  }: typeof drawn extends fc.Arbitrary<infer T> ? T : never) => {
    const due = day('2025-03-31')
    return {
      asOf: addDays(due, asOf),
      policy: { rate, graceDays, countFrom, cap: { kind: 'principal' } as const },
      debt: {
        billedFen: fen(billed),
        movements: payments.map(({ after, part }) => paid(addDays(due, after), part)),
        freezes: freezes.map(({ after, days }) => ({ fromOn: addDays(due, after), toOn: addDays(due, after + days) })),
      },
    }
  }

  it('never shrinks from day to day, never passes its cap, and its parts are the whole', () => {
    fc.assert(
      fc.property(drawn, (values) => {
        const { asOf, ...rest } = asked(values)
        const today = derive(asOf, rest)
        const tomorrow = derive(addDays(asOf, 1), rest)
        expect(tomorrow.totalFen).toBeGreaterThanOrEqual(today.totalFen)
        expect(today.totalFen).toBeLessThanOrEqual(values.billed)
        const sum = today.segments.reduce((left, { exact }) => left + Number(exact.num) / Number(exact.den), 0)
        expect(sum).toBeCloseTo(Number(today.exact.num) / Number(today.exact.den), 3)
      }),
    )
  })

  it('is the sum of every single day that is open and not frozen', () => {
    fc.assert(
      fc.property(drawn, (values) => {
        const { asOf, ...rest } = asked({ ...values, rate: FIVE })
        const due = day('2025-03-31')
        const graceTo = addDays(due, values.graceDays)
        const openAt = (on: string) =>
          Math.max(
            0,
            values.billed -
              rest.debt.movements.filter((each) => each.on < on).reduce((left, each) => left + each.amountFen, 0),
          )
        let principalDays = 0
        for (
          let on = addDays(values.countFrom === 'due' ? due : graceTo, 1);
          asOf > graceTo && on <= asOf;
          on = addDays(on, 1)
        ) {
          if (rest.debt.freezes.some((each) => each.fromOn <= on && on <= each.toOn)) continue
          principalDays += on <= graceTo ? Math.min(openAt(on), openAt(addDays(graceTo, 1))) : openAt(on)
        }
        const fee = derive(asOf, { ...rest, policy: { ...rest.policy, cap: { kind: 'none' } } })
        expect(compareFractions(fee.exact, fraction(principalDays * 500, 1_000_000))).toBe(0)
        expect(fee.segments.every((row) => row.days === daysBetween(row.fromOn, row.toOn) + 1)).toBe(true)
      }),
    )
  })
})

describe('a waiver', () => {
  it('L11: all of 9.66 waived is a late fee of 9.66 and a waiver of −9.66, and leaves the principal alone', () => {
    const { dueFen } = derive('2025-05-10')
    const waived = waiveLateFee({ dueFen, waivedFen: dueFen, reason: ' 业主住院 ', limitFen: null })
    expect(waived).toEqual({ kind: 'waived', lateFeeFen: 966, waiverFen: -966, restFen: 0, reason: '业主住院' })
    expect(derive('2025-05-10', { debt: { documentedFen: fen(966) } })).toMatchObject({ totalFen: 966, dueFen: 0 })
  })

  it('needs an amount that is due, within the limit of the role, and a reason', () => {
    const waive = (waivedFen: number, limitFen: number | null = null, reason = '协商') =>
      waiveLateFee({
        dueFen: fen(966),
        waivedFen: fen(waivedFen),
        reason,
        limitFen: limitFen === null ? null : fen(limitFen),
      })
    expect(waive(500, 500)).toMatchObject({ kind: 'waived', restFen: 466 })
    expect(waive(0)).toMatchObject({ code: 'late_fee.waive_nothing' })
    expect(waive(967)).toMatchObject({ code: 'late_fee.waive_over_due', params: { dueFen: 966 } })
    expect(waive(501, 500)).toMatchObject({ code: 'late_fee.waive_over_limit', params: { limitFen: 500 } })
    expect(waive(500, null, ' ')).toMatchObject({ code: 'late_fee.waive_reason_missing' })
  })
})

describe('what the manager sees beside it', () => {
  it('L14: 118,568.00 on 13,827.00 is 8.58 times the principal, with a warning', () => {
    const claim = { principalFen: fen(1_382_700), lateFeeFen: fen(11_856_800), lossFen: null }
    expect(reviewLateFee(claim)).toEqual({ ratioE2: 858, warnings: ['late_fee.over_principal'] })
  })

  it('more than 130% of the loss is a warning, exactly as much is not', () => {
    const claim = (lateFeeFen: number) =>
      reviewLateFee({ principalFen: fen(1_000_000), lateFeeFen: fen(lateFeeFen), lossFen: fen(36_500) })
    expect(claim(47_450)).toEqual({ ratioE2: 5, warnings: [] })
    expect(claim(47_451).warnings).toEqual(['late_fee.over_prudent'])
    expect(reviewLateFee({ principalFen: fen(0), lateFeeFen: fen(0), lossFen: fen(0) })).toEqual({
      ratioE2: null,
      warnings: [],
    })
  })

  it('a rate above 24% a year is a warning', () => {
    expect(annualPpm(FIVE)).toBe(182_500)
    expect(annualPpm({ kind: 'per_month', ratePpm: 20_000, months: 'started' })).toBe(240_000)
    expect(annualPpm({ kind: 'per_year', ratePpm: 36_500 })).toBe(36_500)
    expect(annualPpm({ kind: 'lpr', multiplierE3: 1300 })).toBeNull()
    expect(reviewRate({ kind: 'per_month', ratePpm: 20_000, months: 'started' })).toEqual([])
    expect(reviewRate({ kind: 'per_day', ratePpm: 3000 })).toEqual(['late_fee.rate_above_24'])
    expect(reviewRate({ kind: 'lpr', multiplierE3: 4000 })).toEqual([])
  })
})

describe('the typing guard', () => {
  it.each([
    ['0.05%', 500, 'percent'],
    ['０．０５％', 500, 'percent'],
    ['0.5‰', 500, 'per_mille'],
    ['5 ‱', 500, 'per_myriad'],
    ['万分之5', 500, 'per_myriad'],
    ['千分之 3', 3000, 'per_mille'],
    ['百分之2', 20_000, 'percent'],
    ['100%', 1_000_000, 'percent'],
  ] as const)('%s', (text, ratePpm, unit) => {
    expect(readRate(text)).toEqual({ kind: 'rate', ratePpm, unit })
  })

  it.each([
    ['0.05', 'late_fee.rate_unit_missing'],
    ['3', 'late_fee.rate_unit_missing'],
    ['', 'late_fee.rate_not_a_number'],
    ['万分之五', 'late_fee.rate_not_a_number'],
    ['0.00001%', 'late_fee.rate_not_a_number'],
    ['3%‰', 'late_fee.rate_not_a_number'],
    ['0%', 'late_fee.rate_out_of_range'],
    ['-1%', 'late_fee.rate_out_of_range'],
    ['101%', 'late_fee.rate_out_of_range'],
  ])('%s is refused', (text, code) => {
    expect(readRate(text)).toMatchObject({ kind: 'refused', code, field: 'rate' })
  })

  it('says what 1000 元 cost a day, and asks whether a percent was meant as per mille', () => {
    expect(rateInWords(FIVE, 'percent')).toEqual({
      perThousand: '0.50',
      annualPpm: 182_500,
      warnings: [],
      perhapsPpm: null,
    })
    expect(rateInWords({ kind: 'per_day', ratePpm: 3000 }, 'per_mille')).toEqual({
      perThousand: '3.00',
      annualPpm: 1_095_000,
      warnings: ['late_fee.rate_above_24'],
      perhapsPpm: null,
    })
    expect(rateInWords({ kind: 'per_day', ratePpm: 20_000 }, 'percent')).toMatchObject({
      perThousand: '20.00',
      perhapsPpm: 2000,
    })
    expect(rateInWords({ kind: 'per_day', ratePpm: 125 }, 'per_myriad').perThousand).toBe('0.125')
  })
})

describe('a payment on lines with late fees', () => {
  const open = (lineId: string, dueOn: string, openFen: number, lateFeeFen: number): DebtWithLateFee => ({
    lineId,
    roomCode: '1',
    dueOn: day(dueOn),
    fromOn: day(dueOn),
    itemPriority: 1,
    openFen: fen(openFen),
    lateFeeFen: fen(lateFeeFen),
  })
  const debts = [open('b', '2025-04-30', 20_000, 300), open('a', '2025-03-31', 10_000, 500)]

  it('principal first settles every principal before any late fee', () => {
    expect(allocateWithLateFees(fen(30_400), { debts, order: 'principal_first' })).toEqual({
      allocations: [
        { lineId: 'a', part: 'principal', amountFen: 10_000 },
        { lineId: 'b', part: 'principal', amountFen: 20_000 },
        { lineId: 'a', part: 'late_fee', amountFen: 400 },
      ],
      restFen: 0,
    })
  })

  it('late fee first goes line by line', () => {
    expect(allocateWithLateFees(fen(10_600), { debts, order: 'late_fee_first' })).toEqual({
      allocations: [
        { lineId: 'a', part: 'late_fee', amountFen: 500 },
        { lineId: 'a', part: 'principal', amountFen: 10_000 },
        { lineId: 'b', part: 'late_fee', amountFen: 100 },
      ],
      restFen: 0,
    })
  })

  it('keeps the money together whatever the order', () => {
    expect(() => allocateWithLateFees(fen(-1), { debts, order: 'principal_first' })).toThrow(RangeError)
    fc.assert(
      fc.property(
        fc.nat(50_000),
        fc.constantFrom('principal_first' as const, 'late_fee_first' as const),
        (amount, order) => {
          const { allocations, restFen } = allocateWithLateFees(fen(amount), { debts, order })
          expect(allocations.reduce((sum, { amountFen }) => sum + amountFen, 0) + restFen).toBe(amount)
          expect(restFen).toBe(Math.max(0, amount - 30_800))
        },
      ),
    )
  })
})
