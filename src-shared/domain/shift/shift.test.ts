import { describe, expect, it } from 'vitest'
import { fen } from '../../kernel/money.ts'
import { instant } from '../../kernel/time.ts'
import { aDocument, MORNING, paid } from '../fixture/index.ts'
import type { CountResult, DrawerCash, OpenRequest, Shift, ShiftState } from './index.ts'
import {
  computeShiftTotals,
  decideBanking,
  decideCashOut,
  decideClose,
  decideCount,
  decideCountForced,
  decideForceClose,
  decideOpen,
  expectedCash,
  isRunning,
  makeZReport,
  MAX_PIECES,
  sumPieces,
} from './index.ts'

const OPEN: ShiftState = { kind: 'open' }
const even: CountResult = { countedFen: fen(50_000), expectedFen: fen(50_000), differenceFen: fen(0) }
const short: CountResult = { countedFen: fen(63_000), expectedFen: fen(63_456), differenceFen: fen(-456) }
const aShift = (state: ShiftState = OPEN): Shift => ({
  id: 'shift-1',
  cashierId: 'li-min',
  drawer: 'A',
  openedAt: MORNING,
  floatFen: fen(50_000),
  state,
})
/** P6 before banking: float 500.00, 1,234.56 in, 100.00 refunded. */
const drawer: DrawerCash = { floatFen: fen(50_000), netCashFen: fen(113_456), bankedFen: fen(0) }
const SIX_HUNDRED_THIRTY = { 10000: 6, 1000: 3 }
const codeOf = (decision: { kind: string }) => ('code' in decision ? decision.code : decision.kind)

describe('counting cash', () => {
  it('adds notes and coins by denomination', () => {
    expect(sumPieces({ 10000: 38, 5000: 9, 2000: 4, 1000: 11, 500: 6, 100: 17, 50: 8, 10: 6 })).toEqual({
      kind: 'cash',
      totalFen: 449_160,
    })
    expect(sumPieces({})).toEqual({ kind: 'cash', totalFen: 0 })
  })

  it('refuses what is no note and what is no count', () => {
    for (const pieces of [{ 300: 1 }, { 100: -1 }, { 100: 0.5 }, { 100: MAX_PIECES + 1 }]) {
      expect(sumPieces(pieces)).toMatchObject({ code: 'shift.pieces_invalid' })
    }
  })
})

describe('opening a shift', () => {
  const running = { cashierId: 'wang-fang', cashier: '王芳', drawer: 'B', state: OPEN }
  const open = (changes: Partial<OpenRequest> = {}) =>
    decideOpen({ cashierId: 'li-min', drawer: 'A', floatPieces: { 10000: 5 }, shifts: [running], ...changes })

  it('takes the float', () => {
    expect(open()).toEqual({ kind: 'opened', floatFen: 50_000 })
  })

  it('is refused while the cashier has another, counted or not', () => {
    const own = { ...running, cashierId: 'li-min', state: { kind: 'counted', count: even } as const }
    expect(open({ shifts: [own] })).toMatchObject({ code: 'shift.already_open', params: { drawer: 'B' } })
  })

  it('is refused while the drawer is in use, and free again after a close', () => {
    expect(open({ drawer: 'B' })).toMatchObject({ code: 'shift.drawer_taken', params: { cashier: '王芳' } })
    const closed = { ...running, state: { kind: 'closed', count: even, differenceReason: null } as const }
    expect(open({ drawer: 'B', shifts: [closed] })).toMatchObject({ kind: 'opened' })
    expect(isRunning({ kind: 'forced', reason: 'x', count: null, differenceReason: null })).toBe(false)
  })

  it('is refused with a float that is no count', () => {
    expect(open({ floatPieces: { 7: 1 } })).toMatchObject({ code: 'shift.pieces_invalid' })
  })
})

