import { elementAt, inTurn } from './lists.ts'
import { fen, shareByLargestRemainder } from '../../kernel/money.ts'
import type { LocalDate } from '../../kernel/time.ts'
import {
  CHRONIC_MONTHS,
  CLASS_PERCENT,
  cycleOf,
  MONTH_PERCENT,
  PAYER_CLASSES,
  type PayerBehaviour,
  type PayerClass,
} from './behaviour.ts'
import type { RateTuning } from './profile.ts'
import { type Random, shuffled } from './random.ts'

/** What classing a payer needs to know of a room. `monthly` is the fee of a month in any unit, as long as all rooms share it. */
export interface PayableRoom {
  readonly monthly: number
  readonly charged_from_on: LocalDate
  /** Rooms sold last month owe nothing yet that their buyer could be late with. */
  readonly prompt: boolean
}

const LATE_CLASSES: ReadonlySet<PayerClass> = new Set(['reminded', 'chronic', 'long_owing', 'lost'])
const LONG_OWING_PAYS_PPM = 150_000

/**
 * Gives every room its class in the exact shares of domain rules 8.4 and then a paying month, so that the takings of a year
 * follow the month weights. Shares hold by money as well as by rooms, because classes are dealt along the order of fees.
 */
export function classPayers(rooms: readonly PayableRoom[], rates: RateTuning, random: Random): PayerBehaviour[] {
  const classes = dealClasses(rooms, random)
  const phases = dealPhases(rooms, { classes, rates, random })
  const turns = dealTurns(classes, random)
  const debts = dealTurns(classes, random)
  return rooms.map((room, at) => {
    const payerClass = elementAt(classes, at)
    return {
      payer_class: payerClass,
      payer_key: at,
      phase: elementAt(phases, at),
      turn_ppm: elementAt(turns, at),
      pays_ppm: paysPpm(payerClass, rates),
      leaves_out_running_month: payerClass === 'reminded' && elementAt(turns, at) < rates.reminded_behind_ppm,
      owed_months: owedMonths(payerClass, { rates, place_ppm: elementAt(debts, at) }),
      charged_from_on: room.charged_from_on,
    }
  })
}

/** The j-th of n members of a class stands near (j + ½)/n of the list by fee: every class is spread over it evenly. */
function dealClasses(rooms: readonly PayableRoom[], random: Random): PayerClass[] {
  const counts = shareByLargestRemainder(
    fen(rooms.length),
    PAYER_CLASSES.map((one) => BigInt(CLASS_PERCENT[one])),
  )
  const seats = PAYER_CLASSES.flatMap((payerClass, nth) => {
    const count = elementAt(counts, nth)
    return Array.from({ length: count }, (_, at) => ({
      payerClass,
      place: Math.floor(((at * 1_000 + random.int(1_000)) * 1_000) / count),
    }))
  }).sort((a, b) => a.place - b.place)
  const order = rooms
    .map((_, at) => at)
    .sort((a, b) => elementAt(rooms, a).monthly - elementAt(rooms, b).monthly || a - b)
  const classes: PayerClass[] = rooms.map(() => 'yearly')
  for (const [at, room] of order.entries()) classes[room] = elementAt(seats, at).payerClass
  exchangeLate(rooms, classes)
  return classes
}

/** A room that has to be prompt changes places with the yearly payer whose fee is nearest. */
function exchangeLate(rooms: readonly PayableRoom[], classes: PayerClass[]): void {
  for (const [at, room] of rooms.entries()) {
    const own = elementAt(classes, at)
    if (!room.prompt || !LATE_CLASSES.has(own)) continue
    const others = rooms.flatMap((other, index) =>
      classes[index] === 'yearly' && !other.prompt ? [{ index, apart: Math.abs(other.monthly - room.monthly) }] : [],
    )
    const nearest = elementAt(
      others.sort((a, b) => a.apart - b.apart || a.index - b.index),
      0,
    )
    classes[nearest.index] = own
    classes[at] = 'yearly'
  }
}

