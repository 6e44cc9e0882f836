import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { addFen, fen, sumFen } from '../../kernel/money.ts'
import { instant, localDate, month } from '../../kernel/time.ts'
import { allocateOldestFirst } from '../ledger/index.ts'
import type { AccountLine, ChosenLine, CollectRequest, TenderInput } from './index.ts'
import { decideCollect } from './index.ts'

const line = (lineId: string, open: number, changes: Partial<AccountLine> = {}): AccountLine => ({
  lineId,
  roomCode: '3-2-1501',
  feeItem: '物业费',
  month: month('2026-09'),
  dueOn: localDate('2026-09-30'),
  fromOn: localDate('2026-09-01'),
  itemPriority: 1,
  openFen: fen(open),
  lateFeeFen: fen(0),
  ...changes,
})

/** 160.97 of September and 321.95 of October: 482.92 together. */
const SEPTEMBER = line('september', 16_097)
const OCTOBER = line('october', 32_195, {
  dueOn: localDate('2026-10-31'),
  fromOn: localDate('2026-10-01'),
  month: month('2026-10'),
})

const choose = ({ lineId, openFen }: AccountLine, pay: number = openFen): ChosenLine => ({
  lineId,
  part: 'principal',
  expectedOpenFen: openFen,
  payFen: fen(pay),
})
const pays = (tender: TenderInput['tender'], amount: number): TenderInput => ({
  tender,
  amountFen: fen(amount),
  reference: null,
})
const accountOf = (...lines: AccountLine[]) => new Map(lines.map((one) => [one.lineId, one]))

const request = (changes: Partial<CollectRequest> = {}): CollectRequest => ({
  cashierId: 'li-min',
  shift: { cashierId: 'li-min', state: 'open' },
  lines: [choose(OCTOBER), choose(SEPTEMBER)],
  account: accountOf(SEPTEMBER, OCTOBER),
  order: 'principal_first',
  tenders: [pays('wechat', 48_292)],
  cashReceivedFen: null,
  change: 'give_back',
  roundOffFen: fen(0),
  limits: { maxAmountFen: fen(1_000_000_000), maxChangeFen: fen(100_000), maxRoundOffFen: fen(99) },
  now: instant(Date.UTC(2026, 10, 23, 16, 30, 0)),
  ...changes,
})
const collect = (changes: Partial<CollectRequest> = {}) => decideCollect(request(changes))

