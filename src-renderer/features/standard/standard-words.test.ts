import { afterEach, describe, expect, it } from 'vitest'

import type { Id } from '../../../src-shared/kernel/ids.ts'
import { localDate } from '../../../src-shared/kernel/time.ts'
import { switchLanguage } from '../../platform/i18n.ts'
import { newStandardDraft, readStandardDraft } from './create/standard-draft.ts'
import { faultOf, insertAt } from './price/formula-text.ts'
import { draftOfVersion, fieldsOf } from './price/price-draft.ts'
import { cycleText, dueText, nextPriceText, priceOn, roundingText, versionText } from './standard-words.ts'
import type { StandardDraft } from './create/standard-draft.ts'
import type { FeeItem, PriceVersion, Standard } from './standard-words.ts'

const id = '0190b5f0-0000-7000-8000-000000000001' as Id
const plain = { surcharge: null, formula: null, usage: null, document: null, publicFromOn: null, publicToOn: null }
const version = (fromOn: string, priceE6: number): PriceVersion => ({
  ...plain,
  versionId: id,
  fromOn: localDate(fromOn),
  priceE6,
})
const STANDARD: Standard = {
  standardId: id,
  version: 1,
  code: 'WY-01',
  name: '住宅物业费',
  feeItemId: id,
  feeItemName: '物业费',
  pricingKind: 'area',
  terms: {
    pricing: { kind: 'area', basis: 'built' },
    rounding: { mode: 'half_up', precision: 'fen', scope: 'month' },
    proration: { kind: 'actual_days' },
    cycleMonths: 1,
    timing: 'prepaid',
    anchor: { kind: 'natural' },
    issue: { kind: 'day_of_month', day: 1 },
    due: { kind: 'end_of_period' },
    rollDue: false,
    quotedPer: 'month',
    notBeforeDays: 7,
  },
  versions: [version('2024-01-01', 1_600_000), version('2027-01-01', 1_800_000)],
  boundRooms: 0,
  endedOn: null,
}

afterEach(() => switchLanguage('zh-CN'))

describe('the price of a standard', () => {
  it('is the one in force on the day, and a later one is announced', () => {
    expect(priceOn(STANDARD, localDate('2026-12-31'))).toBe('1.60 元/㎡·月')
    expect(nextPriceText(STANDARD, localDate('2026-12-31'))).toBe('2027-01-01 起 1.80 元/㎡·月')
    expect(priceOn(STANDARD, localDate('2027-01-01'))).toBe('1.80 元/㎡·月')
    expect(nextPriceText(STANDARD, localDate('2027-01-01'))).toBe('')
  })

  it('is rounded as the contract says, in both languages', async () => {
    expect(roundingText({ mode: 'down', precision: 'yuan' })).toBe('只舍不入到元')
    await switchLanguage('en-US')
    expect(roundingText({ mode: 'down', precision: 'yuan' })).toBe('down to 1 yuan')
  })
})

