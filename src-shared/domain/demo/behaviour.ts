import type { LocalDate } from '../../kernel/time.ts'
import { dayAt, type MonthIndex, monthIndexOf } from './months.ts'
import { drawOf } from './random.ts'

/** The classes of payers (domain rules 8.4): in advance, when reminded, late, and as good as never. */
export type PayerClass =
  | 'yearly'
  | 'half_yearly'
  | 'quarterly'
  | 'monthly'
  | 'reminded'
  | 'chronic'
  | 'long_owing'
  | 'lost'

export const PAYER_CLASSES: readonly PayerClass[] = [
  'yearly',
  'half_yearly',
  'quarterly',
  'monthly',
  'reminded',
  'chronic',
  'long_owing',
  'lost',
]

/** Share of the rooms in each class, percent (domain rules 8.4). */
export const CLASS_PERCENT: Readonly<Record<PayerClass, number>> = {
  yearly: 32,
  half_yearly: 14,
  quarterly: 12,
  monthly: 8,
  reminded: 20,
  chronic: 9,
  long_owing: 4,
  lost: 1,
}

/** Share of the money that comes in each month, January first, percent (domain rules 8.4). */
export const MONTH_PERCENT: readonly number[] = [14, 6, 9, 8, 8, 10, 8, 7, 7, 6, 7, 10]

/** How one room pays. A payer of several rooms pays them all on one day, by one `payer_key`. */
export interface PayerBehaviour {
  readonly payer_class: PayerClass
  /** The room whose index fixes the days of this payer. */
  readonly payer_key: number
  /** Of a payer in a cycle of n months: the remainder of a paying month's index by n. Of a late payer: the month, 0 to 11. */
  readonly phase: number
  /** A late payer pays in the years in which this place, moved on each year, falls below his class's share; ppm. */
  readonly turn_ppm: number
  readonly pays_ppm: number
  /** A reminded payer who leaves out the running month. */
  readonly leaves_out_running_month: boolean
  /** Months owed when `today` began; only for the classes that owe. */
  readonly owed_months: number
  /** The first day that is charged. */
  readonly charged_from_on: LocalDate
}

/** What a room pays in a month: everything through `through`, oldest first. */
export interface PayingMonth {
  readonly on: LocalDate
  readonly through: MonthIndex
}

/** Chronic payers come when the year closes, or at midsummer: the months whose takings their arrears swell. */
export const CHRONIC_MONTHS: readonly number[] = [5, 9, 10, 11]
/** What stays open when a chronic payer has paid: he owes 3 to 12 months at any time. */
const CHRONIC_KEEPS_MONTHS = 3
/** A part payment of an old debt. */
const OLD_DEBT_PART_MONTHS = 8
/** Moves a late payer's place on from year to year: the golden section, which spreads any number of years evenly. */
const YEARLY_TURN_PPM = 618_034

const CYCLE_MONTHS: Readonly<Record<PayerClass, number | null>> = {
  yearly: 12,
  half_yearly: 6,
  quarterly: 3,
  monthly: 1,
  reminded: 3,
  chronic: null,
  long_owing: null,
  lost: null,
}

/** After how many months a payer comes again; `null` for those who come when they please. */
export function cycleOf(payerClass: PayerClass): number | null {
  return CYCLE_MONTHS[payerClass]
}

/** What a payer would pay in a month, were anything open; `null` when he does not come in that month. */
export function payingMonth(
  behaviour: PayerBehaviour,
  at: { readonly month: MonthIndex; readonly paidThrough: MonthIndex; readonly seed: number },
): PayingMonth | null {
  const through = payThrough(behaviour, at)
  if (through === null) return null
  return { on: dayOfPaying(behaviour, at), through }
}

/** Days 1 to 28, so that every month has them. */
function dayOfPaying(behaviour: PayerBehaviour, at: { readonly month: MonthIndex; readonly seed: number }): LocalDate {
  return dayAt(at.month, 1 + drawOf(28, at.seed, behaviour.payer_key, at.month))
}

/** Payers in advance pay the cycle that begins, reminded ones what has gathered. */
function throughOfCycle(
  behaviour: PayerBehaviour,
  at: { readonly month: MonthIndex; readonly cycle: number },
): MonthIndex {
  if (behaviour.payer_class !== 'reminded') return at.month + at.cycle - 1
  return behaviour.leaves_out_running_month ? at.month - 1 : at.month
}

function payThrough(
  behaviour: PayerBehaviour,
  at: { readonly month: MonthIndex; readonly paidThrough: MonthIndex },
): MonthIndex | null {
  const cycle = cycleOf(behaviour.payer_class)
  if (cycle !== null) {
    return at.month % cycle === behaviour.phase ? throughOfCycle(behaviour, { month: at.month, cycle }) : null
  }
  if (at.month % 12 !== behaviour.phase || !hasTurn(behaviour, Math.floor(at.month / 12))) return null
  if (behaviour.payer_class === 'chronic') return at.month - CHRONIC_KEEPS_MONTHS
  return Math.min(at.month - 12, at.paidThrough + OLD_DEBT_PART_MONTHS)
}

function hasTurn(behaviour: PayerBehaviour, year: number): boolean {
  return (behaviour.turn_ppm + ((year * YEARLY_TURN_PPM) % 1_000_000)) % 1_000_000 < behaviour.pays_ppm
}

/** The last month that was paid when `today` began; the month before the first charged one when nothing was. */
export function paidThroughAt(
  behaviour: PayerBehaviour,
  at: { readonly today: LocalDate; readonly seed: number },
): MonthIndex {
  const start = monthIndexOf(behaviour.charged_from_on)
  const now = monthIndexOf(at.today)
  const cycle = cycleOf(behaviour.payer_class)
  if (cycle === null) return Math.max(start - 1, now - 1 - behaviour.owed_months)
  let month = now - ((now - behaviour.phase) % cycle)
  if (dayOfPaying(behaviour, { month, seed: at.seed }) >= at.today) month -= cycle
  return Math.max(start - 1, throughOfCycle(behaviour, { month, cycle }))
}