describe('the drawer', () => {
  it('P6: float 500.00, cash in 1,234.56, refund 100.00, banked 1,000.00 should leave 634.56', () => {
    expect(expectedCash({ ...drawer, bankedFen: fen(100_000) })).toBe(63_456)
  })

  it('banks no more than is above the float', () => {
    expect(decideBanking(drawer, fen(113_456))).toMatchObject({ kind: 'banked' })
    expect(decideBanking(drawer, fen(113_457))).toMatchObject({
      code: 'shift.banked_too_much',
      params: { limitFen: 113_456 },
    })
    expect(decideBanking({ ...drawer, netCashFen: fen(-100) }, fen(1))).toMatchObject({ params: { limitFen: 0 } })
    expect(decideBanking(drawer, fen(-1))).toMatchObject({ code: 'shift.banked_too_much' })
  })

  it('pays out no more than there is', () => {
    expect(decideCashOut(drawer, fen(163_456))).toMatchObject({ kind: 'paid_out' })
    expect(decideCashOut(drawer, fen(163_457))).toMatchObject({
      code: 'shift.not_enough_cash',
      params: { missingFen: 1 },
    })
  })
})

describe('the blind count', () => {
  const count = (state: ShiftState = OPEN, changes: Partial<Parameters<typeof decideCount>[0]> = {}) =>
    decideCount({
      shift: aShift(state),
      actorId: 'li-min',
      pieces: SIX_HUNDRED_THIRTY,
      drawer,
      bankedFen: fen(100_000),
      ...changes,
    })

  it('P6: 630.00 counted is 4.56 short', () => {
    expect(count()).toEqual({ kind: 'counted', count: short })
  })

  it('is made once, by the shift’s own cashier', () => {
    expect(codeOf(count({ kind: 'counted', count: short }))).toBe('shift.already_counted')
    expect(codeOf(count({ kind: 'closed', count: short, differenceReason: 'x' }))).toBe('shift.not_open')
    expect(codeOf(count(OPEN, { actorId: 'wang-fang' }))).toBe('shift.not_yours')
  })

  it('is refused when more goes to the bank than came in, or the pieces are no count', () => {
    expect(codeOf(count(OPEN, { bankedFen: fen(113_457) }))).toBe('shift.banked_too_much')
    expect(codeOf(count(OPEN, { pieces: { 1: 1 } }))).toBe('shift.pieces_invalid')
  })
})

describe('closing a shift', () => {
  const close = (state: ShiftState, changes: Partial<Parameters<typeof decideClose>[0]> = {}) =>
    decideClose({ shift: aShift(state), actorId: 'li-min', differenceReason: '', documentsSinceCount: 0, ...changes })
  const counted: ShiftState = { kind: 'counted', count: short }

  it('P6: a difference needs a reason', () => {
    expect(close(counted)).toMatchObject({ code: 'shift.reason_required', params: { differenceFen: -456 } })
    expect(close(counted, { differenceReason: ' 找零多给 ' })).toEqual({
      kind: 'closed',
      count: short,
      differenceReason: '找零多给',
    })
  })

  it('money that agrees needs none', () => {
    expect(close({ kind: 'counted', count: even })).toEqual({ kind: 'closed', count: even, differenceReason: null })
  })

  it('comes after the count, once, by the own cashier, with nothing taken since', () => {
    expect(codeOf(close(OPEN))).toBe('shift.not_counted')
    expect(codeOf(close({ kind: 'closed', count: even, differenceReason: null }))).toBe('shift.not_open')
    expect(codeOf(close({ kind: 'forced', reason: 'x', count: null, differenceReason: null }))).toBe('shift.not_open')
    expect(codeOf(close(counted, { actorId: 'wang-fang' }))).toBe('shift.not_yours')
    expect(codeOf(close(counted, { documentsSinceCount: 1 }))).toBe('shift.counted_before_receipts')
    expect(() => close({ kind: 'lost' } as unknown as ShiftState)).toThrow('shift state')
  })
})

