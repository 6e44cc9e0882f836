import fc from 'fast-check'
import { expect } from 'vitest'

import { balanceDifferences } from '../../src-main/core/db/verify-balances.ts'
import { verifyChain } from '../../src-main/core/db/verify-chain.ts'
import { MONEY_TENDERS } from '../../src-shared/domain/ledger/index.ts'
import type { MoneyTender } from '../../src-shared/domain/ledger/index.ts'
import type { Id } from '../../src-shared/kernel/ids.ts'
import type { Fen } from '../../src-shared/kernel/money.ts'
import { counterWorld, openShift, pieces } from './counter-world.ts'
import type { CounterWorld } from './counter-world.ts'
import { startTestCore } from './test-core.ts'
import type { TestCore, TestSeat } from './test-core.ts'

const ROOMS = 4
const FLOAT_FEN = 50_000

export interface Line {
  readonly lineId: Id
  readonly room: number
  openFen: number
}
export interface Receipt {
  readonly receiptId: Id
  readonly receiptNo: string
  readonly desk: number
  readonly lines: readonly { readonly line: Line; readonly fen: number }[]
  readonly tenders: Readonly<Partial<Record<MoneyTender, number>>>
  readonly shift: number
  voided: boolean
}
/** What the office would have in its books: as little as can be checked by hand. */
export interface Books {
  readonly lines: Line[]
  readonly receipts: Receipt[]
  /** Running number of the shift at each desk. */
  readonly shifts: number[]
  day: number
  months: number
}
export interface Office {
  readonly test: TestCore
  readonly world: CounterWorld
  readonly rooms: readonly string[]
  readonly desks: readonly { readonly seat: TestSeat; shiftId: Id }[]
}
type Act = fc.AsyncCommand<Books, Office>

function deskOf(office: Office, desk: number): Office['desks'][number] {
  const found = office.desks[desk]
  if (found === undefined) throw new Error('The office has two desks')
  return found
}
const sum = (rows: readonly number[]): number => rows.reduce((left, right) => left + right, 0)
const cashOf = (books: Books, shift: number): number =>
  sum(books.receipts.filter((one) => one.shift === shift && !one.voided).map(({ tenders }) => tenders.cash ?? 0))

/** Some rooms get a line of a new month. */
export function bill(amounts: readonly number[]): Act {
  const run = (books: Books, office: Office): Promise<void> => {
    books.months += 1
    const month = `2026-${String(books.months).padStart(2, '0')}`
    for (const [room, amountFen] of amounts.entries()) {
      const lineId = office.world.line(office.rooms[room] ?? '', { month, amountFen })
      books.lines.push({ lineId, room, openFen: amountFen })
    }
    return Promise.resolve()
  }
  return { check: (books) => books.months < 12, run, toString: () => `bill(${amounts.join(',')})` }
}

/** A customer pays some lines of a room, oldest first, the last perhaps in part, with one or two tenders; the clerk may press twice. */
interface Customer {
  readonly desk: number
  readonly room: number
  /** Percent of what the room owes. */
  readonly share: number
  readonly tenders: readonly [MoneyTender, MoneyTender]
  /** Percent of the money that the second tender covers. */
  readonly split: number
  readonly over: number
  readonly twice: boolean
}
function collect(how: Customer): Act {
  const run = async (books: Books, office: Office): Promise<void> => {
    const { desk, room, share, tenders, split, over, twice } = how
    const [first, second] = tenders
    const { seat, shiftId } = deskOf(office, desk)
    const { lines } = await seat.query('counter.open', { roomIds: [office.rooms[room] as Id] })
    const owed = books.lines.filter((line) => line.room === room && line.openFen > 0)
    expect(lines.map(({ lineId, openFen }) => [lineId, openFen])).toEqual(
      owed.map(({ lineId, openFen }) => [lineId, openFen]),
    )
    const paid: { line: Line; fen: number }[] = []
    let rest = Math.max(1, Math.floor((sum(owed.map(({ openFen }) => openFen)) * share) / 100))
    const total = rest
    for (const line of owed) {
      const fen = Math.min(rest, line.openFen)
      if (fen > 0) paid.push({ line, fen })
      rest -= fen
    }
    const other = first === second ? 0 : Math.floor((total * split) / 100)
    const amounts = new Map<MoneyTender, number>(
      [[first, total - other], ...(other > 0 ? [[second, other] as const] : [])].filter(
        ([, fen]) => (fen as number) > 0,
      ) as [MoneyTender, number][],
    )
    const cash = amounts.get('cash')
    const input = {
      shiftId,
      payerName: null,
      lines: paid.map(({ line, fen }) => ({
        lineId: line.lineId,
        expectedOpenFen: line.openFen as Fen,
        payFen: fen as Fen,
      })),
      tenders: [...amounts].map(([tender, amount]) => ({ tender, amountFen: amount as Fen, reference: null })),
      cashReceivedFen: cash === undefined ? null : ((cash + over) as Fen),
      note: null,
      print: false,
    }
    const commandId = office.test.newId()
    const answer = await seat.command('counter.collect', input, commandId)
    expect(answer).toMatchObject({ amountFen: total, changeFen: cash === undefined ? 0 : over })
    if (twice) expect(await seat.command('counter.collect', input, commandId)).toEqual(answer)
    for (const { line, fen } of paid) line.openFen -= fen
    const { receiptId, receiptNo } = answer
    books.receipts.push({
      receiptId,
      receiptNo,
      desk,
      lines: paid,
      tenders: Object.fromEntries(amounts),
      shift: books.shifts[desk] ?? 0,
      voided: false,
    })
  }
  const owes = ({ room, openFen }: Line): boolean => room === how.room && openFen > 0
  return { check: (books) => books.lines.some(owes), run, toString: () => `collect(${JSON.stringify(how)})` }
}

