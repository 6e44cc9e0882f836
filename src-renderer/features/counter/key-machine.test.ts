import { describe, expect, it } from 'vitest'

import { fen } from '../../../src-shared/kernel/money.ts'
import { localDate, month } from '../../../src-shared/kernel/time.ts'
import { EMPTY_COUNTER, counterReducer, paymentIn, postRefusal } from './key-machine.ts'
import type { CounterAction, CounterState } from './key-machine.ts'
import type { OpenLine } from './selection.ts'
import { openOf, totalOf } from './selection.ts'
import { NO_TENDERS } from './tender-state.ts'

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
    lateFeeFen: fen(0),
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
const open: CounterAction = { type: 'opened', roomIds: ['r1'], lines: LINES, order: 'principal_first', atMs: 1_000 }
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
})

describe('late fees', () => {
  const lines = LINES.map((one) =>
    one.lineId === 'sep' || one.lineId === 'oct' ? { ...one, lateFeeFen: fen(300) } : one,
  )
  const opened = (order: 'principal_first' | 'late_fee_first', ...actions: CounterAction[]) =>
    after({ type: 'opened', roomIds: ['r1'], lines, order, atMs: 1_000 }, ...actions)

  it('are ticked with their line and go with it; F3 leaves one, which stays due', () => {
    expect(totalOf(opened('principal_first').chosen)).toBe(3 * 16_097 + 8_000 + 600)
    const without = opened('principal_first', { type: 'toggled' })
    expect(totalOf(without.chosen)).toBe(2 * 16_097 + 8_000 + 300)
    const left = opened('principal_first', { type: 'late_fee_toggled' })
    expect(left.chosen).toMatchObject({ sep: 16_097, 'oct late': 300 })
    expect(totalOf(left.chosen)).toBe(3 * 16_097 + 8_000 + 300)
    expect(totalOf(counterReducer(left, { type: 'late_fee_toggled' }).chosen)).toBe(3 * 16_097 + 8_000 + 600)
  })

  it('an amount goes to principals first, or bill by bill to the late fee first, as the project wants', () => {
    const amount = { type: 'paid_amount', amountFen: fen(16_500) } as const
    expect(opened('principal_first', amount).chosen).toEqual({ sep: 16_097, 'space-oct': 403 })
    expect(opened('late_fee_first', amount).chosen).toEqual({ 'sep late': 300, sep: 16_097, 'space-oct': 103 })
  })

  it('a late fee that grew overnight drops the way of paying', () => {
    const paid = opened('principal_first', { type: 'tender', tender: 'wechat' })
    const grown = lines.map((one) => (one.lineId === 'sep' ? { ...one, lateFeeFen: fen(308) } : one))
    const state = counterReducer(paid, { type: 'refreshed', lines: grown, order: 'principal_first' })
    expect(state).toMatchObject({ moved: true, tenders: NO_TENDERS, chosen: { 'sep late': 300 } })
  })
})

