import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { fen, formatFen } from '../../kernel/money.ts'
import { localDate } from '../../kernel/time.ts'
import type {
  RegisterUsage,
  Tier,
  TierPosition,
  TierTable,
  UsageCharge,
  UsagePricing,
  UsageSurcharge,
  UsageTerms,
  UsageVersion,
} from './index.ts'
import {
  chargeAmount,
  chargedUsageE3,
  DEFAULT_ROUNDING,
  exactCharge,
  monthsBilled,
  orderUsageVersions,
  priceUsage,
  spreadOverTiers,
  tierPeriodKey,
  tierPeriodStart,
  tiersFor,
  totalUsageE3,
  usageParts,
} from './index.ts'

const on = localDate('2025-06-30')
/** 北京 water: 5 / 7 / 9 元 up to 180, 260 m³ a year. */
const WATER: readonly Tier[] = [
  { upToE3: 180_000, priceE6: 5_000_000 },
  { upToE3: 260_000, priceE6: 7_000_000 },
  { upToE3: null, priceE6: 9_000_000 },
]
/** 长沙 electricity: by month 180 / 350, in summer 180 / 450. */
const POWER: readonly Tier[] = [
  { upToE3: 180_000, priceE6: 588_000 },
  { upToE3: 350_000, priceE6: 638_000 },
  { upToE3: null, priceE6: 888_000 },
]
const SUMMER_POWER = POWER.map((tier) => (tier.upToE3 === 350_000 ? { ...tier, upToE3: 450_000 } : tier))

function aTable(changes: Partial<TierTable> = {}): TierTable {
  return {
    count: { per: 'year', startsMonth: 1, startsDay: 1 },
    tiers: WATER,
    seasons: [],
    household: null,
    onTransfer: 'new_count',
    ...changes,
  }
}

const tiered = (changes: Partial<TierTable> = {}): UsagePricing => ({ kind: 'tiers', table: aTable(changes) })
const flat = (priceE6: number): UsagePricing => ({ kind: 'flat', priceE6 })
const total = (usageE3: number): RegisterUsage[] => [{ register: 'total', usageE3 }]
const terms = (pricing: UsagePricing, changes: Partial<UsageTerms> = {}): UsageVersion => ({
  fromOn: localDate('2024-01-01'),
  pricing,
  minimumFen: null,
  surcharge: null,
  ...changes,
})

interface Asked {
  readonly usages: readonly RegisterUsage[]
  readonly position?: Partial<TierPosition>
  readonly overridePriceE6?: number
}

function charge(version: UsageVersion, { usages, position = {}, overridePriceE6 }: Asked): UsageCharge {
  const priced = priceUsage({
    standard: { rounding: DEFAULT_ROUNDING },
    version,
    overridePriceE6: overridePriceE6 ?? null,
    usages,
    on,
    position: { usedBeforeE3: 0, months: 1, persons: null, ...position },
  })
  if (priced.kind === 'refused') throw new Error(priced.code)
  return priced.charge
}

const yuan = (version: UsageVersion, asked: Asked) => formatFen(chargeAmount(charge(version, asked)))

describe('usage by a flat price', () => {
  it('W5: 1,928 kWh at 0.85 is 1,638.80', () => {
    expect(yuan(terms(flat(850_000)), { usages: total(1_928_000) })).toBe('1,638.80')
  })

  it('W13: 14 m³ are three fees with prices of their own, 60.90 together', () => {
    const prices = [2_800_000, 950_000, 600_000]
    const amounts = prices.map((priceE6) => chargeAmount(charge(terms(flat(priceE6)), { usages: total(14_000) })))
    expect(amounts.map((amount) => formatFen(amount))).toEqual(['39.20', '13.30', '8.40'])
    expect(amounts.reduce((sum, amount) => sum + amount, 0)).toBe(6090)
  })

  it('takes the total register, or the sum of those by time where there is none', () => {
    const timed: RegisterUsage[] = [
      { register: 'peak', usageE3: 4000 },
      { register: 'valley', usageE3: 6000 },
    ]
    expect(totalUsageE3([...timed, ...total(10_001)])).toBe(10_001)
    expect(totalUsageE3(timed)).toBe(10_000)
  })

  it('a price of the room alone is flat, whatever the version prices by', () => {
    const own = charge(terms(tiered()), { usages: total(10_000), overridePriceE6: 4_200_000 })
    expect(own).toMatchObject({ priced: { kind: 'flat', priceE6: 4_200_000 }, priceVersion: 'override' })
    expect(chargeAmount(own)).toBe(4200)
  })

  it('products beyond 2^53 stay exact', () => {
    const version = terms(flat(999_999_999_999))
    expect(chargeAmount(charge(version, { usages: total(9_007_199) }))).toBe(900_719_899_999)
  })
})