describe('other ways of pricing', () => {
  const priced = (pricing: Standard['terms']['pricing'], more: Partial<Standard['terms']> = {}): Standard => ({
    ...STANDARD,
    terms: { ...STANDARD.terms, pricing, ...more },
  })
  const of = (standard: Standard, more: Partial<PriceVersion> = {}) =>
    versionText(standard, { ...version('2024-01-01', 5_000_000), ...more })

  it('say their unit, their surcharge, and what the price stands for', () => {
    expect(of(priced({ kind: 'count', of: 'person' }))).toBe('5.00 元/人·月')
    expect(of(priced({ kind: 'fixed' }, { quotedPer: 'year' }))).toBe('5.00 元/户·年')
    expect(of(priced({ kind: 'fixed' }, { quotedPer: 'period', cycleMonths: 3 }))).toBe('5.00 元/户·3 个月')
    expect(of(STANDARD, { surcharge: { kind: 'percent', ratePpm: 50_000 } })).toBe('5.00 元/㎡·月，另加 5%')
    expect(of(priced({ kind: 'formula' }), { formula: '建筑面积 × 2' })).toBe('建筑面积 × 2')
  })

  it('name tiers with their bounds', () => {
    const tiers = [
      { upToE3: 180_000, priceE6: 5_000_000 },
      { upToE3: null, priceE6: 7_000_000 },
    ]
    const table = { count: { per: 'month' }, tiers, seasons: [], household: null, onTransfer: 'new_count' } as const
    const usage = { pricing: { kind: 'tiers', table: { ...table, tiers, seasons: [] } }, minimumFen: null } as const
    expect(of(priced({ kind: 'metered', medium: 'cold_water' }), { usage: usage as never })).toBe('5.00 / 7.00（180）')
  })

  it('say cycle and due day in words', () => {
    const { terms } = STANDARD
    expect(cycleText({ ...terms, cycleMonths: 3, anchor: { kind: 'hand_over' } })).toBe('3 个月，先付，交房周年')
    expect(dueText({ due: { kind: 'days_after_issue', days: 15 }, rollDue: true })).toBe('出账后 15 天，遇休息日顺延')
  })
})

