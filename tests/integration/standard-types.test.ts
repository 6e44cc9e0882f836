import { afterEach, beforeEach, describe, expect, it } from 'vitest'

import type { Input } from '../../src-main/core/request/context.ts'
import type { Id } from '../../src-shared/kernel/ids.ts'
import type { LocalDate, Month } from '../../src-shared/kernel/time.ts'
import { EVERYTHING, PRICE, TERMS, billingWorld, home } from '../support/billing-world.ts'
import { startTestCore } from '../support/test-core.ts'
import type { TestCore } from '../support/test-core.ts'

type Created = Input<'standard.create'>
const day = (text: string): LocalDate => text as LocalDate
const month = (text: string): Month => text as Month

let test: TestCore
const world = billingWorld(() => test)
beforeEach(async () => {
  test = await startTestCore()
  await world.goLive('2024-01-01')
})
afterEach(() => test.stop())

interface Standard {
  readonly terms?: Partial<Created['terms']>
  readonly price?: Partial<Created['price']>
  readonly item?: Created['item']
  readonly boundFrom?: string
}

let standards = 0
async function create({ terms, price, item }: Standard) {
  const code = `T${++standards}`
  return test.admin.command('standard.create', {
    code,
    name: code,
    item: item ?? { kind: 'new', name: `费用${code}`, nature: 'revenue', expects: 'bound_only', taxRatePpm: 0 },
    terms: { ...TERMS, ...terms },
    price: { ...PRICE, fromOn: day('2020-01-01'), ...price },
  } as Created)
}

/** A standard on one room; answers both ids. */
async function charge(roomId: string, standard: Standard): Promise<string> {
  const { standardId } = await create(standard)
  await test.admin.command('standard.bind', {
    standardId,
    target: { kind: 'rooms', roomIds: [roomId as Id] },
    fromOn: day(standard.boundFrom ?? '2024-01-01'),
    override: null,
  })
  await test.core.jobs.settled()
  return standardId
}

async function room(more: Parameters<typeof home>[2] = {}, areaE2: number | null = 8_943): Promise<string> {
  const [id = ''] = await world.addRooms([home('3-1-0101', areaE2, more)])
  return id
}

const setFigures = (roomId: string, fromOn: string, figures: Partial<Input<'standard.set_figures'>['figures']>) =>
  test.admin.command('standard.set_figures', {
    roomId: roomId as Id,
    fromOn: day(fromOn),
    figures: { persons: null, spaces: null, vehicles: null, cards: null, coefficientPpm: null, ...figures },
  })

const preview = (of: string, scope: object = {}) =>
  test.admin.query('billing.preview', { month: month(of), scope: { ...EVERYTHING, ...scope } })

async function amounts(of: string): Promise<readonly number[]> {
  const rows = { month: month(of), scope: EVERYTHING, show: 'created', from: 0, size: 200 } as const
  return (await test.admin.query('billing.preview_rows', rows)).rows.map((row) => row.amountFen ?? 0)
}

async function publish(of: string) {
  const { fingerprint } = await preview(of)
  await test.admin.command('billing.publish', { month: month(of), scope: EVERYTHING, fingerprint })
  await test.core.jobs.settled()
}

const lines = () => test.admin.query('billing.lines', { filter: {}, sort: { key: 'month', direction: 'asc' } })
async function explain(at = 0) {
  const lineId = (await lines()).rows[at]?.lineId as Id
  return test.admin.query('billing.explain', { lineId })
}

