import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { addFen, fen, sumFen } from '../../kernel/money.ts'
import { localDate } from '../../kernel/time.ts'
import { aDocument, on, paid } from '../fixture/index.ts'
import type { Debt, LineMovement } from './index.ts'
import {
  agingBucket,
  allocateOldestFirst,
  compareDebts,
  computePaidUntil,
  computePosition,
  computeUndo,
  imbalanceOf,
  INTERNAL_TENDERS,
  isMoney,
  MONEY_TENDERS,
  sumTakings,
} from './index.ts'

const day = localDate
const debt = (lineId: string, changes: Partial<Debt> = {}): Debt => ({
  lineId,
  roomCode: '3-2-1501',
  dueOn: day('2026-09-30'),
  fromOn: day('2026-09-01'),
  itemPriority: 1,
  openFen: fen(16_097),
  ...changes,
})

describe('the order of debts', () => {
  it('is due date, then period, then priority, then room, then line', () => {
    const ordered = [
      debt('z', { dueOn: day('2026-08-31'), fromOn: day('2026-12-01') }),
      debt('y', { fromOn: day('2026-08-01'), itemPriority: null }),
      debt('x', { itemPriority: 1, roomCode: '9' }),
      debt('w', { itemPriority: 2, roomCode: '1' }),
      debt('u', { itemPriority: null, roomCode: '1' }),
      debt('v', { itemPriority: null, roomCode: '1' }),
      debt('a', { itemPriority: null, roomCode: '2' }),
    ]
    expect([...ordered].reverse().sort(compareDebts)).toEqual(ordered)
    expect(compareDebts(debt('a'), debt('a'))).toBe(0)
  })

  it('P5: 200.00 on 160.97 and 300.00 of one due date is 160.97 and 39.03', () => {
    const debts = [debt('parking', { itemPriority: 2, openFen: fen(30_000) }), debt('service', { itemPriority: 1 })]
    expect(allocateOldestFirst(fen(20_000), debts)).toEqual({
      allocations: [
        { lineId: 'service', amountFen: 16_097 },
        { lineId: 'parking', amountFen: 3903 },
      ],
      restFen: 0,
    })
  })

  it('leaves over what no debt is there for, and does not touch lines that are paid', () => {
    expect(allocateOldestFirst(fen(500), [debt('a', { openFen: fen(0) }), debt('b', { openFen: fen(300) })])).toEqual({
      allocations: [{ lineId: 'b', amountFen: 300 }],
      restFen: 200,
    })
    expect(() => allocateOldestFirst(fen(-1), [])).toThrow(RangeError)
  })

  it('conserves the money, pays no line more than it owes, and leaves one line part paid at most', () => {
    const debts = fc.array(
      fc.record({ due: fc.integer({ min: 1, max: 28 }), open: fc.nat(100_000), priority: fc.option(fc.nat(3)) }),
    )
    fc.assert(
      fc.property(fc.nat(500_000), debts, (amount, drawn) => {
        const lines = drawn.map(({ due, open, priority }, index) =>
          debt(`line-${index}`, {
            dueOn: day(`2026-09-${String(due).padStart(2, '0')}`),
            openFen: fen(open),
            itemPriority: priority,
          }),
        )
        const { allocations, restFen } = allocateOldestFirst(fen(amount), lines)
        expect(
          addFen(
            sumFen(allocations, (share) => share.amountFen),
            restFen,
          ),
        ).toBe(amount)
        const openOf = new Map(lines.map(({ lineId, openFen }) => [lineId, openFen]))
        const part = allocations.filter(({ lineId, amountFen }) => amountFen < (openOf.get(lineId) ?? 0))
        expect(part.length).toBeLessThanOrEqual(1)
        expect(
          allocations.every(({ lineId, amountFen }) => amountFen > 0 && amountFen <= (openOf.get(lineId) ?? 0)),
        ).toBe(true)
        if (restFen > 0)
          expect(sumFen(allocations, (share) => share.amountFen)).toBe(sumFen(lines, ({ openFen }) => openFen))
      }),
    )
  })
})

