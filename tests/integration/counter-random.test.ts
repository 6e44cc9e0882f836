import fc from 'fast-check'
import { describe, expect, it } from 'vitest'

import { verifyChain } from '../../src-main/core/db/verify-chain.ts'
import { MONEY_TENDERS } from '../../src-shared/domain/ledger/index.ts'
import type { MoneyTender } from '../../src-shared/domain/ledger/index.ts'
import type { Id } from '../../src-shared/kernel/ids.ts'
import type { Fen } from '../../src-shared/kernel/money.ts'
import { counterWorld, openShift, pieces } from '../support/counter-world.ts'
import type { CounterWorld } from '../support/counter-world.ts'
import { startTestCore } from '../support/test-core.ts'
import type { TestCore, TestSeat } from '../support/test-core.ts'

/** Days in `npm test`; the soak run asks for more. */
const DAYS = Number(process.env['RANDOM_DAYS'] ?? 30)
const ROOMS = 4
const FLOAT_FEN = 50_000

interface Line {
  readonly lineId: Id
  readonly room: number
  openFen: number
}
interface Receipt {
  readonly receiptId: Id
  readonly receiptNo: string
  readonly desk: number
  readonly lines: readonly { readonly line: Line; readonly fen: number }[]
  readonly tenders: Readonly<Partial<Record<MoneyTender, number>>>
  readonly shift: number
  voided: boolean
}
/** What the office would have in its books: as little as can be checked by hand. */
interface Books {
  readonly lines: Line[]
  readonly receipts: Receipt[]
  /** Running number of the shift at each desk. */
  readonly shifts: number[]
  day: number
  months: number
}
interface Office {
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
const cashOf = (books: Books, shift: number): number => sum(books.receipts.filter((one) => one.shift === shift && !one.voided).map(({ tenders }) => tenders.cash ?? 0))

/** Some rooms get a line of a new month. */
class Bill implements Act {
  readonly amounts: readonly number[]
  constructor(amounts: readonly number[]) {
    this.amounts = amounts
  }
  check = (books: Readonly<Books>) => books.months < 12
  async run(books: Books, office: Office): Promise<void> {
    books.months += 1
    const month = `2026-${String(books.months).padStart(2, '0')}`
    for (const [room, amountFen] of this.amounts.entries()) {
      const lineId = office.world.line(office.rooms[room] ?? '', { month, amountFen })
      books.lines.push({ lineId, room, openFen: amountFen })
    }
    return Promise.resolve()
  }
  toString = () => `bill(${this.amounts.join(',')})`
}

/** A customer pays some lines of a room, oldest first, the last perhaps in part, with one or two tenders; the clerk may press twice. */
class Collect implements Act {
  readonly how: { desk: number; room: number; share: number; tenders: readonly [MoneyTender, MoneyTender]; split: number; over: number; twice: boolean }
  constructor(how: { desk: number; room: number; share: number; tenders: readonly [MoneyTender, MoneyTender]; split: number; over: number; twice: boolean }) {
    this.how = how
  }
  check = (books: Readonly<Books>) => books.lines.some(({ room, openFen }) => room === this.how.room && openFen > 0)
  async run(books: Books, office: Office): Promise<void> {
    const { desk, room, share, tenders: [first, second], split, over, twice } = this.how
    const { seat, shiftId } = deskOf(office, desk)
    const { lines } = await seat.query('counter.open', { roomIds: [office.rooms[room] as Id] })
    const owed = books.lines.filter((line) => line.room === room && line.openFen > 0)
    expect(lines.map(({ lineId, openFen }) => [lineId, openFen])).toEqual(owed.map(({ lineId, openFen }) => [lineId, openFen]))
    const paid: { line: Line; fen: number }[] = []
    let rest = Math.max(1, Math.floor((sum(owed.map(({ openFen }) => openFen)) * share) / 100))
    const total = rest
    for (const line of owed) {
      const fen = Math.min(rest, line.openFen)
      if (fen > 0) paid.push({ line, fen })
      rest -= fen
    }
    const other = first === second ? 0 : Math.floor((total * split) / 100)
    const amounts = new Map<MoneyTender, number>([[first, total - other], ...(other > 0 ? [[second, other] as const] : [])].filter(([, fen]) => (fen as number) > 0) as [MoneyTender, number][])
    const cash = amounts.get('cash')
    const input = {
      shiftId,
      payerName: null,
      lines: paid.map(({ line, fen }) => ({ lineId: line.lineId, expectedOpenFen: line.openFen as Fen, payFen: fen as Fen })),
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
    books.receipts.push({ receiptId, receiptNo, desk, lines: paid, tenders: Object.fromEntries(amounts), shift: books.shifts[desk] ?? 0, voided: false })
  }
  toString = () => `collect(${JSON.stringify(this.how)})`
}

/** A clerk voids a receipt of any desk; only the own open shift lets it through. */
class Void implements Act {
  readonly desk: number
  readonly pick: number
  constructor(desk: number, pick: number) {
    this.desk = desk
    this.pick = pick
  }
  check = (books: Readonly<Books>) => books.receipts.length > 0
  async run(books: Books, office: Office): Promise<void> {
    const receipt = books.receipts[this.pick % books.receipts.length]
    if (receipt === undefined) return
    const { seat } = deskOf(office, this.desk)
    const call = seat.command('receipt.void', { receiptId: receipt.receiptId, reason: '金额录错', paperTakenBack: true })
    const expected = this.expectedRefusal(books, receipt)
    if (expected !== null) {
      expect((await seat.refusal(call)).code).toBe(expected)
      return
    }
    await call
    receipt.voided = true
    for (const { line, fen } of receipt.lines) line.openFen += fen
  }
  private expectedRefusal(books: Books, receipt: Receipt): string | null {
    if (receipt.voided) return 'receipt.already_voided'
    if (receipt.desk !== this.desk) return 'receipt.not_your_shift'
    return receipt.shift === books.shifts[this.desk] ? null : 'receipt.shift_closed'
  }
  toString = () => `void(desk ${this.desk}, ${this.pick})`
}

/** A line that changed since it was shown is refused, and nothing is written. */
class Stale implements Act {
  readonly desk: number
  readonly pick: number
  constructor(desk: number, pick: number) {
    this.desk = desk
    this.pick = pick
  }
  check = (books: Readonly<Books>) => books.lines.length > 0
  async run(books: Books, office: Office): Promise<void> {
    const line = books.lines[this.pick % books.lines.length]
    if (line === undefined) return
    const { seat, shiftId } = deskOf(office, this.desk)
    const wrong = (line.openFen + 1) as Fen
    const lines = [{ lineId: line.lineId, expectedOpenFen: wrong, payFen: wrong }]
    const tenders = [{ tender: 'card' as const, amountFen: wrong, reference: null }]
    const error = await seat.refusal(seat.command('counter.collect', { shiftId, payerName: null, lines, tenders, cashReceivedFen: null, note: null, print: false }))
    expect(error.code).toBe(line.openFen === 0 ? 'counter.line_paid' : 'counter.line_changed')
  }
  toString = () => `stale(${this.pick})`
}

/** The clerk counts, closes and opens the next shift; the Z says what the books say. */
class CloseShift implements Act {
  readonly desk: number
  constructor(desk: number) {
    this.desk = desk
  }
  check = () => true
  async run(books: Books, office: Office): Promise<void> {
    const desk = deskOf(office, this.desk)
    const shift = books.shifts[this.desk] ?? 0
    const expected = FLOAT_FEN + cashOf(books, shift)
    const counted = await desk.seat.command('shift.count', { shiftId: desk.shiftId, pieces: pieces(expected), bankedFen: 0 as Fen, depositSlipNo: null })
    expect(counted.expectedCashFen).toBe(expected)
    const { report } = await desk.seat.command('shift.close', { shiftId: desk.shiftId, differenceReason: '分币', handOverTo: null, handOverNote: null })
    const own = books.receipts.filter((one) => one.shift === shift)
    expect(report.netFen).toBe(sum(own.filter(({ voided }) => !voided).flatMap(({ tenders }) => Object.values(tenders))))
    expect(report.documents).toMatchObject({ receiptCount: own.length, receiptFirst: own[0]?.receiptNo ?? null, receiptLast: own.at(-1)?.receiptNo ?? null })
    expect(report.documents.voided.map(({ receiptNo }) => receiptNo).toSorted()).toEqual(own.filter(({ voided }) => voided).map(({ receiptNo }) => receiptNo))
    desk.shiftId = await openShift(desk.seat, `D${this.desk}`)
    books.shifts[this.desk] = Math.max(...books.shifts) + 1
  }
  toString = () => `close(desk ${this.desk})`
}

/** The next morning: a shift may pass midnight. */
class NextDay implements Act {
  check = () => true
  run(books: Books, office: Office): Promise<void> {
    books.day += 1
    office.test.clock.advance(24 * 3_600_000)
    return Promise.resolve()
  }
  toString = () => 'next day'
}

const desk = fc.nat(1)
const acts = [
  fc.array(fc.integer({ min: 1, max: 50_000 }), { minLength: ROOMS, maxLength: ROOMS }).map((amounts) => new Bill(amounts)),
  fc
    .record({
      desk,
      room: fc.nat(ROOMS - 1),
      share: fc.oneof(fc.constant(100), fc.integer({ min: 1, max: 100 })),
      tenders: fc.tuple(fc.constantFrom(...MONEY_TENDERS), fc.constantFrom(...MONEY_TENDERS)),
      split: fc.nat(99),
      over: fc.nat(10_000),
      twice: fc.boolean(),
    })
    .map((how) => new Collect(how)),
  fc.tuple(desk, fc.nat(50)).map(([at, pick]) => new Void(at, pick)),
  fc.tuple(desk, fc.nat(50)).map(([at, pick]) => new Stale(at, pick)),
  desk.map((at) => new CloseShift(at)),
  fc.constant(new NextDay()),
]

async function anOffice(): Promise<Office> {
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
async function compare(books: Books, { test, rooms }: Office): Promise<void> {
  const { admin } = test
  const valid = books.receipts.filter(({ voided }) => !voided)
  const taken = sum(valid.flatMap(({ tenders }) => Object.values(tenders)))
  const list = await admin.query('receipt.list', { filter: {}, sort: { key: 'number', direction: 'asc' } })
  expect(list.rows.map(({ receiptNo, state }) => [receiptNo, state])).toEqual(books.receipts.map(({ receiptNo, voided }) => [receiptNo, voided ? 'voided' : 'valid']))
  expect(list.rows.map(({ receiptNo }) => Number(receiptNo.slice(-6)))).toEqual(books.receipts.map((_, index) => index + 1))
  expect(list.sums.amountFen).toBe(taken)
  const account = await admin.query('counter.open', { roomIds: rooms as Id[] })
  const owed = new Map(books.lines.filter(({ openFen }) => openFen > 0).map(({ lineId, openFen }) => [lineId, openFen]))
  expect(new Map(account.lines.map(({ lineId, openFen }) => [lineId, openFen]))).toEqual(owed)
  const { total } = await admin.query('report.daily', { fromOn: '2026-11-01' as never, toOn: '2027-06-30' as never })
  expect(total.netFen).toBe(taken)
  expect(total.receipts).toBe(books.receipts.length)
  expect(total.voided).toBe(books.receipts.length - valid.length)
  for (const tender of MONEY_TENDERS) expect(total.byTender[tender] ?? 0).toBe(sum(valid.map(({ tenders }) => tenders[tender] ?? 0)))
  expect(sum(Object.values(total.byFeeItem))).toBe(taken)
  expect(verifyChain(test.core.database.read)).toMatchObject({ kind: 'intact' })
}

describe('random days at the counter', () => {
  it(`after ${DAYS} days receipts, ledger, shifts and reports agree to the last 分`, { timeout: 120_000 + DAYS * 4_000 }, async () => {
    await fc.assert(
      fc.asyncProperty(fc.commands(acts, { maxCommands: 25, size: 'max' }), async (commands) => {
        const office = await anOffice()
        try {
          const books: Books = { lines: [], receipts: [], shifts: [0, 1], day: 0, months: 0 }
          await new Bill([16_097, 16_097, 8_000, 1]).run(books, office)
          await fc.asyncModelRun(() => ({ model: books, real: office }), commands)
          await compare(books, office)
        } finally {
          await office.test.stop()
        }
      }),
      { numRuns: DAYS },
    )
  })
})