describe('a part of a line', () => {
  const fresh = (...changes: (readonly [string, number])[]): CounterAction => ({
    type: 'refreshed',
    order: 'principal_first',
    lines: LINES.map((one) => {
      const change = changes.find(([lineId]) => lineId === one.lineId)
      return change === undefined ? one : { ...one, openFen: fen(change[1]) }
    }),
  })
  const part = (...actions: CounterAction[]) =>
    after(open, { type: 'paid_amount', amountFen: fen(20_000) }, { type: 'tender', tender: 'wechat' }, ...actions)

  it('stays a part when the same lines are read again, with its way of paying', () => {
    const state = part(fresh())
    expect(state.chosen).toEqual({ sep: 16_097, 'space-oct': 3_903 })
    expect(paymentIn(state)).toMatchObject({ tenders: [{ tender: 'wechat', amountFen: 20_000 }], problem: null })
    expect(state.moved).toBe(false)
    expect(postRefusal(state, 9_000)).toBeNull()
  })

  it('is no more than the line still owes, and the way of paying is keyed anew', () => {
    const state = part(fresh(['space-oct', 1_000]))
    expect(state).toMatchObject({ chosen: { sep: 16_097, 'space-oct': 1_000 }, tenders: NO_TENDERS, moved: true })
    expect(postRefusal(state, 9_000)).toBe('no_tender')
    expect(after(open, fresh(['sep', 1_000])).moved).toBe(true)
  })

  it('does not grow with its line, and nothing is posted before the clerk has looked', () => {
    const state = part(fresh(['space-oct', 9_000]))
    expect(state).toMatchObject({ chosen: { sep: 16_097, 'space-oct': 3_903 }, tenders: NO_TENDERS, moved: true })
    expect(counterReducer(state, { type: 'tender', tender: 'cash' }).moved).toBe(false)
  })

  it('goes with its line when it was paid elsewhere', () => {
    const lines = LINES.filter(({ lineId }) => lineId !== 'space-oct')
    const state = part({ type: 'refreshed', lines, order: 'principal_first' })
    expect(state).toMatchObject({ chosen: { sep: 16_097 }, tenders: NO_TENDERS, moved: true })
  })

  it('a change of lines that are not ticked leaves the money alone, and the hand on its line', () => {
    const lines = LINES.filter(({ lineId }) => lineId !== 'oct')
    const state = part({ type: 'pointed', lineId: 'nov' }, { type: 'refreshed', lines, order: 'principal_first' })
    expect(state).toMatchObject({ moved: false, tenders: { active: 'wechat' } })
    expect(state.lines[state.cursor]?.lineId).toBe('nov')
  })

  it('money received in cash is typed again when the sum moved', () => {
    const state = after(
      open,
      { type: 'typed', amountFen: fen(50_000) },
      { type: 'tender', tender: 'cash' },
      fresh(['nov', 100]),
    )
    expect(state.tenders.entry).toBeNull()
  })

  it('of / with too much money: what is left over is still said after a fresh reading of the same', () => {
    const state = after(open, { type: 'paid_amount', amountFen: fen(100_000) }, fresh())
    expect(state.unusedFen).toBe(100_000 - 4 * 16_097 - 8_000)
  })

  it('is unticked whole, and ticked again whole', () => {
    const state = part({ type: 'pointed', lineId: 'space-oct' }, { type: 'toggled' })
    expect(state.chosen).toEqual({ sep: 16_097 })
    expect(counterReducer(state, { type: 'toggled' }).chosen).toEqual({ sep: 16_097, 'space-oct': 8_000 })
  })

  it('+ and - on another item leave it a part; * on its own item makes it whole', () => {
    const more = part({ type: 'month_added' })
    expect(more.chosen).toEqual({ sep: 16_097, oct: 16_097, 'space-oct': 3_903 })
    expect(counterReducer(more, { type: 'month_removed' }).chosen).toEqual({ sep: 16_097, 'space-oct': 3_903 })
    const toDate: CounterAction = { type: 'paid_to', date: localDate('2026-10-31') }
    expect(part(toDate).chosen).toEqual({ sep: 16_097, oct: 16_097, 'space-oct': 3_903 })
    expect(part({ type: 'pointed', lineId: 'space-oct' }, toDate).chosen).toEqual({ sep: 16_097, 'space-oct': 8_000 })
  })

  it('is put back as a part after a reload', () => {
    const { chosen, tenders, lines } = part()
    const back: CounterAction = { type: 'restored', chosen, owed: openOf(chosen, lines), tenders }
    expect(after(open, back)).toMatchObject({ chosen: { sep: 16_097, 'space-oct': 3_903 }, tenders, moved: false })
    expect(after(open, fresh(['space-oct', 9_000]), back)).toMatchObject({ tenders: NO_TENDERS, moved: true })
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
    const chosen = { dec: fen(16_097) }
    const state = after(open, { type: 'restored', chosen, owed: chosen, tenders })
    expect(ticked(state)).toEqual(['dec'])
    expect(state.tenders).toEqual(tenders)
    const both = { ...chosen, gone: fen(1) }
    const changed = after(open, { type: 'restored', chosen: both, owed: both, tenders })
    expect(changed).toMatchObject({ chosen, tenders: NO_TENDERS, moved: true })
  })
})
