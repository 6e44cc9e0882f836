import { addDays } from '../../kernel/time.ts'
import type { LocalDate } from '../../kernel/time.ts'
import { roomCodeKey } from '../import/index.ts'
import type { OpeningField } from './columns.ts'
import type {
  KnownItem,
  KnownMeter,
  KnownRoom,
  KnownSpan,
  OpeningDebt,
  OpeningKnown,
  OpeningPaidUntil,
  OpeningProblem,
  OpeningProblemCode,
  OpeningReading,
  PlannedOpening,
  ReadOpeningRow,
} from './model.ts'

/** What rows above said, so that nothing is posted twice. */
interface Seen {
  readonly debts: Map<string, { readonly row: number; readonly span: KnownSpan }[]>
  readonly paid: Map<string, number>
  readonly meters: Map<string, number>
}

interface Place {
  readonly read: ReadOpeningRow
  readonly known: OpeningKnown
  readonly seen: Seen
  refuse(field: OpeningField, code: OpeningProblemCode, params?: OpeningProblem['params']): null
}

/** What posting the rows of a sheet would do (期初), row by row; nothing is written. */
export function planOpening(rows: readonly ReadOpeningRow[], known: OpeningKnown): PlannedOpening[] {
  const seen: Seen = { debts: new Map(), paid: new Map(), meters: new Map() }
  return rows.map((read) => planRow(read, known, seen))
}

// oxlint-disable-next-line max-params -- the row, the project, and the rows above
function planRow(read: ReadOpeningRow, known: OpeningKnown, seen: Seen): PlannedOpening {
  const { row, texts, note } = read
  const problems: OpeningProblem[] = [...read.problems]
  const refuse: Place['refuse'] = (field, code, params = {}) => {
    problems.push({ field, code, params })
    return null
  }
  const place: Place = { read, known, seen, refuse }
  const room = roomOf(place)
  const states = statedBy(read)
  if (!states.debt && !states.paid && !states.reading && problems.length === 0)
    refuse('amount', 'opening.nothing_stated')
  const item = states.debt || states.paid ? itemOf(place) : null
  const debt = states.debt && room !== null && item !== null ? debtOf(place, room, item) : null
  const paidUntil = states.paid && room !== null && item !== null ? paidUntilOf(place, room, item) : null
  const reading = states.reading && room !== null ? readingOf(place, room) : null
  if (room === null || problems.length > 0) return { row, texts, kind: 'wrong', problems }
  return { row, texts, kind: 'ready', roomId: room.id, roomCode: room.code, debt, paidUntil, reading, note }
}

/** A period without an amount is meant as a debt and asks for it. */
function statedBy(read: ReadOpeningRow) {
  return {
    debt: read.amountFen !== null || read.fromOn !== null || read.toOn !== null || read.dueOn !== null,
    paid: read.paidUntilOn !== null,
    reading: read.readingE3 !== null,
  }
}

function roomOf({ read, known, refuse }: Place): KnownRoom | null {
  if (read.room === '') return refuse('room', 'opening.room_missing')
  return known.rooms.get(roomCodeKey(read.room)) ?? refuse('room', 'opening.room_unknown', { text: read.room })
}

function itemOf({ read, known, refuse }: Place): KnownItem | null {
  if (read.item === '') return refuse('item', 'opening.item_missing')
  return known.items.get(read.item) ?? refuse('item', 'opening.item_unknown', { text: read.item })
}