describe('a forgotten shift', () => {
  const forced = (count: CountResult | null): ShiftState => ({
    kind: 'forced',
    reason: '忘记交班',
    count,
    differenceReason: null,
  })
  const force = (state: ShiftState, reason: string, differenceReason = '') =>
    decideForceClose({ shift: aShift(state), reason, differenceReason })
  const countForced = (
    state: ShiftState,
    pieces: Record<number, number> = { 10000: 16, 1000: 3 },
    differenceReason = '缺 4.56',
  ) => decideCountForced({ shift: aShift(state), pieces, drawer, differenceReason })

  it('is closed by force with a reason, and no count is invented', () => {
    expect(force(OPEN, ' 忘记交班 ')).toEqual({
      kind: 'forced',
      reason: '忘记交班',
      count: null,
      differenceReason: null,
    })
    expect(codeOf(force(OPEN, ' '))).toBe('shift.force_reason_required')
    expect(codeOf(force(forced(null), 'x'))).toBe('shift.not_open')
  })

  it('keeps the count that was made before, and its difference is explained then: nobody counts it again', () => {
    const counted = (count: CountResult): ShiftState => ({ kind: 'counted', count })
    expect(force(counted(short), '人不在')).toMatchObject({
      code: 'shift.reason_required',
      params: { differenceFen: -456 },
    })
    expect(force(counted(short), '人不在', ' 找零多给 ')).toEqual({
      kind: 'forced',
      reason: '人不在',
      count: short,
      differenceReason: '找零多给',
    })
    expect(force(counted(even), '人不在')).toMatchObject({ count: even, differenceReason: null })
  })

  it('is counted by a supervisor later, once', () => {
    expect(countForced(forced(null))).toMatchObject({
      kind: 'closed',
      count: { differenceFen: -456 },
      differenceReason: '缺 4.56',
    })
    expect(codeOf(countForced(forced(null), { 3: 1 }))).toBe('shift.pieces_invalid')
    expect(codeOf(countForced(forced(null), { 10000: 1 }, ''))).toBe('shift.reason_required')
    expect(codeOf(countForced(forced(short)))).toBe('shift.already_counted')
    expect(codeOf(countForced(OPEN))).toBe('shift.not_forced')
  })
})

describe('the totals of a shift', () => {
  const later = instant(MORNING + 60_000)
  const documents = [
    aDocument({ id: 'r2', number: 'SJ-A-2026-000002', at: later, tenders: [paid('cash', 48_292)], state: 'voided' }),
    aDocument({ tenders: [paid('cash', 40_000), paid('wechat', 8292)] }),
    aDocument({ id: 't1', number: 'TK-A-2026-000001', kind: 'refund', at: later, tenders: [paid('cash', -10_000)] }),
    aDocument({ id: 'other', shiftId: 'shift-2' }),
  ]
  const totals = computeShiftTotals(aShift(), { documents, bankedFen: fen(5000) })

  it('count voids in first to last and in no sum', () => {
    expect(totals.receipts).toEqual({ first: 'SJ-A-2026-000001', last: 'SJ-A-2026-000002', count: 2, voidCount: 1 })
    expect(totals.refunds).toMatchObject({ first: 'TK-A-2026-000001', count: 1 })
    expect(totals.reversals).toEqual({ first: null, last: null, count: 0, voidCount: 0 })
    expect(totals.takings.netFen).toBe(38_292)
  })

  it('say what should be in the drawer', () => {
    expect(totals.expectedCashFen).toBe(50_000 + 40_000 - 10_000 - 5000)
  })

  it('P7: a reversal in a later shift leaves this one as it was', () => {
    const reversal = aDocument({ id: 'h1', kind: 'reversal', shiftId: 'shift-2', tenders: [paid('cash', -40_000)] })
    expect(computeShiftTotals(aShift(), { documents: [...documents, reversal], bankedFen: fen(5000) })).toEqual(totals)
  })

  it('become a Z report with the count and the head of the chain', () => {
    expect(makeZReport(totals, { count: short, differenceReason: '找零多给', chainHead: 'ab12' })).toEqual({
      ...totals,
      count: short,
      differenceReason: '找零多给',
      chainHead: 'ab12',
    })
  })
})