/** A clerk voids a receipt of any desk; only the own open shift lets it through. */
function voidOne(desk: number, pick: number): Act {
  const run = async (books: Books, office: Office): Promise<void> => {
    const receipt = books.receipts[pick % books.receipts.length]
    if (receipt === undefined) return
    const { seat } = deskOf(office, desk)
    const call = seat.command('receipt.void', {
      receiptId: receipt.receiptId,
      reason: '金额录错',
      paperTakenBack: true,
    })
    const expected = expectedRefusal(books, receipt, desk)
    if (expected !== null) {
      expect((await seat.refusal(call)).code).toBe(expected)
      return
    }
    await call
    receipt.voided = true
    for (const { line, fen } of receipt.lines) line.openFen += fen
  }
  return { check: (books) => books.receipts.length > 0, run, toString: () => `void(desk ${desk}, ${pick})` }
}

function expectedRefusal(books: Books, receipt: Receipt, desk: number): string | null {
  if (receipt.voided) return 'receipt.already_voided'
  if (receipt.desk !== desk) return 'receipt.not_your_shift'
  return receipt.shift === books.shifts[desk] ? null : 'receipt.shift_closed'
}

/** A line that changed since it was shown is refused, and nothing is written. */
function stale(desk: number, pick: number): Act {
  const run = async (books: Books, office: Office): Promise<void> => {
    const line = books.lines[pick % books.lines.length]
    if (line === undefined) return
    const { seat, shiftId } = deskOf(office, desk)
    const wrong = (line.openFen + 1) as Fen
    const lines = [{ lineId: line.lineId, expectedOpenFen: wrong, payFen: wrong }]
    const tenders = [{ tender: 'card' as const, amountFen: wrong, reference: null }]
    const error = await seat.refusal(
      seat.command('counter.collect', {
        shiftId,
        payerName: null,
        lines,
        tenders,
        cashReceivedFen: null,
        note: null,
        print: false,
      }),
    )
    expect(error.code).toBe(line.openFen === 0 ? 'counter.line_paid' : 'counter.line_changed')
  }
  return { check: (books) => books.lines.length > 0, run, toString: () => `stale(${pick})` }
}

/** The clerk counts, closes and opens the next shift; the Z says what the books say. */
function closeShift(at: number): Act {
  const run = async (books: Books, office: Office): Promise<void> => {
    const desk = deskOf(office, at)
    const shift = books.shifts[at] ?? 0
    const expected = FLOAT_FEN + cashOf(books, shift)
    const counted = await desk.seat.command('shift.count', {
      shiftId: desk.shiftId,
      pieces: pieces(expected),
      bankedFen: 0 as Fen,
      depositSlipNo: null,
    })
    expect(counted.expectedCashFen).toBe(expected)
    const { report } = await desk.seat.command('shift.close', {
      shiftId: desk.shiftId,
      differenceReason: '分币',
      handOverTo: null,
      handOverNote: null,
    })
    const own = books.receipts.filter((one) => one.shift === shift)
    expect(report.netFen).toBe(
      sum(own.filter(({ voided }) => !voided).flatMap(({ tenders }) => Object.values(tenders))),
    )
    expect(report.documents).toMatchObject({
      receiptCount: own.length,
      receiptFirst: own[0]?.receiptNo ?? null,
      receiptLast: own.at(-1)?.receiptNo ?? null,
    })
    expect(report.documents.voided.map(({ receiptNo }) => receiptNo).toSorted()).toEqual(
      own.filter(({ voided }) => voided).map(({ receiptNo }) => receiptNo),
    )
    desk.shiftId = await openShift(desk.seat, `D${at}`)
    books.shifts[at] = Math.max(...books.shifts) + 1
  }
  return { check: () => true, run, toString: () => `close(desk ${at})` }
}

