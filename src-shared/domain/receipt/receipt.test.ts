import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { fen } from '../../kernel/money.ts'
import { aDocument, MORNING, paid } from '../fixture/index.ts'
import type { ReceiptEvent, ReceiptEventKind, VoidRequest } from './index.ts'
import {
  decideVoid,
  findNumberGaps,
  makeReceiptNumber,
  parseReceiptNumber,
  parseVerificationCode,
  receiptState,
  timesPrinted,
  verificationCode,
} from './index.ts'

describe('a document number', () => {
  it('is book, device, year and six digits or more', () => {
    expect(makeReceiptNumber({ book: 'SJ', device: 'A', year: 2026, sequence: 4871 })).toBe('SJ-A-2026-004871')
    expect(makeReceiptNumber({ book: 'SJ2', device: 'B7', year: 2026, sequence: 1_234_567 })).toBe(
      'SJ2-B7-2026-1234567',
    )
  })

  it('is read as a clerk types it', () => {
    expect(parseReceiptNumber(' ｓｊ－a－2026－004871 ')).toEqual({
      book: 'SJ',
      device: 'A',
      year: 2026,
      sequence: 4871,
    })
  })

  it.each([
    'SJ-A-2026-4871',
    'SJ-A-2026-000000',
    'SJ-A-2026-0004871',
    'A-2026-004871',
    'SJ-A-26-004871',
    '',
    '3-2-1501',
  ])('%s is none', (text) => {
    expect(parseReceiptNumber(text)).toBeNull()
  })

  it('does not count below one or take a strange book', () => {
    expect(() => makeReceiptNumber({ book: 'SJ', device: 'A', year: 2026, sequence: 0 })).toThrow(RangeError)
    expect(() => makeReceiptNumber({ book: '收据', device: 'A', year: 2026, sequence: 1 })).toThrow(RangeError)
  })

  it('is read back as it was made', () => {
    const number = fc.record({
      book: fc.constantFrom('SJ', 'TK', 'HC', 'YJ', 'SJ2'),
      device: fc.constantFrom('A', 'B7', 'XYZ'),
      year: fc.integer({ min: 2020, max: 2999 }),
      sequence: fc.integer({ min: 1, max: 10 ** 9 }),
    })
    fc.assert(
      fc.property(number, (parts) => {
        expect(parseReceiptNumber(makeReceiptNumber(parts))).toEqual(parts)
      }),
    )
  })

  it('gaps are found within each series', () => {
    const number = (sequence: number, device = 'A') => ({ book: 'SJ', device, year: 2026, sequence })
    expect(findNumberGaps([number(7), number(3), number(4), number(9, 'B')])).toEqual([number(5), number(6)])
    expect(findNumberGaps([number(3), number(3)])).toEqual([])
    expect(findNumberGaps([])).toEqual([])
  })
})

describe('the verification code', () => {
  const hash = fc.uint8Array({ minLength: 8, maxLength: 32 })

  it('is eight signs that cannot be mistaken for one another', () => {
    expect(verificationCode(new Uint8Array(32))).toBe('2222-2222')
    fc.assert(
      fc.property(hash, (bytes) => {
        const code = verificationCode(bytes)
        expect(code).toMatch(/^[2-9ACEFHJKMNPRTWXY]{4}-[2-9ACEFHJKMNPRTWXY]{4}$/)
        expect(parseVerificationCode(code.toLowerCase().replace('-', ' '))).toBe(code)
      }),
    )
  })

  it('finds every wrong sign and every swap of two', () => {
    const signs = [...'23456789ACEFHJKMNPRTWXY']
    fc.assert(
      fc.property(hash, fc.nat(7), fc.nat(7), fc.constantFrom(...signs), (bytes, at, other, sign) => {
        const code = [...verificationCode(bytes).replace('-', '')]
        const wrong = code.with(at, sign).join('')
        if (wrong !== code.join('')) expect(parseVerificationCode(wrong)).toBeNull()
        const swapped = code
          .with(at, code[other] ?? '')
          .with(other, code[at] ?? '')
          .join('')
        if (swapped !== code.join('')) expect(parseVerificationCode(swapped)).toBeNull()
      }),
    )
  })

  it('is nothing else', () => {
    for (const text of ['', '2222', '2222-2223', '0000-0000', '22222-2222'])
      expect(parseVerificationCode(text)).toBeNull()
    expect(() => verificationCode(new Uint8Array(7))).toThrow(RangeError)
  })
})