describe('what is open on a line', () => {
  const move = (kind: LineMovement['kind'], amount: number, documentId = 'r1'): LineMovement => ({
    kind,
    documentId,
    amountFen: fen(amount),
  })
  const position = (movements: LineMovement[], voided: string[] = []) =>
    computePosition({ billedFen: fen(48_292), movements, voidedDocuments: new Set(voided) })

  it('is all of it before anything is paid', () => {
    expect(position([])).toEqual({ billedFen: 48_292, receivedFen: 0, discountFen: 0, openFen: 48_292, state: 'open' })
  })

  it('P14: 0.92 rounded off leaves the receivable at 482.92 and the received at 482.00', () => {
    expect(position([move('allocation', 48_200), move('discount', 92)])).toEqual({
      billedFen: 48_292,
      receivedFen: 48_200,
      discountFen: 92,
      openFen: 0,
      state: 'paid',
    })
  })

  it('is the rest after a part', () => {
    expect(position([move('allocation', 10_000)])).toMatchObject({ openFen: 38_292, state: 'part_paid' })
  })

  it('a voided receipt opens its lines again', () => {
    const movements = [move('allocation', 48_200), move('discount', 92)]
    expect(position(movements, ['r1'])).toMatchObject({ openFen: 48_292, state: 'open' })
  })

  it('P7: a reversal opens the line again and the old document stands', () => {
    expect(position([move('allocation', 48_292), move('allocation', -48_292, 'h1')])).toMatchObject({
      openFen: 48_292,
      state: 'open',
    })
  })

  it('B26: a refund that cancels the line takes the receivable away', () => {
    const movements = [
      move('allocation', 48_292),
      move('allocation', -48_292, 't1'),
      move('cancellation', 48_292, 't1'),
    ]
    expect(position(movements)).toEqual({
      billedFen: 0,
      receivedFen: 0,
      discountFen: 0,
      openFen: 0,
      state: 'cancelled',
    })
  })

  it('a line cancelled in part and paid for the rest is paid', () => {
    expect(position([move('allocation', 40_000), move('cancellation', 8292)])).toMatchObject({
      openFen: 0,
      state: 'paid',
    })
  })
})

describe('paid until', () => {
  const line = (month: string, last: number, open: number) => ({
    fromOn: day(`${month}-01`),
    toOn: day(`${month}-${last}`),
    openFen: fen(open),
  })

  it('is the day before the first open line', () => {
    const lines = [line('2026-10', 31, 100), line('2026-08', 31, 0), line('2026-09', 30, 100), line('2026-11', 30, 0)]
    expect(computePaidUntil(lines, null)).toBe('2026-08-31')
  })

  it('is the end of the last line when all are paid', () => {
    expect(computePaidUntil([line('2026-12', 31, 0), line('2026-11', 30, 0)], day('2026-06-30'))).toBe('2026-12-31')
  })

  it('is the date taken over at go-live while no line has been paid', () => {
    expect(computePaidUntil([line('2026-09', 30, 100)], day('2026-08-31'))).toBe('2026-08-31')
    expect(computePaidUntil([line('2026-09', 30, 100)], day('2026-06-30'))).toBe('2026-06-30')
    expect(computePaidUntil([], day('2026-06-30'))).toBe('2026-06-30')
  })

  it('is nothing when nothing was ever paid', () => {
    expect(computePaidUntil([line('2026-09', 30, 100)], null)).toBeNull()
    expect(computePaidUntil([], null)).toBeNull()
  })

  it('goes back when an older line turns up unpaid', () => {
    expect(computePaidUntil([line('2026-07', 31, 100), line('2026-08', 31, 0)], day('2026-12-31'))).toBe('2026-06-30')
  })
})