/** The next morning: a shift may pass midnight. */
function nextDay(): Act {
  const run = (books: Books, office: Office): Promise<void> => {
    books.day += 1
    office.test.clock.advance(24 * 3_600_000)
    return Promise.resolve()
  }
  return { check: () => true, run, toString: () => 'next day' }
}

const anyDesk = fc.nat(1)
export const acts = [
  fc.array(fc.integer({ min: 1, max: 50_000 }), { minLength: ROOMS, maxLength: ROOMS }).map((amounts) => bill(amounts)),
  fc
    .record({
      desk: anyDesk,
      room: fc.nat(ROOMS - 1),
      share: fc.oneof(fc.constant(100), fc.integer({ min: 1, max: 100 })),
      tenders: fc.tuple(fc.constantFrom(...MONEY_TENDERS), fc.constantFrom(...MONEY_TENDERS)),
      split: fc.nat(99),
      over: fc.nat(10_000),
      twice: fc.boolean(),
    })
    .map((how) => collect(how)),
  fc.tuple(anyDesk, fc.nat(50)).map(([at, pick]) => voidOne(at, pick)),
  fc.tuple(anyDesk, fc.nat(50)).map(([at, pick]) => stale(at, pick)),
  anyDesk.map((at) => closeShift(at)),
  fc.constant(nextDay()),
]

export async function anOffice(): Promise<Office> {
  const test = await startTestCore()
  const world = await counterWorld(test)
  const rooms = Array.from({ length: ROOMS }, (_, index) => world.room(`R-${index}`))
  const desks = []
  for (const [index, name] of ['limin', 'wangfang'].entries()) {
    const seat = await world.cashier(name)
    desks.push({ seat, shiftId: await openShift(seat, `D${index}`) })
  }
  return { test, world, rooms, desks }
}

/** Receipts, ledger, shifts and reports say the same, and the same as the books. */
export async function compareBooks(books: Books, { test, rooms }: Office): Promise<void> {
  const { admin } = test
  const valid = books.receipts.filter(({ voided }) => !voided)
  const taken = sum(valid.flatMap(({ tenders }) => Object.values(tenders)))
  const list = await admin.query('receipt.list', { filter: {}, sort: { key: 'number', direction: 'asc' } })
  expect(list.rows.map(({ receiptNo, state }) => [receiptNo, state])).toEqual(
    books.receipts.map(({ receiptNo, voided }) => [receiptNo, voided ? 'voided' : 'valid']),
  )
  expect(list.rows.map(({ receiptNo }) => Number(receiptNo.slice(-6)))).toEqual(
    books.receipts.map((_, index) => index + 1),
  )
  expect(list.sums.amountFen).toBe(taken)
  const account = await admin.query('counter.open', { roomIds: rooms as Id[] })
  const owed = new Map(books.lines.filter(({ openFen }) => openFen > 0).map(({ lineId, openFen }) => [lineId, openFen]))
  expect(new Map(account.lines.map(({ lineId, openFen }) => [lineId, openFen]))).toEqual(owed)
  expect([...balanceDifferences(test.core.database.read)].flat()).toEqual([])
  const { total } = await admin.query('report.daily', { fromOn: '2026-11-01' as never, toOn: '2027-06-30' as never })
  expect(total.netFen).toBe(taken)
  expect(total.receipts).toBe(books.receipts.length)
  expect(total.voided).toBe(books.receipts.length - valid.length)
  for (const tender of MONEY_TENDERS)
    expect(total.byTender[tender] ?? 0).toBe(sum(valid.map(({ tenders }) => tenders[tender] ?? 0)))
  expect(sum(Object.values(total.byFeeItem))).toBe(taken)
  expect(verifyChain(test.core.database.read)).toMatchObject({ kind: 'intact' })
}