describe('tiers', () => {
  it('W1: used 170, now 25: 10 × 5 + 15 × 7 is 155.00', () => {
    const asked = { usages: total(25_000), position: { usedBeforeE3: 170_000 } }
    expect(yuan(terms(tiered()), asked)).toBe('155.00')
    expect(usageParts(charge(terms(tiered()), asked).priced)).toEqual([
      { tier: 0, register: null, usageE3: 10_000, priceE6: 5_000_000 },
      { tier: 1, register: null, usageE3: 15_000, priceE6: 7_000_000 },
    ])
  })

  it('W2: used 250, now 30: 10 × 7 + 20 × 9 is 250.00', () => {
    expect(yuan(terms(tiered()), { usages: total(30_000), position: { usedBeforeE3: 250_000 } })).toBe('250.00')
  })

  it('a bound belongs to the tier that it ends', () => {
    expect(yuan(terms(tiered()), { usages: total(180_000) })).toBe('900.00')
    expect(yuan(terms(tiered()), { usages: total(180_001) })).toBe('900.01')
  })

  it('what is taken back costs what it had cost', () => {
    const back = charge(terms(tiered()), { usages: total(-30_000), position: { usedBeforeE3: 280_000 } })
    expect(chargeAmount(back)).toBe(-25_000)
    expect(usageParts(back.priced).map(({ tier, usageE3 }) => [tier, usageE3])).toEqual([
      [1, -10_000],
      [2, -20_000],
    ])
  })

  it('below 0 of a tier period the first price holds', () => {
    expect(yuan(terms(tiered()), { usages: total(-5000), position: { usedBeforeE3: 2000 } })).toBe('-25.00')
  })

  it('monthly bounds grow with the months billed, yearly ones do not', () => {
    const byMonth = aTable({ count: { per: 'month' }, tiers: POWER })
    expect(tiersFor(byMonth, { on, months: 2, persons: null }).map(({ upToE3 }) => upToE3)).toEqual([
      360_000,
      700_000,
      null,
    ])
    expect(tiersFor(aTable(), { on, months: 2, persons: null })).toEqual(WATER)
    // 400 kWh of two months stay below 700: 360 × 0.588 + 40 × 0.638.
    const asked = { usages: total(400_000), position: { months: 2 } }
    expect(yuan(terms({ kind: 'tiers', table: byMonth }), asked)).toBe('237.20')
  })

  it('every bound rises for each person above the usual household, per tier period', () => {
    const household = { persons: 4, extraE3: 30_000 }
    const bounds = (table: TierTable, persons: number | null, months = 1) =>
      tiersFor(table, { on, months, persons }).map(({ upToE3 }) => upToE3)
    const byYear = aTable({ household })
    expect(bounds(byYear, 6)).toEqual([240_000, 320_000, null])
    expect(bounds(byYear, 4)).toEqual([180_000, 260_000, null])
    expect(bounds(byYear, 2)).toEqual([180_000, 260_000, null])
    expect(bounds(byYear, null)).toEqual([180_000, 260_000, null])
    expect(bounds(aTable({ count: { per: 'month' }, household }), 5, 3)).toEqual([630_000, 870_000, null])
  })

  it('the season of the end reading has its own tiers', () => {
    const table = aTable({ tiers: POWER, seasons: [{ months: [6, 7, 8, 9], tiers: SUMMER_POWER }] })
    const second = (text: string) => tiersFor(table, { on: localDate(text), months: 1, persons: null })[1]?.upToE3
    expect([second('2025-05-31'), second('2025-06-01'), second('2025-09-30'), second('2025-10-01')]).toEqual([
      350_000, 450_000, 450_000, 350_000,
    ])
  })

  it('a tier year begins on its day, in the year before when that day is still to come', () => {
    const count = { per: 'year', startsMonth: 7, startsDay: 5 } as const
    const start = (text: string) => tierPeriodStart(count, { on: localDate(text), months: 1 })
    expect([start('2025-07-04'), start('2025-07-05'), start('2026-01-01')]).toEqual([
      '2024-07-05',
      '2025-07-05',
      '2025-07-05',
    ])
    expect(tierPeriodKey(count, localDate('2026-07-04'))).toBe('2025-07-05')
  })

  it('a count by month begins with the first month that is billed', () => {
    const start = (months: number) => tierPeriodStart({ per: 'month' }, { on, months })
    expect([start(1), start(2), start(7)]).toEqual(['2025-06-01', '2025-05-01', '2024-12-01'])
    expect(tierPeriodKey({ per: 'month' }, on)).toBe('2025-06')
  })

  it('months billed run from the month after the base, one at least', () => {
    const span = (base: string, end: string) => ({ baseOn: localDate(base), endOn: localDate(end) })
    expect(monthsBilled([span('2025-01-25', '2025-02-25')])).toBe(1)
    expect(monthsBilled([span('2024-12-31', '2025-02-28')])).toBe(2)
    expect(monthsBilled([span('2025-03-10', '2025-03-31')])).toBe(1)
    expect(monthsBilled([span('2025-01-31', '2025-03-10'), span('2025-03-10', '2025-03-31')])).toBe(2)
    expect(monthsBilled([])).toBe(1)
  })
})