describe('the form of a new standard', () => {
  const filled = (of: StandardDraft): StandardDraft => ({
    ...of,
    code: 'TC',
    name: '停车',
    price: { ...of.price, priceE6: 1_800_000 },
  })
  const fresh = (fees: readonly FeeItem[] = []) => newStandardDraft(localDate('2026-12-01'), fees)
  const read = (draft: StandardDraft) => {
    const reading = readStandardDraft(draft)
    return reading.kind === 'ready' ? reading.input : reading.errors
  }

  it('names every field that is still empty', () => {
    expect(Object.keys(read(fresh()))).toEqual(['code', 'name', 'priceE6'])
  })

  it('refuses a code with other signs before core does', () => {
    expect(read({ ...filled(fresh()), code: '物业 01' })).toEqual({ code: '只能用字母、数字、- 和 _，最多 20 位。' })
  })

  it('charges the first fee of the project, and makes a new one only when that is chosen', () => {
    const fee: FeeItem = {
      feeItemId: id,
      name: '物业费',
      nature: 'revenue',
      expects: 'every_room',
      taxRatePpm: 0,
      family: 'planned',
    }
    expect(read(filled(fresh()))).toMatchObject({
      item: { kind: 'new', name: '物业费', nature: 'revenue', expects: 'every_room', taxRatePpm: 0 },
    })
    const second = filled(fresh([fee]))
    expect(read(second)).toMatchObject({ item: { kind: 'existing', feeItemId: id } })
    const unnamed = { ...second, item: { ...second.item, feeItemId: null } }
    expect(read(unnamed)).toEqual({ 'item.name': '请填写这一项。' })
    expect(read({ ...unnamed, item: { ...unnamed.item, name: ' 停车费 ', taxRatePpm: 90_000 } })).toMatchObject({
      item: { kind: 'new', name: '停车费', nature: 'revenue', expects: 'bound_only', taxRatePpm: 90_000 },
    })
  })

  it('sends of each setting what was chosen, and nothing of what another kind had asked', () => {
    const draft = filled(fresh())
    const terms = (changes: Partial<StandardDraft['terms']>) =>
      read({ ...draft, terms: { ...draft.terms, ...changes } })
    expect(terms({ dueDay: 20 })).toMatchObject({ terms: { due: { kind: 'end_of_period' } } })
    expect(terms({ due: 'day_of_month', dueDay: 20 })).toMatchObject({
      terms: { due: { kind: 'day_of_month', day: 20 } },
    })
    expect(terms({ kind: 'count', countOf: 'card' })).toMatchObject({
      terms: { pricing: { kind: 'count', of: 'card' } },
    })
    expect(terms({ proration: 'half_month', halfLater: 'none' })).toMatchObject({
      terms: { proration: { kind: 'half_month', later: 'none' } },
    })
    expect(terms({ timing: 'postpaid', issue: 'days_before_start' })).toMatchObject({
      terms: { timing: 'postpaid', issue: { kind: 'day_of_month', day: 1 } },
    })
    expect(terms({ kind: 'one_off', cycleMonths: 12, minFen: 1_500 })).toEqual({ maxFen: '请填写这一项。' })
    expect(terms({ kind: 'one_off', cycleMonths: 12, minFen: 1_500, maxFen: 3_000 })).toMatchObject({
      item: { expects: 'bound_only' },
      terms: { cycleMonths: 1, pricing: { kind: 'one_off', minFen: 1_500, maxFen: 3_000 } },
    })
    expect(terms({ kind: 'metered' })).toMatchObject({
      terms: { timing: 'postpaid' },
      price: { priceE6: 0, usage: { pricing: { kind: 'flat', priceE6: 1_800_000 }, minimumFen: null } },
    })
  })

  it('asks for the formula, the surcharge and the tiers that were begun', () => {
    const draft = filled(fresh())
    const price = (kind: StandardDraft['terms']['kind'], changes: Partial<StandardDraft['price']>) =>
      read({ ...draft, terms: { ...draft.terms, kind }, price: { ...draft.price, ...changes } })
    expect(price('formula', { priceE6: null })).toEqual({ formula: '请填写这一项。' })
    expect(price('formula', { priceE6: null, formula: '建筑面积 × 2' })).toMatchObject({
      price: { priceE6: 0, formula: '建筑面积 × 2' },
    })
    expect(price('area', { surchargeKind: 'percent' })).toEqual({ surcharge: '请填写这一项。' })
    expect(price('area', { surchargeKind: 'percent', surchargePpm: 50_000 })).toMatchObject({
      price: { surcharge: { kind: 'percent', ratePpm: 50_000 } },
    })
    const tiers = [
      { upToE3: 180_000, priceE6: 5_000_000 },
      { upToE3: 999, priceE6: 7_000_000 },
    ]
    expect(price('metered', { usageKind: 'tiers' })).toEqual({ usage: '请填写这一项。' })
    expect(price('metered', { usageKind: 'tiers', tiers })).toMatchObject({
      price: { usage: { pricing: { table: { tiers: [tiers[0], { upToE3: null, priceE6: 7_000_000 }] } } } },
    })
  })

  it('names a refusal of core as its own field is named', () => {
    expect(
      fieldsOf({
        'terms.notBeforeDays': 'a',
        'price.fromOn': 'b',
        'pricing.table.tiers.0.upToE3': 'c',
        'item.name': 'd',
      }),
    ).toEqual({
      notBeforeDays: 'a',
      fromOn: 'b',
      usage: 'c',
      'item.name': 'd',
    })
    expect(fieldsOf({ 'terms.pricing.parentItemId': 'e', 'terms.pricing': 'f' })).toEqual({
      parentItemId: 'e',
      pricing: 'f',
    })
  })

  it('begins a further price with what holds now', () => {
    const before = {
      ...version('2024-01-01', 5_000_000),
      surcharge: { kind: 'fixed', amountFen: 200 as never },
    } as PriceVersion
    expect(draftOfVersion(before)).toMatchObject({ priceE6: null, surchargeKind: 'fixed', surchargeFen: 200 })
  })
})

describe('a formula that is typed', () => {
  it('is marked where it stops being one', () => {
    expect(faultOf('建筑面积 × 2')).toBeNull()
    expect(faultOf('建筑面积 × 人数 + 1')).toMatchObject({ before: '建筑面积 × ', at: '人数', after: ' + 1' })
    expect(faultOf('(楼层 + 1')).toMatchObject({ before: '(楼层 + 1', at: '␣', after: '' })
  })

  it('takes a name at the caret, and a function with the caret in its brackets', () => {
    expect(insertAt('1 + ', '楼层', { start: 4, end: 4 })).toEqual({ text: '1 + 楼层', caret: 6 })
    expect(insertAt('x', '最大()', { start: 0, end: 1 })).toEqual({ text: '最大()', caret: 3 })
  })
})
