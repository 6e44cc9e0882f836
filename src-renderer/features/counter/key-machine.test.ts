import { describe, expect, it } from 'vitest'

import { fen } from '../../../src-shared/kernel/money.ts'
import { localDate, month } from '../../../src-shared/kernel/time.ts'
import { EMPTY_COUNTER, counterReducer, paymentIn, postRefusal } from './key-machine.ts'
import type { CounterAction, CounterState } from './key-machine.ts'
import type { OpenLine } from './selection.ts'
import { totalOf } from './selection.ts'

function line(lineId: string, open: number, more: Partial<OpenLine> = {}): OpenLine {
  return {
    lineId,
    roomId: 'r1',
    roomCode: '3-2-1501',
    feeItem: '物业费',
    month: month('2026-09'),
    fromOn: localDate('2026-09-01'),
    dueOn: localDate('2026-09-30'),
    openFen: fen(open),
    ticked: true,
    ...more,
  }
}
const of = (text: string) => ({ month: month(text), fromOn: localDate(`${text}-01`), dueOn: localDate(`${text}-28`) })
const SPACE = { feeItem: '车位管理费' }
/** As core gives them: the order of debts. */
const LINES = [
  line('sep', 16_097, of('2026-09')),
  line('space-oct', 8_000, { ...of('2026-10'), ...SPACE }),
  line('oct', 16_097, of('2026-10')),
  line('nov', 16_097, of('2026-11')),
  line('dec', 16_097, { ...of('2026-12'), ticked: false }),
]
const open: CounterAction = { type: 'opened', roomIds: ['r1'], lines: LINES, atMs: 1_000 }
const after = (...actions: CounterAction[]): CounterState => actions.reduce(counterReducer, EMPTY_COUNTER)
const ticked = (state: CounterState): string[] =>
  state.lines.filter(({ lineId }) => state.chosen[lineId] !== undefined).map(({ lineId }) => lineId)

describe('the lines of an account', () => {
  it('stand by item, what is due is ticked and what comes later is not', () => {
    const state = after(open)
    expect(state.mode).toBe('lines')
    expect(state.lines.map(({ lineId }) => lineId)).toEqual(['sep', 'oct', 'nov', 'dec', 'space-oct'])
    expect(ticked(state)).toEqual(['sep', 'oct', 'nov', 'space-oct'])
    expect(totalOf(state.chosen)).toBe(3 * 16_097 + 8_000)
  })

  it('space ticks and unticks the line under the hand, arrows move it and stop at the ends', () => {
    const state = after(
      open,
      { type: 'moved', by: -1 },
      { type: 'toggled' },
      { type: 'moved', by: 3 },
      { type: 'toggled' },
    )
    expect(ticked(state)).toEqual(['oct', 'nov', 'dec', 'space-oct'])
    expect(after(open, { type: 'moved', by: 99 }).cursor).toBe(4)
  })

  it('+ takes the next month of the item, - gives the last one back', () => {
    expect(ticked(after(open, { type: 'month_added' }))).toContain('dec')
    const twice: CounterAction[] = [{ type: 'month_removed' }, { type: 'month_removed' }]
    expect(ticked(after(open, ...twice))).toEqual(['sep', 'space-oct'])
    expect(ticked(after(open, { type: 'month_added' }, { type: 'month_added' }))).toHaveLength(5)
  })

  it('* pays the item up to the month of a day and leaves the other items alone', () => {
    expect(ticked(after(open, { type: 'paid_to', date: localDate('2026-10-05') }))).toEqual(['sep', 'oct', 'space-oct'])
    expect(ticked(after(open, { type: 'paid_to', date: localDate('2026-12-31') }))).toHaveLength(5)
  })

  it('P5: / puts an amount on the oldest first, in the order of core, and says what is left over', () => {
    const state = after(open, { type: 'paid_amount', amountFen: fen(20_000) })
    expect(state.chosen).toEqual({ sep: 16_097, 'space-oct': 3_903 })
    expect(postRefusal(state, 9_000)).toBe('no_tender')
    expect(after(open, { type: 'paid_amount', amountFen: fen(100_000) }).unusedFen).toBe(100_000 - 4 * 16_097 - 8_000)
  })

  it('a part before the last line cannot be posted', () => {
    const state = after(
      open,
      { type: 'paid_amount', amountFen: fen(20_000) },
      { type: 'pointed', lineId: 'nov' },
      { type: 'toggled' },
    )
    expect(postRefusal(state, 9_000)).toBe('partial_not_last')
  })

  it('a fresh reading keeps what was ticked, drops what was paid elsewhere, and takes new amounts', () => {
    const fresh = LINES.filter(({ lineId }) => lineId !== 'sep').map((one) =>
      one.lineId === 'oct' ? { ...one, openFen: fen(100) } : one,
    )
    const state = after(open, { type: 'refreshed', lines: fresh })
    expect(state.chosen).toEqual({ oct: 100, nov: 16_097, 'space-oct': 8_000 })
  })
})