describe('whatever the tiers', () => {
  const tiers = fc.uniqueArray(fc.integer({ min: 1, max: 400_000 }), { minLength: 1, maxLength: 4 }).chain((bounds) =>
    fc
      .array(fc.integer({ min: 0, max: 20_000_000 }), { minLength: bounds.length + 1, maxLength: bounds.length + 1 })
      .map((prices) => {
        const rising = [...bounds].sort((a, b) => a - b)
        return prices.map((priceE6, index): Tier => ({ upToE3: rising[index] ?? null, priceE6 }))
      }),
  )
  const usage = fc.integer({ min: 0, max: 500_000 })
  const exact = (of: readonly Tier[], usedBeforeE3: number, usageE3: number) =>
    spreadOverTiers(of, { usedBeforeE3, usageE3 }).reduce(
      (sum, part) => sum + BigInt(part.usageE3) * BigInt(part.priceE6),
      0n,
    )

  it('the parts are the usage, and two bills in a row cost what one costs', () => {
    fc.assert(
      fc.property(tiers, usage, usage, usage, (of, used, first, second) => {
        const parts = spreadOverTiers(of, { usedBeforeE3: used, usageE3: first })
        expect(parts.reduce((sum, part) => sum + part.usageE3, 0)).toBe(first)
        expect(exact(of, used, first) + exact(of, used + first, second)).toBe(exact(of, used, first + second))
      }),
    )
  })

  it('taking usage back gives the same money again', () => {
    fc.assert(
      fc.property(tiers, usage, usage, (of, used, taken) => {
        expect(exact(of, used + taken, -taken)).toBe(-exact(of, used, taken))
      }),
    )
  })

  it('an explanation, written down as JSON, gives its amount again', () => {
    fc.assert(
      fc.property(tiers, usage, usage, (of, used, taken) => {
        const made = charge(terms(tiered({ tiers: of })), { usages: total(taken), position: { usedBeforeE3: used } })
        expect(chargeAmount(JSON.parse(JSON.stringify(made)) as UsageCharge)).toBe(chargeAmount(made))
        expect(chargedUsageE3(made.priced)).toBe(taken)
      }),
    )
  })
})