describe('what is charged for', () => {
  it('an area: inner, and the share that the building adds to it', async () => {
    const areas = [{ fromOn: null, builtAreaE2: 10_000, innerAreaE2: 7_850 }]
    const roomId = await room({ areas })
    await charge(roomId, { terms: { pricing: { kind: 'area', basis: 'inner' } }, price: { priceE6: 2_000_000 } })
    await charge(roomId, { terms: { pricing: { kind: 'area', basis: 'share' } }, price: { priceE6: 1_000_000 } })
    expect([...(await amounts('2026-11'))].sort((a, b) => a - b)).toEqual([2_150, 15_700])
  })

  it('the home: 8.00 whatever its size', async () => {
    await charge(await room({}, null), { terms: { pricing: { kind: 'fixed' } }, price: { priceE6: 8_000_000 } })
    expect(await amounts('2026-11')).toEqual([800])
  })

  it('people: those of the first billed day of the period, and nobody counted is not nobody there', async () => {
    const roomId = await room()
    await charge(roomId, { terms: { pricing: { kind: 'count', of: 'person' } }, price: { priceE6: 5_000_000 } })
    expect((await preview('2026-11')).skipped).toEqual([
      { reason: 'billing.count_missing', count: 1, example: '3-1-0101' },
    ])
    await setFigures(roomId, '2026-01-01', { persons: 3 })
    await setFigures(roomId, '2026-11-15', { persons: 4 })
    expect(await amounts('2026-11')).toEqual([1_500])
    expect(await amounts('2026-12')).toEqual([2_000])
    await publish('2026-11')
    const late = await test.admin.refusal(setFigures(roomId, '2026-11-20', { persons: 1 }))
    expect(late).toMatchObject({ code: 'standard.figures_in_billed_month', params: { month: '2026-11' } })
  })

  it('spaces, vehicles and cards', async () => {
    const roomId = await room()
    await setFigures(roomId, '2026-01-01', { spaces: 2, vehicles: 1, cards: 3 })
    for (const of of ['space', 'vehicle', 'card'] as const)
      await charge(roomId, { terms: { pricing: { kind: 'count', of } }, price: { priceE6: 60_000_000 } })
    expect([...(await amounts('2026-11'))].sort((a, b) => a - b)).toEqual([6_000, 12_000, 18_000])
  })

  it('a formula with Chinese names, and the line keeps the figures that it used', async () => {
    const roomId = await room({ floor: '12层' })
    await setFigures(roomId, '2026-01-01', { coefficientPpm: 1_100_000 })
    await charge(roomId, {
      terms: { pricing: { kind: 'formula' } },
      price: { priceE6: 200_000, formula: '如果(楼层 > 2, 建筑面积 × 单价 × 系数, 0)' },
    })
    // 89.43 × 0.20 × 1.1 = 19.6746
    expect(await amounts('2026-11')).toEqual([1_967])
    await publish('2026-11')
    expect(await explain()).toMatchObject({
      amountFen: 1_967,
      recomputedFen: 1_967,
      charge: {
        exact: '19.6746',
        formula: {
          text: '如果(楼层 > 2, 建筑面积 × 单价 × 系数, 0)',
          values: [
            { name: '楼层', value: 12, scale: 0 },
            { name: '建筑面积', value: 8_943, scale: 2 },
            { name: '单价', value: 200_000, scale: 6 },
            { name: '系数', value: 1_100_000, scale: 6 },
          ],
        },
      },
    })
  })

  it('B28: a formula that cannot be read is refused with its column, one that finds no figure is a row of its own', async () => {
    const roomId = await room()
    const formula = (text: string) =>
      create({ terms: { pricing: { kind: 'formula' } }, price: { priceE6: 0, formula: text } })
    expect(await test.admin.refusal(formula('建筑面积 × 人数'))).toMatchObject({
      code: 'formula.unknown_variable',
      params: { column: 8, name: '人数' },
      field: 'formula',
    })
    expect((await test.admin.refusal(formula('建筑面积 / 0'))).code).toBe('formula.division_by_zero')
    await charge(roomId, { terms: { pricing: { kind: 'formula' } }, price: { priceE6: 0, formula: '人口 × 2' } })
    expect((await preview('2026-11')).skipped).toMatchObject([{ reason: 'billing.figure_missing', count: 1 }])
  })

  it('with a surcharge, of whose money it is none when it is collected for others', async () => {
    const roomId = await room()
    await charge(roomId, { price: { surcharge: { kind: 'percent', ratePpm: 50_000 } } })
    // 160.974 × 1.05 = 169.0227
    expect(await amounts('2026-11')).toEqual([16_902])
    const item = {
      kind: 'new',
      name: '代收费',
      nature: 'collected_for_others',
      expects: 'bound_only',
      taxRatePpm: 0,
    } as const
    const refused = create({ item, price: { surcharge: { kind: 'fixed', amountFen: 100 as never } } })
    expect((await test.admin.refusal(refused)).code).toBe('standard.surcharge_on_agency')
  })
})