/** Places 0 … 1,000,000 spread evenly inside each class, so that any share of it is met exactly. */
function dealTurns(classes: readonly PayerClass[], random: Random): number[] {
  const turns = classes.map(() => 0)
  for (const payerClass of PAYER_CLASSES) {
    const members = shuffled(
      random,
      classes.flatMap((own, at) => (own === payerClass ? [at] : [])),
    )
    for (const [nth, at] of members.entries()) turns[at] = Math.floor(((nth * 2 + 1) * 500_000) / members.length)
  }
  return turns
}

/**
 * Monthly, reminded and late payers take what months they have; then quarterly, half-yearly and yearly payers, in this order, each take
 * the month in which most money is still missing from the month's weight.
 */
function dealPhases(
  rooms: readonly PayableRoom[],
  of: { readonly classes: readonly PayerClass[]; readonly rates: RateTuning; readonly random: Random },
): number[] {
  const { classes, rates, random } = of
  const phases = rooms.map(() => 0)
  const missing = missingByMonth(rooms, classes, rates)
  const take = (
    at: number,
    choice: { readonly phase: number; readonly cycle: number; readonly money: number },
  ): void => {
    phases[at] = choice.phase
    for (let month = choice.phase; month < 12; month += choice.cycle)
      missing[month] = elementAt(missing, month) - choice.money
  }
  for (const payerClass of ['chronic', 'long_owing', 'reminded', 'quarterly', 'half_yearly', 'yearly'] as const) {
    const members = shuffled(
      random,
      classes.flatMap((own, at) => (own === payerClass ? [at] : [])),
    )
    for (const [nth, at] of members.entries()) {
      const monthly = elementAt(rooms, at).monthly
      const cycle = cycleOf(payerClass)
      if (cycle === null) {
        const phase = payerClass === 'chronic' ? inTurn(CHRONIC_MONTHS, nth) : random.int(12)
        take(at, { phase, cycle: 12, money: (monthly * yearlyMonths(payerClass, rates)) / 1_000_000 })
        continue
      }
      const phase = payerClass === 'reminded' ? nth % cycle : neediestPhase(missing, cycle)
      take(at, { phase, cycle, money: monthly * cycle })
    }
  }
  return phases
}

function missingByMonth(rooms: readonly PayableRoom[], classes: readonly PayerClass[], rates: RateTuning): number[] {
  let monthlyMoney = 0
  let yearMoney = 0
  for (const [at, room] of rooms.entries()) {
    const payerClass = elementAt(classes, at)
    if (payerClass === 'monthly') monthlyMoney += room.monthly
    yearMoney += (room.monthly * yearlyMonths(payerClass, rates)) / 1_000_000
  }
  return MONTH_PERCENT.map((percent) => (yearMoney * percent) / 100 - monthlyMoney)
}

/** Months that a member of the class pays in a year on average, ppm. */
function yearlyMonths(payerClass: PayerClass, rates: RateTuning): number {
  if (cycleOf(payerClass) !== null) return 12_000_000
  // Seven and a half months owed at New Year, and about seven of the year itself.
  if (payerClass === 'chronic') return rates.chronic_pays_ppm * 14
  return payerClass === 'long_owing' ? LONG_OWING_PAYS_PPM * 8 : 0
}

function neediestPhase(missing: readonly number[], cycle: number): number {
  let best = 0
  let most = -Infinity
  for (let phase = 0; phase < cycle; phase++) {
    let sum = 0
    for (let month = phase; month < 12; month += cycle) sum += elementAt(missing, month)
    if (sum > most) {
      most = sum
      best = phase
    }
  }
  return best
}

function paysPpm(payerClass: PayerClass, rates: RateTuning): number {
  if (payerClass === 'chronic') return rates.chronic_pays_ppm
  return payerClass === 'long_owing' ? LONG_OWING_PAYS_PPM : 0
}

/** The debts of a class are spread evenly from the shortest to the longest, so that a small community has an average one. */
function owedMonths(payerClass: PayerClass, of: { readonly rates: RateTuning; readonly place_ppm: number }): number {
  const [low, high] = owedRange(payerClass, of.rates)
  return low + Math.floor(((high - low + 1) * of.place_ppm) / 1_000_000)
}

function owedRange(payerClass: PayerClass, rates: RateTuning): readonly [number, number] {
  if (payerClass === 'chronic') return [3, 12]
  if (payerClass === 'long_owing') return rates.long_owed_months
  return payerClass === 'lost' ? rates.lost_owed_months : [0, 0]
}