describe('a receipt', () => {
  const events = (...kinds: ReceiptEventKind[]): ReceiptEvent[] =>
    kinds.map((kind, seq) => ({ kind, at: MORNING, seq }))

  it('is valid until it is voided, printed or not', () => {
    expect(receiptState([])).toBe('valid')
    expect(receiptState(events('issued', 'printed', 'reprinted'))).toBe('valid')
    expect(receiptState(events('issued', 'printed', 'voided', 'reprinted'))).toBe('voided')
    expect(receiptState(events('issued', 'voided').reverse())).toBe('voided')
    expect(timesPrinted(events('issued', 'printed', 'reprinted', 'voided'))).toBe(2)
    expect(timesPrinted(events('issued', 'saved'))).toBe(1)
    expect(receiptState(events('issued', 'saved'))).toBe('valid')
    expect(() => receiptState(events('burnt' as ReceiptEventKind))).toThrow('receipt event')
  })
})

describe('a void', () => {
  const request = (changes: Partial<VoidRequest> = {}): VoidRequest => ({
    receipt: aDocument({ tenders: [paid('cash', 30_000), paid('wechat', 18_292)] }),
    timesPrinted: 1,
    ownShift: { id: 'shift-1' },
    actorId: 'li-min',
    paper: 'taken_back',
    reason: ' 金额录错 ',
    laterDocuments: [],
    expectedCashFen: fen(30_000),
    ...changes,
  })
  const code = (changes: Partial<VoidRequest>) => {
    const decision = decideVoid(request(changes))
    return decision.kind === 'refused' ? { code: decision.code, ...decision.params } : decision.kind
  }

  it('opens the lines again and keeps the reason', () => {
    const decision = decideVoid(request())
    expect(decision).toMatchObject({
      kind: 'voided',
      reason: '金额录错',
      undo: { tenders: [{ amountFen: -30_000 }, { amountFen: -18_292 }] },
    })
  })

  it('needs no paper back when none was printed', () => {
    expect(code({ timesPrinted: 0, paper: 'not_taken_back' })).toBe('voided')
    expect(code({ paper: 'not_taken_back' })).toEqual({ code: 'receipt.paper_not_back' })
  })

  it('is for receipts alone, once', () => {
    expect(code({ receipt: aDocument({ kind: 'reversal' }) })).toEqual({ code: 'receipt.not_a_receipt' })
    expect(code({ receipt: aDocument({ state: 'voided' }) })).toEqual({ code: 'receipt.already_voided' })
  })

  it('is for the cashier whose shift it is, while that shift is open', () => {
    expect(code({ actorId: 'wang-fang' })).toEqual({ code: 'receipt.not_your_shift' })
    expect(code({ ownShift: null })).toEqual({ code: 'receipt.shift_closed' })
    expect(code({ ownShift: { id: 'shift-2' } })).toEqual({ code: 'receipt.shift_closed' })
  })

  it('is refused with the later documents, newest first', () => {
    expect(code({ laterDocuments: [{ number: 'TK-A-2026-000001' }, { number: 'TK-A-2026-000002' }] })).toEqual({
      code: 'receipt.later_documents',
      numbers: 'TK-A-2026-000002、TK-A-2026-000001',
    })
  })

  it('needs a reason, and the cash that goes back', () => {
    expect(code({ reason: '  ' })).toEqual({ code: 'receipt.reason_missing' })
    expect(code({ expectedCashFen: fen(29_999) })).toEqual({ code: 'receipt.not_enough_cash', missingFen: 1 })
  })
})