/** A debt ends before the go-live day: what comes after is billed here. Without days it stands on the day before go-live. */
// oxlint-disable-next-line max-params -- the row with its room and item
function debtOf(place: Place, room: KnownRoom, item: KnownItem): OpeningDebt | null {
  const { read, known, seen, refuse } = place
  const { amountFen } = read
  if (amountFen === null)
    return read.problems.some(({ field }) => field === 'amount') ? null : refuse('amount', 'opening.amount_missing')
  const lastDay = addDays(known.goLiveOn, -1)
  const toOn = read.toOn ?? lastDay
  const fromOn = read.fromOn ?? toOn
  if (toOn > lastDay)
    return refuse(read.toOn === null ? 'from_on' : 'to_on', 'opening.after_go_live', { goLiveOn: known.goLiveOn })
  if (fromOn > toOn) return refuse('from_on', 'opening.days_reversed', { fromOn, toOn })
  const owner = room.terms.find((term) => (term.fromOn ?? '') <= toOn && (term.toOn === null || term.toOn >= toOn))
  if (owner === undefined) return refuse('room', 'opening.owner_missing', { code: room.code, toOn })
  const key = `${room.id}|${item.id}`
  const span = { fromOn, toOn }
  const above = (seen.debts.get(key) ?? []).find((one) => overlaps(one.span, span))
  if (above !== undefined) return refuse('from_on', 'opening.days_overlap', { firstRow: above.row })
  const before = (known.standing.get(key) ?? []).find((one) => overlaps(one, span))
  if (before !== undefined) return refuse('from_on', 'opening.stands_already', { ...before })
  seen.debts.set(key, [...(seen.debts.get(key) ?? []), { row: read.row, span }])
  return { itemId: item.id, ownerTermId: owner.id, fromOn, toOn, dueOn: read.dueOn ?? toOn, amountFen }
}

function overlaps(left: KnownSpan, right: KnownSpan): boolean {
  return left.fromOn <= right.toOn && right.fromOn <= left.toOn
}

// oxlint-disable-next-line max-params -- the row with its room and item
function paidUntilOf({ read, known, seen, refuse }: Place, room: KnownRoom, item: KnownItem): OpeningPaidUntil | null {
  const on = read.paidUntilOn as LocalDate
  if (!item.isMonthly) return refuse('paid_until', 'opening.item_not_monthly', { name: item.name })
  const owedFromOn = read.fromOn ?? read.toOn
  if (read.amountFen !== null && owedFromOn !== null && owedFromOn <= on)
    return refuse('paid_until', 'opening.paid_and_owed', { fromOn: owedFromOn })
  const key = `${room.id}|${item.id}`
  const first = seen.paid.get(key)
  if (first !== undefined) return refuse('paid_until', 'opening.paid_twice', { firstRow: first })
  if (known.paidBefore.has(key)) return refuse('paid_until', 'opening.paid_twice', { firstRow: 0 })
  const billedFromOn = known.billedFrom.get(key)
  if (billedFromOn !== undefined && billedFromOn <= on)
    return refuse('paid_until', 'opening.billed_already', { fromOn: billedFromOn })
  seen.paid.set(key, read.row)
  return { itemId: item.id, on }
}

function readingOf(place: Place, room: KnownRoom): OpeningReading | null {
  const { read, known, seen, refuse } = place
  const valueE3 = read.readingE3 as number
  const meter = meterOf(place, room)
  if (meter === null) return null
  const { code } = meter
  const first = seen.meters.get(meter.id)
  if (first !== undefined) return refuse('meter', 'opening.meter_twice', { code, firstRow: first })
  if (meter.isRead) return refuse('meter', 'opening.meter_read_already', { code })
  if (meter.registers !== 1) return refuse('meter', 'opening.meter_registers', { code })
  if (valueE3 >= 10 ** meter.digits * 1000)
    return refuse('reading', 'opening.reading_beyond_dial', { digits: meter.digits })
  const readOn = read.readOn ?? addDays(known.goLiveOn, -1)
  if (readOn > known.today) return refuse('read_on', 'opening.read_on_later', { today: known.today })
  seen.meters.set(meter.id, read.row)
  return { meterId: meter.id, valueE3, readOn }
}

function meterOf({ read, known, refuse }: Place, room: KnownRoom): KnownMeter | null {
  if (read.meter !== '')
    return (
      known.metersByCode.get(read.meter.toUpperCase()) ?? refuse('meter', 'opening.meter_unknown', { text: read.meter })
    )
  const [meter, second] = known.metersOfRoom.get(room.id) ?? []
  if (meter === undefined) return refuse('meter', 'opening.meter_unknown', { text: room.code })
  return second === undefined ? meter : refuse('meter', 'opening.meter_ambiguous', { text: room.code })
}
