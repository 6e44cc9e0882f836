import { describe, expect, it } from 'vitest'
import { SKIP_CODES } from '../domain/billing/index.ts'
import { COLLECT_CODES } from '../domain/counter/index.ts'
import { ID_CODES } from '../domain/person/index.ts'
import { VOID_CODES } from '../domain/receipt/index.ts'
import { FIGURES } from '../domain/report/index.ts'
import { ROOM_CODE_CODES } from '../domain/room/index.ts'
import { SHIFT_CODES } from '../domain/shift/index.ts'
import { VERSION_CODES } from '../domain/tariff/index.ts'
import * as enBilling from './en-US/billing.ts'
import * as enCounter from './en-US/counter.ts'
import * as enPerson from './en-US/person.ts'
import * as enReceipt from './en-US/receipt.ts'
import * as enReport from './en-US/report.ts'
import * as enRoom from './en-US/room.ts'
import * as enShift from './en-US/shift.ts'
import * as enStandard from './en-US/standard.ts'
import { billing } from './zh-CN/billing.ts'
import { counter } from './zh-CN/counter.ts'
import { person } from './zh-CN/person.ts'
import { receipt } from './zh-CN/receipt.ts'
import { report } from './zh-CN/report.ts'
import { room } from './zh-CN/room.ts'
import { shift } from './zh-CN/shift.ts'
import { standard } from './zh-CN/standard.ts'

interface Feature {
  readonly error: Readonly<Record<string, string>>
}

const zhCN: Readonly<Record<string, Feature>> = { billing, counter, person, receipt, report, room, shift, standard }
const enUS: Readonly<Record<string, Feature>> = {
  ...enBilling,
  ...enCounter,
  ...enPerson,
  ...enReceipt,
  ...enReport,
  ...enRoom,
  ...enShift,
  ...enStandard,
}
const ALL_CODES = [
  ...SKIP_CODES,
  ...COLLECT_CODES,
  ...ID_CODES,
  'person.phone_invalid',
  ...VOID_CODES,
  ...ROOM_CODE_CODES,
  ...SHIFT_CODES,
  ...VERSION_CODES,
]
const placeholders = (text: string) => (text.match(/\{\w+\}/g) ?? []).sort()

describe('every refusal of the money rules', () => {
  it.each(ALL_CODES)('%s has a sentence in both languages', (code) => {
    const [feature = '', key = ''] = code.split('.')
    expect(zhCN[feature]?.error[key]).toMatch(/[。]$/)
    expect(enUS[feature]?.error[key]).toMatch(/[.]$/)
  })

  it('names the same things in both languages', () => {
    for (const [feature, { error }] of Object.entries(zhCN)) {
      for (const [key, text] of Object.entries(error)) {
        expect([feature, key, placeholders(enUS[feature]?.error[key] ?? '')]).toEqual([
          feature,
          key,
          placeholders(text),
        ])
      }
    }
  })

  it('every reason of a run has its short name, every figure its definition', () => {
    for (const code of SKIP_CODES) expect(Object.keys(billing.skip)).toContain(code.slice('billing.'.length))
    for (const figure of FIGURES) expect(report.definition[figure]).toMatch(/：/)
  })
})