describe('time of use', () => {
  const pricing: UsagePricing = {
    kind: 'registers',
    prices: [
      { register: 'peak', priceE6: 568_000 },
      { register: 'flat', priceE6: 538_000 },
      { register: 'valley', priceE6: 288_000 },
    ],
  }
  const read: RegisterUsage[] = [
    { register: 'total', usageE3: 165_003 },
    { register: 'peak', usageE3: 80_001 },
    { register: 'flat', usageE3: 45_001 },
    { register: 'valley', usageE3: 40_001 },
  ]
  const priced = (usages: readonly RegisterUsage[]) =>
    priceUsage({
      standard: { rounding: DEFAULT_ROUNDING },
      version: terms(pricing),
      overridePriceE6: null,
      usages,
      on,
      position: { usedBeforeE3: 0, months: 1, persons: null },
    })

  it('prices every register and rounds the sum once; the total only counts', () => {
    // 45.440568 + 24.210538 + 11.520288
    expect(yuan(terms(pricing), { usages: read })).toBe('81.17')
    const made = charge(terms(pricing), { usages: read })
    expect(chargedUsageE3(made.priced)).toBe(165_003)
    expect(usageParts(made.priced)[0]).toEqual({ tier: null, register: 'peak', usageE3: 80_001, priceE6: 568_000 })
  })

  it('a register without a figure or without a price is no silent 0', () => {
    expect(priced(read.slice(0, 3))).toMatchObject({ code: 'usage.register_unread', params: { register: 'valley' } })
    expect(priced([...read, { register: 'sharp', usageE3: 0 }])).toMatchObject({
      code: 'usage.register_unpriced',
      params: { register: 'sharp' },
    })
  })
})

describe('minimum and surcharge', () => {
  const with_ = (changes: Partial<UsageTerms>, usageE3: number) =>
    yuan(terms(flat(1_500_000), changes), { usages: total(usageE3) })

  it('a bill costs the minimum at least', () => {
    expect(with_({ minimumFen: fen(5000) }, 20_000)).toBe('50.00')
    expect(with_({ minimumFen: fen(5000) }, 0)).toBe('50.00')
    expect(with_({ minimumFen: fen(5000) }, 40_000)).toBe('60.00')
    const steps = exactCharge(charge(terms(flat(1_500_000), { minimumFen: fen(5000) }), { usages: total(20_000) }))
    expect([steps.usage, steps.minimum].map(({ num }) => num)).toEqual([3000n, 2000n])
  })

  it('a surcharge says whether it is per unit, fixed or a part of the charge', () => {
    expect(with_({ surcharge: { kind: 'per_unit', priceE6: 20_000 } }, 20_000)).toBe('30.40')
    expect(with_({ surcharge: { kind: 'fixed', amountFen: fen(200) } }, 20_000)).toBe('32.00')
    expect(with_({ surcharge: { kind: 'percent', ppm: 25_000 } }, 20_000)).toBe('30.75')
  })

  it('a surcharge comes on top of the minimum, and all is rounded once', () => {
    expect(with_({ minimumFen: fen(5000), surcharge: { kind: 'percent', ppm: 100_000 } }, 20_000)).toBe('55.00')
    // 0.0045 + 0.0015 are 0.006: neither part alone gives a fen.
    expect(with_({ surcharge: { kind: 'per_unit', priceE6: 500_000 } }, 3)).toBe('0.01')
  })

  it('usage that is taken back bears neither the minimum nor a fixed surcharge', () => {
    expect(with_({ minimumFen: fen(5000), surcharge: { kind: 'fixed', amountFen: fen(200) } }, -20_000)).toBe('-30.00')
    expect(with_({ surcharge: { kind: 'per_unit', priceE6: 20_000 } }, -20_000)).toBe('-30.40')
    expect(with_({ surcharge: { kind: 'percent', ppm: 25_000 } }, -20_000)).toBe('-30.75')
  })

  it('stops at a type that it does not know', () => {
    const made = charge(terms(flat(1)), { usages: total(1) })
    const strange = { kind: 'strange' } as never
    expect(() => chargeAmount({ ...made, surcharge: strange })).toThrow(/surcharge/)
    expect(() => usageParts(strange)).toThrow(/priced usage/)
    expect(() => charge(terms(strange), { usages: total(1) })).toThrow(/usage pricing/)
    expect(() => orderUsageVersions([terms(strange)], 'own')).toThrow(/usage pricing/)
    expect(() => orderUsageVersions([terms(flat(1), { surcharge: strange })], 'own')).toThrow(/surcharge/)
  })
})

