import { afterEach, describe, expect, it } from 'vitest'

import type { Id } from '../../../src-shared/kernel/ids.ts'
import { localDate } from '../../../src-shared/kernel/time.ts'
import { switchLanguage } from '../../platform/i18n.ts'
import { newStandardDraft, readStandardDraft } from './create/standard-draft.ts'
import { nextPriceText, priceOn, roundingText } from './standard-words.ts'
import type { StandardDraft } from './create/standard-draft.ts'
import type { Standard } from './standard-words.ts'

const id = '0190b5f0-0000-7000-8000-000000000001' as Id
const STANDARD: Standard = {
  standardId: id,
  version: 1,
  code: 'WY-01',
  name: '住宅物业费',
  feeItemId: id,
  feeItemName: '物业费',
  areaBasis: 'built',
  rounding: { mode: 'half_up', precision: 'fen' },
  proration: 'actual_days',
  dueRule: { kind: 'end_of_period' },
  versions: [
    { versionId: id, fromOn: localDate('2024-01-01'), priceE6: 1_600_000, document: null },
    { versionId: id, fromOn: localDate('2027-01-01'), priceE6: 1_800_000, document: null },
  ],
  boundRooms: 0,
  endedOn: null,
}

afterEach(() => switchLanguage('zh-CN'))

describe('the price of a standard', () => {
  it('is the one in force on the day, and a later one is announced', () => {
    expect(priceOn(STANDARD, localDate('2026-12-31'))).toBe('1.60')
    expect(nextPriceText(STANDARD, localDate('2026-12-31'))).toBe('2027-01-01 起 1.80')
    expect(priceOn(STANDARD, localDate('2027-01-01'))).toBe('1.80')
    expect(nextPriceText(STANDARD, localDate('2027-01-01'))).toBe('')
  })

  it('is rounded as the contract says, in both languages', async () => {
    expect(roundingText({ mode: 'down', precision: 'yuan' })).toBe('只舍不入到元')
    await switchLanguage('en-US')
    expect(roundingText({ mode: 'down', precision: 'yuan' })).toBe('down to 1 yuan')
  })
})

describe('the form of a new standard', () => {
  it('names every field that is still empty', () => {
    const reading = readStandardDraft(newStandardDraft(localDate('2026-12-01'), []))
    expect(reading.kind).toBe('incomplete')
    expect(reading.kind === 'incomplete' && Object.keys(reading.errors)).toEqual(['code', 'name', 'priceE6'])
  })

  it('refuses a code with other signs before core does', () => {
    const draft = {
      ...newStandardDraft(localDate('2026-12-01'), []),
      code: '物业 01',
      name: '住宅',
      priceE6: 1_800_000,
    }
    expect(readStandardDraft(draft)).toEqual({
      kind: 'incomplete',
      errors: { code: '只能用字母、数字、- 和 _，最多 20 位。' },
    })
  })

  it('charges the first fee of the project, and makes a new one only when that is chosen', () => {
    const fees = [{ feeItemId: id, name: '物业费', nature: 'revenue', expects: 'every_room' }] as const
    const filled = { code: 'TC', name: '停车', priceE6: 1_800_000 }
    const item = (draft: StandardDraft) => {
      const reading = readStandardDraft(draft)
      return reading.kind === 'ready' ? reading.input.item : reading.errors
    }
    const first = { ...newStandardDraft(localDate('2026-12-01'), []), ...filled }
    expect(item(first)).toEqual({ kind: 'new', name: '物业费', nature: 'revenue', expects: 'every_room' })
    const second = { ...newStandardDraft(localDate('2026-12-01'), fees), ...filled }
    expect(item(second)).toEqual({ kind: 'existing', feeItemId: id })
    expect(item({ ...second, item: { ...second.item, feeItemId: null } })).toEqual({ 'item.name': '请填写这一项。' })
    expect(item({ ...second, item: { ...second.item, feeItemId: null, name: ' 停车费 ' } })).toEqual({
      kind: 'new',
      name: '停车费',
      nature: 'revenue',
      expects: 'bound_only',
    })
  })

  it('sends a day of the month only when one is chosen', () => {
    const draft = {
      ...newStandardDraft(localDate('2026-12-01'), []),
      code: 'WY-01',
      name: '住宅',
      priceE6: 1_800_000,
      dueDay: 20,
    }
    const due = (reading: ReturnType<typeof readStandardDraft>) =>
      reading.kind === 'ready' ? reading.input.dueRule : null
    expect(due(readStandardDraft(draft))).toEqual({ kind: 'end_of_period' })
    expect(due(readStandardDraft({ ...draft, dueKind: 'day_of_month' }))).toEqual({ kind: 'day_of_month', day: 20 })
  })
})