describe('a collection', () => {
  it('pays every line that was chosen, oldest first, on the local day of posting', () => {
    expect(collect()).toEqual({
      kind: 'accepted',
      allocations: [
        { lineId: 'september', part: 'principal', amountFen: 16_097, leavesFen: 0 },
        { lineId: 'october', part: 'principal', amountFen: 32_195, leavesFen: 0 },
      ],
      discount: null,
      tenders: [{ tender: 'wechat', amountFen: 48_292, receivedFen: null, changeFen: null, reference: null }],
      changeFen: 0,
      prepaymentFen: 0,
      amountFen: 48_292,
      businessOn: '2026-11-24',
    })
  })

  it('P1: 482.92 due and 500 in cash gives 17.08 back, and 482.92 is what is stored', () => {
    expect(collect({ tenders: [pays('cash', 48_292)], cashReceivedFen: fen(50_000) })).toMatchObject({
      tenders: [{ tender: 'cash', amountFen: 48_292, receivedFen: 50_000, changeFen: 1708 }],
      changeFen: 1708,
      amountFen: 48_292,
    })
  })

  it('P2: the change can stay as prepayment, and 500.00 is in the drawer', () => {
    expect(
      collect({ tenders: [pays('cash', 48_292)], cashReceivedFen: fen(50_000), change: 'keep_as_prepayment' }),
    ).toMatchObject({
      tenders: [{ tender: 'cash', amountFen: 50_000, receivedFen: 50_000, changeFen: 0 }],
      prepaymentFen: 1708,
      changeFen: 0,
      amountFen: 50_000,
    })
  })

  it('P14: 0.92 rounded off is a discount on the last line, and 482.00 is received', () => {
    expect(collect({ roundOffFen: fen(92), tenders: [pays('wechat', 48_200)] })).toMatchObject({
      allocations: [
        { lineId: 'september', amountFen: 16_097 },
        { lineId: 'october', amountFen: 32_103, leavesFen: 0 },
      ],
      discount: { lineId: 'october', amountFen: 92 },
      amountFen: 48_200,
    })
  })

  it('P5: an amount on chosen lines pays the oldest whole and leaves the last part paid', () => {
    expect(
      collect({ lines: [choose(SEPTEMBER), choose(OCTOBER, 3903)], tenders: [pays('card', 20_000)] }),
    ).toMatchObject({
      allocations: [
        { lineId: 'september', amountFen: 16_097, leavesFen: 0 },
        { lineId: 'october', amountFen: 3903, leavesFen: 28_292 },
      ],
    })
  })

  it('mixed: other tenders come first, cash last, and only cash gives change', () => {
    const accepted = collect({ tenders: [pays('cash', 18_292), pays('wechat', 30_000)], cashReceivedFen: fen(20_000) })
    expect(accepted).toMatchObject({
      tenders: [
        { tender: 'wechat', amountFen: 30_000, changeFen: null },
        { tender: 'cash', amountFen: 18_292, receivedFen: 20_000, changeFen: 1708 },
      ],
    })
  })

  it('exact cash needs no amount received', () => {
    expect(collect({ tenders: [pays('cash', 48_292)] })).toMatchObject({
      tenders: [{ receivedFen: 48_292, changeFen: 0 }],
    })
    expect(collect({ cashReceivedFen: fen(0) })).toMatchObject({ kind: 'accepted' })
  })

  it('conserves the money: tenders are allocations and prepayment, lines fall by money and discount', () => {
    const drawn = fc.record({
      opens: fc.array(fc.integer({ min: 100, max: 200_000 }), { minLength: 1, maxLength: 8 }),
      share: fc.integer({ min: 1, max: 100 }),
      roundOff: fc.nat(99),
      cashShare: fc.nat(100),
      over: fc.nat(5000),
      change: fc.constantFrom('give_back' as const, 'keep_as_prepayment' as const),
    })
    fc.assert(
      fc.property(drawn, ({ opens, share, roundOff, cashShare, over, change }) => {
        const lines = opens.map((open, index) => line(`line-${index}`, open))
        const wanted = fen(Math.max(100, Math.floor((sumFen(lines, ({ openFen }) => openFen) * share) / 100)))
        const account = accountOf(...lines)
        const chosen = allocateOldestFirst(wanted, lines).allocations.map(({ lineId, amountFen }): ChosenLine => ({
          lineId,
          part: 'principal',
          expectedOpenFen: account.get(lineId)?.openFen ?? fen(0),
          payFen: amountFen,
        }))
        const roundOffFen = fen(Math.min(roundOff, (chosen.at(-1)?.payFen ?? 1) - 1))
        const total = wanted - roundOffFen
        const cash = Math.floor((total * cashShare) / 100)
        const tenders = [pays('cash', cash), pays('wechat', total - cash)].filter(({ amountFen }) => amountFen > 0)
        const cashReceivedFen = cash > 0 ? fen(cash + over) : null
        const accepted = collect({ lines: chosen, account, tenders, cashReceivedFen, change, roundOffFen })
        if (accepted.kind === 'refused') throw new Error(accepted.code)
        const allocated = sumFen(accepted.allocations, ({ amountFen }) => amountFen)
        expect(addFen(allocated, accepted.prepaymentFen)).toBe(accepted.amountFen)
        expect(addFen(allocated, accepted.discount?.amountFen ?? fen(0))).toBe(wanted)
        expect(accepted.changeFen + accepted.prepaymentFen).toBe(cash > 0 ? over : 0)
      }),
    )
  })
})

describe('with late fees', () => {
  const LATE = { ...SEPTEMBER, lateFeeFen: fen(252) }
  const LATER = { ...OCTOBER, lateFeeFen: fen(126) }
  const late = ({ lineId, lateFeeFen }: AccountLine, pay: number = lateFeeFen): ChosenLine => ({
    lineId,
    part: 'late_fee',
    expectedOpenFen: lateFeeFen,
    payFen: fen(pay),
  })
  const four = [late(LATER), choose(LATE), late(LATE), choose(LATER)]
  const parts = (changes: Partial<CollectRequest>) => {
    const decision = collect({
      account: accountOf(LATE, LATER),
      lines: four,
      tenders: [pays('cash', 48_670)],
      ...changes,
    })
    if (decision.kind === 'refused') return decision.code
    return decision.allocations.map(({ lineId, part, amountFen }) => `${lineId} ${part} ${amountFen}`)
  }

  it('principal first: the principals by age, then the late fees; each a line of its own', () => {
    expect(parts({})).toEqual([
      'september principal 16097',
      'october principal 32195',
      'september late_fee 252',
      'october late_fee 126',
    ])
  })

  it('late fee first: bill by bill, its late fee before it', () => {
    expect(parts({ order: 'late_fee_first' })).toEqual([
      'september late_fee 252',
      'september principal 16097',
      'october late_fee 126',
      'october principal 32195',
    ])
  })

  it('only the last by the order may stay part paid', () => {
    const lines = [choose(LATE), late(LATE, 100)]
    const tenders = [pays('cash', 16_197)]
    expect(parts({ lines, tenders })).toEqual(['september principal 16097', 'september late_fee 100'])
    expect(parts({ lines, tenders, order: 'late_fee_first' })).toBe('counter.partial_not_last')
  })

  it('a late fee that is another today is refused, and one that is paid too', () => {
    expect(parts({ lines: [{ ...late(LATE), expectedOpenFen: fen(251) }] })).toBe('counter.line_changed')
    expect(parts({ account: accountOf(SEPTEMBER, OCTOBER), lines: [late(LATE)] })).toBe('counter.line_paid')
    expect(parts({ lines: [late(LATE), late(LATE)] })).toBe('counter.line_twice')
  })
})