describe('the money', () => {
  const one = (...actions: CounterAction[]) =>
    after({ ...open, lines: [line('sep', 48_292)] } as CounterAction, ...actions)
  const typed = (amount: number): CounterAction => ({ type: 'typed', amountFen: fen(amount) })
  const key = (tender: 'cash' | 'wechat' | 'card'): CounterAction => ({ type: 'tender', tender })

  it('the commonest case is one key: WeChat takes it all', () => {
    const state = one(key('wechat'))
    expect(paymentIn(state)).toMatchObject({
      tenders: [{ tender: 'wechat', amountFen: 48_292 }],
      cashReceivedFen: null,
      problem: null,
    })
    expect(postRefusal(state, 2_000)).toBeNull()
  })

  it('P1: cash key, 500 typed, 17.08 back', () => {
    expect(paymentIn(one(key('cash'), typed(50_000)))).toMatchObject({
      changeFen: 1_708,
      cashReceivedFen: 50_000,
      problem: null,
    })
    expect(paymentIn(one(typed(50_000), key('cash')))).toMatchObject({ changeFen: 1_708, problem: null })
    expect(paymentIn(one(key('cash'), typed(40_000)))).toMatchObject({ missingFen: 8_292, problem: 'cash_short' })
  })

  it('mixed: 300 and the WeChat key, the rest in cash', () => {
    const state = one(typed(30_000), key('wechat'), key('cash'), typed(20_000))
    expect(paymentIn(state)).toMatchObject({
      tenders: [
        { tender: 'wechat', amountFen: 30_000 },
        { tender: 'cash', amountFen: 18_292 },
      ],
      changeFen: 1_708,
      problem: null,
    })
  })

  it('a tender that is keyed again takes its part anew, and can be dropped', () => {
    const state = one(typed(30_000), key('wechat'), typed(10_000), key('wechat'))
    expect(state.tenders.recorded).toEqual([{ tender: 'wechat', amountFen: 10_000 }])
    expect(counterReducer(state, { type: 'tender_dropped', tender: 'wechat' }).tenders.recorded).toEqual([])
    expect(one(typed(30_000), key('wechat'), key('wechat')).tenders).toMatchObject({ recorded: [], active: 'wechat' })
  })

  it('an amount that waits for its key is not posted by accident', () => {
    expect(paymentIn(one(key('wechat'), typed(30_000))).problem).toBe('amount_without_key')
    expect(paymentIn(one(typed(30_000))).problem).toBe('amount_without_key')
  })

  it('when lines are unticked after parts were recorded, the surplus is said', () => {
    expect(
      paymentIn(after(open, typed(30_000), key('card'), { type: 'paid_amount', amountFen: fen(20_000) })).problem,
    ).toBe('too_much')
    expect(paymentIn(one({ type: 'toggled' })).problem).toBe('nothing_chosen')
  })
})

describe('F12', () => {
  it('rests half a second after the account came, and does nothing without one', () => {
    const state = after(open, { type: 'tender', tender: 'wechat' })
    expect(postRefusal(state, 1_499)).toBe('too_early')
    expect(postRefusal(state, 1_500)).toBeNull()
    expect(postRefusal(EMPTY_COUNTER, 9_000)).toBe('no_account')
  })

  it('after posting everything is empty and the search is at work again', () => {
    expect(after(open, { type: 'tender', tender: 'wechat' }, { type: 'cleared' })).toEqual(EMPTY_COUNTER)
  })

  it('what was chosen before a reload is put back on the lines as they are now', () => {
    const tenders = { recorded: [], active: 'cash', entry: fen(50_000) } as const
    const state = after(open, { type: 'restored', chosen: { dec: fen(16_097), gone: fen(1) }, tenders })
    expect(ticked(state)).toEqual(['dec'])
    expect(state.tenders).toEqual(tenders)
  })
})