describe('cycles', () => {
  it('B22: 15,000 a year comes to 15,000.00 over its twelve months, made by the first run of the year', async () => {
    await charge(await room(), {
      terms: { pricing: { kind: 'fixed' }, quotedPer: 'year', cycleMonths: 12 },
      price: { priceE6: 15_000_000_000 },
    })
    const seen = await preview('2026-01')
    expect(seen).toMatchObject({ created: 12, totalFen: 1_500_000 })
    await publish('2026-01')
    expect((await lines()).rows.map((row) => row.dueOn)).toEqual(Array.from({ length: 12 }, () => '2026-12-31'))
    expect(await preview('2026-07')).toMatchObject({ created: 0, existing: 12 })
  })

  it('B5: a quarter that is rounded once shares its 元 over the months', async () => {
    await charge(await room({}, 10_024), {
      terms: { cycleMonths: 12, rounding: { mode: 'half_up', precision: 'yuan', scope: 'period' } },
      price: { priceE6: 1_400_000 },
    })
    // 100.24 × 1.4 × 12 = 1,684.032
    expect(await preview('2026-01')).toMatchObject({ created: 12, totalFen: 168_400 })
  })

  it('a postpaid quarter is billed when it is over, with what ended in it', async () => {
    const roomId = await room()
    const standardId = await charge(roomId, { terms: { cycleMonths: 3, timing: 'postpaid' } })
    const { bindings } = await test.admin.query('standard.bindings', { standardId: standardId as Id, text: '' })
    await test.admin.command('standard.end_binding', {
      bindingId: bindings[0]?.bindingId as Id,
      toOn: day('2026-08-15'),
    })
    expect(await preview('2026-09')).toMatchObject({ created: 0 })
    // July 160.97, half of August 160.974 × 15/31 = 77.89
    expect(await amounts('2026-10')).toEqual([16_097, 7_789])
  })

  it('B20: a year from the day of hand-over begins on the 28th in a common year', async () => {
    const ownerTerms = [{ fromOn: day('2024-02-29'), toOn: null, owners: [{ name: '业主', phone: null, idNo: null }] }]
    await charge(await room({ handoverOn: day('2024-02-29'), ownerTerms }), {
      terms: {
        anchor: { kind: 'hand_over' },
        cycleMonths: 12,
        issue: { kind: 'days_before_start', days: 7 },
        rounding: { mode: 'half_up', precision: 'fen', scope: 'period' },
      },
    })
    const year = await preview('2025-06')
    // 12 × 160.974 = 1,931.688 from 2025-02-28 to 2026-02-27, in 13 natural months.
    expect(year).toMatchObject({ created: 13, totalFen: 193_169 })
    const rows = { month: month('2025-06'), scope: EVERYTHING, show: 'created', from: 0, size: 20 } as const
    const made = (await test.admin.query('billing.preview_rows', rows)).rows
    expect([made[0]?.fromOn, made.at(-1)?.toOn]).toEqual(['2025-02-28', '2026-02-27'])
  })

  it('B13: a price that rises in the middle of a month makes two lines', async () => {
    const standardId = await charge(await room(), { price: { priceE6: 1_800_000 } })
    await test.admin.command('standard.add_price', {
      standardId: standardId as Id,
      version: 1,
      price: { ...PRICE, fromOn: day('2025-06-16'), priceE6: 2_100_000 },
    })
    expect(await amounts('2025-06')).toEqual([8_049, 9_390])
  })

  it.each([
    ['B7', { kind: 'actual_days' }, [7_270]],
    ['B8', { kind: 'thirty_days' }, [7_512]],
    ['B10', { kind: 'half_month', later: 'half' }, [8_049]],
    ['B11', { kind: 'next_month' }, []],
  ] as const)('%s: hand-over on 18 March 2025', async (_case, proration, expected) => {
    const ownerTerms = [{ fromOn: day('2025-03-18'), toOn: null, owners: [{ name: '业主', phone: null, idNo: null }] }]
    await charge(await room({ handoverOn: day('2025-03-18'), ownerTerms }), { terms: { proration } })
    expect(await amounts('2025-03')).toEqual(expected)
    expect(await amounts('2025-04')).toEqual([16_097])
  })

  it('B17: a space for 300 a month from 20 May', async () => {
    await charge(await room({ usage: 'parking' }, null), {
      terms: { pricing: { kind: 'fixed' } },
      price: { priceE6: 300_000_000 },
      boundFrom: '2025-05-20',
    })
    expect(await amounts('2025-05')).toEqual([11_613])
  })
})

describe('when a bill is due', () => {
  const dueOf = async (terms: Standard['terms']): Promise<string | undefined> => {
    await charge(await room(), terms === undefined ? {} : { terms })
    await publish('2026-11')
    return (await lines()).rows[0]?.dueOn
  }
  // The clock of the tests stands on 2026-11-23, a Monday.
  it('so many days after it was made', async () => {
    expect(await dueOf({ due: { kind: 'days_after_issue', days: 20 } })).toBe('2026-12-13')
  })
  it('on the next working day when that was agreed', async () => {
    expect(await dueOf({ due: { kind: 'days_after_issue', days: 20 }, rollDue: true })).toBe('2026-12-14')
  })
  it('never sooner than the standard promises', async () => {
    expect(await dueOf({ due: { kind: 'day_of_month', day: 5 }, notBeforeDays: 10 })).toBe('2026-12-03')
  })
  it('on its very day when nothing was promised', async () => {
    expect(await dueOf({ due: { kind: 'day_of_month', day: 25 }, notBeforeDays: 0 })).toBe('2026-11-25')
  })
})