describe('a collection is refused', () => {
  const code = (changes: Partial<CollectRequest>) => {
    const decision = collect(changes)
    return decision.kind === 'refused' ? { code: decision.code, ...decision.params } : decision.kind
  }
  const name = { roomCode: '3-2-1501', feeItem: '物业费', month: '2026-09' }

  it('without an open shift of one’s own; a counted shift takes no more money', () => {
    expect(code({ shift: null })).toEqual({ code: 'counter.shift_not_open' })
    expect(code({ shift: { cashierId: 'li-min', state: 'counted' } })).toEqual({ code: 'counter.shift_not_open' })
    expect(code({ shift: { cashierId: 'wang-fang', state: 'open' } })).toEqual({ code: 'counter.shift_not_yours' })
  })

  it('without lines, with a line twice or a line that is gone', () => {
    expect(code({ lines: [] })).toEqual({ code: 'counter.no_line' })
    expect(code({ lines: [choose(SEPTEMBER), choose(SEPTEMBER)] })).toEqual({ code: 'counter.line_twice', ...name })
    expect(code({ account: accountOf(OCTOBER) })).toEqual({ code: 'counter.line_gone' })
  })

  it('when a line was paid or changed at another desk meanwhile', () => {
    expect(code({ account: accountOf(OCTOBER, line('september', 0)) })).toEqual({ code: 'counter.line_paid', ...name })
    expect(code({ account: accountOf(OCTOBER, line('september', 100)) })).toEqual({
      code: 'counter.line_changed',
      ...name,
      expectedFen: 16_097,
      openFen: 100,
    })
  })

  it('when a line would be paid more than it owes, with nothing, or in part before the last', () => {
    expect(code({ lines: [choose(SEPTEMBER, 16_098)] })).toEqual({
      code: 'counter.pays_too_much',
      ...name,
      openFen: 16_097,
    })
    expect(code({ lines: [choose(SEPTEMBER, 0)] })).toEqual({ code: 'counter.pays_nothing', ...name })
    expect(code({ lines: [choose(SEPTEMBER, 1), choose(OCTOBER)] })).toEqual({
      code: 'counter.partial_not_last',
      ...name,
    })
  })

  it('when it is too much for one receipt or rounds off too much', () => {
    const limits = { ...request().limits, maxAmountFen: fen(48_291) }
    expect(code({ limits })).toEqual({ code: 'counter.amount_too_large', limitFen: 48_291 })
    expect(code({ roundOffFen: fen(100) })).toEqual({ code: 'counter.round_off_too_large', limitFen: 99 })
    expect(code({ roundOffFen: fen(-1) })).toEqual({ code: 'counter.round_off_too_large', limitFen: 99 })
    const small = line('small', 50)
    expect(code({ lines: [choose(small)], account: accountOf(small), roundOffFen: fen(50) })).toMatchObject({
      code: 'counter.round_off_too_large',
    })
  })

  it('when the tenders do not make up the sum', () => {
    expect(code({ tenders: [] })).toEqual({ code: 'counter.no_tender' })
    expect(code({ tenders: [pays('wechat', 48_000)] })).toEqual({ code: 'counter.underpaid', missingFen: 292 })
    expect(code({ tenders: [pays('wechat', 50_000)] })).toEqual({ code: 'counter.overpaid', surplusFen: 1708 })
    expect(code({ tenders: [pays('wechat', 0)] })).toEqual({ code: 'counter.tender_empty', tender: 'wechat' })
    expect(code({ tenders: [pays('card', 1), pays('card', 2)] })).toEqual({
      code: 'counter.tender_twice',
      tender: 'card',
    })
  })

  it('when the cash does not fit', () => {
    const tenders = [pays('cash', 48_292)]
    expect(code({ tenders, cashReceivedFen: fen(40_000) })).toEqual({ code: 'counter.cash_short', missingFen: 8292 })
    expect(code({ cashReceivedFen: fen(50_000) })).toEqual({ code: 'counter.cash_without_tender' })
    expect(code({ tenders, cashReceivedFen: fen(148_292) })).toBe('accepted')
    expect(code({ tenders, cashReceivedFen: fen(148_293) })).toMatchObject({ code: 'counter.change_too_large' })
    expect(code({ tenders, cashReceivedFen: fen(5_000_000) })).toEqual({
      code: 'counter.change_too_large',
      changeFen: 4_951_708,
      limitFen: 100_000,
    })
  })
})