describe('a document', () => {
  it('has two sides that agree', () => {
    expect(imbalanceOf(aDocument())).toBe(0)
    expect(imbalanceOf(aDocument({ tenders: [paid('wechat', 48_291)] }))).toBe(-1)
  })

  it('P2: cash 500.00 on 482.92 with the change kept is one receipt with two parts', () => {
    const document = aDocument({ tenders: [paid('cash', 50_000)], prepaymentFen: fen(1708) })
    expect(imbalanceOf(document)).toBe(0)
    expect(sumTakings([document])).toMatchObject({ netFen: 50_000, prepaymentFen: 1708 })
  })

  it('counts an offset from prepayment or deposit as money that was here already', () => {
    const document = aDocument({ tenders: [paid('prepayment', 30_000), paid('deposit', 8292), paid('cash', 10_000)] })
    expect(imbalanceOf(document)).toBe(0)
    expect(sumTakings([document])).toMatchObject({ netFen: 10_000, prepaymentFen: -30_000, depositFen: -8292 })
    expect([...MONEY_TENDERS, ...INTERNAL_TENDERS].filter(isMoney)).toEqual([...MONEY_TENDERS])
  })

  it('undone gives everything back: lines open again with their discount, money, prepayment, deposit', () => {
    const document = aDocument({ discounts: [on('line-3', 92)], prepaymentFen: fen(1708), depositFen: fen(500) })
    expect(computeUndo(document)).toEqual({
      reopened: [
        { lineId: 'line-1', openAgainFen: 16_097 },
        { lineId: 'line-2', openAgainFen: 16_097 },
        { lineId: 'line-3', openAgainFen: 16_190 },
      ],
      tenders: [{ tender: 'wechat', amountFen: -48_292 }],
      prepaymentFen: -1708,
      depositFen: -500,
    })
  })
})

describe('takings', () => {
  it('leave out what is void and take refunds off', () => {
    const documents = [
      aDocument(),
      aDocument({
        id: 'receipt-2',
        tenders: [paid('cash', 10_000), paid('wechat', 20_000)],
        allocations: [on('l', 30_000, 'parking')],
      }),
      aDocument({ id: 'receipt-3', state: 'voided' }),
      aDocument({
        id: 'refund-1',
        kind: 'refund',
        tenders: [paid('cash', -5000)],
        allocations: [on('l', -5000, 'parking')],
      }),
      aDocument({
        id: 'receipt-4',
        tenders: [paid('card', 500)],
        allocations: [on('m', 500)],
        discounts: [on('m', 92)],
      }),
    ]
    const takings = sumTakings(documents)
    expect(takings.byTender).toEqual({
      cash: { count: 2, amountFen: 5000 },
      wechat: { count: 2, amountFen: 68_292 },
      alipay: { count: 0, amountFen: 0 },
      card: { count: 1, amountFen: 500 },
      transfer: { count: 0, amountFen: 0 },
    })
    expect([...takings.byItem]).toEqual([
      ['service', 48_792],
      ['parking', 25_000],
    ])
    expect(takings).toMatchObject({ discountFen: 92, refundFen: -5000, netFen: 73_792 })
  })
})

it('the age of a debt counts from the day after it was due', () => {
  const bucket = (days: number) => agingBucket(days)?.bucket
  expect(agingBucket(0)).toBeNull()
  expect(agingBucket(-5)).toBeNull()
  expect([1, 30, 31, 60, 61, 90, 91, 180, 181, 365, 366, 730, 731, 1095, 1096].map(bucket)).toEqual([
    'd1_30',
    'd1_30',
    'd31_60',
    'd31_60',
    'd61_90',
    'd61_90',
    'd91_180',
    'd91_180',
    'd181_365',
    'd181_365',
    'y1_2',
    'y1_2',
    'y2_3',
    'y2_3',
    'over_y3',
  ])
  expect(agingBucket(45)?.screen).toBe('d1_90')
})