describe('saving versions', () => {
  const check = (pricing: UsagePricing, changes: Partial<UsageTerms> = {}) =>
    orderUsageVersions([terms(pricing, changes)], 'own')

  it('orders them by date and wants one at least, one a day', () => {
    const later = { ...terms(flat(2)), fromOn: localDate('2025-01-01') }
    const ordered = orderUsageVersions([later, terms(flat(1))], 'own')
    expect(ordered).toMatchObject({ kind: 'ordered', versions: [{ fromOn: '2024-01-01' }, { fromOn: '2025-01-01' }] })
    expect(orderUsageVersions([], 'own')).toMatchObject({ code: 'standard.price_missing' })
    expect(orderUsageVersions([later, later], 'own')).toMatchObject({ code: 'standard.same_date', field: 'fromOn' })
  })

  it.each<[string, UsagePricing, string, string]>([
    ['a negative price', flat(-1), 'standard.price_out_of_range', 'pricing.priceE6'],
    ['half a price', flat(0.5), 'standard.price_out_of_range', 'pricing.priceE6'],
    ['no tier', tiered({ tiers: [] }), 'standard.tier_missing', 'pricing.table.tiers'],
    [
      'a last tier that ends',
      tiered({ tiers: WATER.slice(0, 2) }),
      'standard.last_tier_ends',
      'pricing.table.tiers.1.upToE3',
    ],
    [
      'bounds that do not rise',
      tiered({ tiers: [...WATER.slice(0, 1), ...WATER] }),
      'standard.tiers_not_rising',
      'pricing.table.tiers.1.upToE3',
    ],
    [
      'an open tier in the middle',
      tiered({ tiers: [...WATER, ...WATER] }),
      'standard.tiers_not_rising',
      'pricing.table.tiers.2.upToE3',
    ],
    [
      'a bound that is no figure',
      tiered({ tiers: [{ upToE3: 0.5, priceE6: 1 }, ...WATER.slice(2)] }),
      'standard.tiers_not_rising',
      'pricing.table.tiers.0.upToE3',
    ],
    [
      'a price that nobody means',
      tiered({ tiers: [{ upToE3: null, priceE6: 2_000_000_000_000 }] }),
      'standard.price_out_of_range',
      'pricing.table.tiers.0.priceE6',
    ],
    [
      'a tier year from the 29th',
      tiered({ count: { per: 'year', startsMonth: 2, startsDay: 29 } }),
      'standard.tier_year_start',
      'pricing.table.count',
    ],
    [
      'a tier year from month 0',
      tiered({ count: { per: 'year', startsMonth: 0, startsDay: 1 } }),
      'standard.tier_year_start',
      'pricing.table.count',
    ],
    [
      'a tier year from month 13',
      tiered({ count: { per: 'year', startsMonth: 13, startsDay: 1 } }),
      'standard.tier_year_start',
      'pricing.table.count',
    ],
    [
      'a tier year from day 0',
      tiered({ count: { per: 'year', startsMonth: 1, startsDay: 0 } }),
      'standard.tier_year_start',
      'pricing.table.count',
    ],
    [
      'a season without months',
      tiered({ seasons: [{ months: [], tiers: WATER }] }),
      'standard.season_months',
      'pricing.table.seasons.0.months',
    ],
    [
      'a month in two seasons',
      tiered({
        seasons: [
          { months: [6, 7], tiers: WATER },
          { months: [7, 8], tiers: WATER },
        ],
      }),
      'standard.season_months',
      'pricing.table.seasons.1.months',
    ],
    [
      'a month that is none',
      tiered({ seasons: [{ months: [1.5], tiers: WATER }] }),
      'standard.season_months',
      'pricing.table.seasons.0.months',
    ],
    [
      'a month 0',
      tiered({ seasons: [{ months: [0], tiers: WATER }] }),
      'standard.season_months',
      'pricing.table.seasons.0.months',
    ],
    [
      'a month 13',
      tiered({ seasons: [{ months: [13], tiers: WATER }] }),
      'standard.season_months',
      'pricing.table.seasons.0.months',
    ],
    [
      'a season without tiers',
      tiered({ seasons: [{ months: [6], tiers: [] }] }),
      'standard.tier_missing',
      'pricing.table.seasons.0.tiers',
    ],
    [
      'a household of a thousand',
      tiered({ household: { persons: 1000, extraE3: 1 } }),
      'standard.household_out_of_range',
      'pricing.table.household',
    ],
    [
      'a negative extra',
      tiered({ household: { persons: 4, extraE3: -1 } }),
      'standard.household_out_of_range',
      'pricing.table.household',
    ],
    [
      'one register alone',
      { kind: 'registers', prices: [{ register: 'peak', priceE6: 1 }] },
      'standard.register_missing',
      'pricing.prices',
    ],
    [
      'a register twice',
      {
        kind: 'registers',
        prices: [
          { register: 'peak', priceE6: 1 },
          { register: 'peak', priceE6: 2 },
        ],
      },
      'standard.register_twice',
      'pricing.prices.1.register',
    ],
    [
      'a register below 0',
      {
        kind: 'registers',
        prices: [
          { register: 'peak', priceE6: 1 },
          { register: 'valley', priceE6: -2 },
        ],
      },
      'standard.price_out_of_range',
      'pricing.prices.1.priceE6',
    ],
  ])('refuses %s', (_what, pricing, code, field) => {
    expect(check(pricing)).toEqual({ kind: 'refused', code, params: { fromOn: '2024-01-01' }, field })
  })

  it('takes tables with seasons, households and both counts', () => {
    const seasons = [{ months: [6, 7, 8], tiers: SUMMER_POWER }]
    expect(check(tiered({ seasons, household: { persons: 4, extraE3: 30_000 } })).kind).toBe('ordered')
    expect(check(tiered({ count: { per: 'month' } })).kind).toBe('ordered')
    expect(
      check({
        kind: 'registers',
        prices: [
          { register: 'peak', priceE6: 568_000 },
          { register: 'valley', priceE6: 288_000 },
        ],
      }).kind,
    ).toBe('ordered')
  })

  it('refuses a minimum or a surcharge out of range', () => {
    expect(check(flat(1), { minimumFen: fen(-1) })).toMatchObject({ code: 'standard.minimum_out_of_range' })
    expect(check(flat(1), { minimumFen: fen(5000) }).kind).toBe('ordered')
    const surcharges: UsageSurcharge[] = [
      { kind: 'per_unit', priceE6: -1 },
      { kind: 'fixed', amountFen: fen(-1) },
      { kind: 'percent', ppm: 10_000_001 },
    ]
    for (const surcharge of surcharges) {
      expect(check(flat(1), { surcharge })).toMatchObject({ code: 'standard.surcharge_out_of_range' })
    }
    expect(check(flat(1), { surcharge: { kind: 'percent', ppm: 50_000 } }).kind).toBe('ordered')
  })

  it('what is collected for others bears no surcharge', () => {
    const version = terms(flat(1), { surcharge: { kind: 'percent', ppm: 50_000 } })
    expect(orderUsageVersions([version], 'collected_for_others')).toMatchObject({
      code: 'standard.surcharge_on_collected',
      field: 'surcharge',
    })
  })
})
