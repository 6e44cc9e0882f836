import { elementAt } from './lists.ts'
import { addDays, addMonths, type LocalDate, localDate, monthOf, parseLocalDate } from '../../kernel/time.ts'
import type { RoomDraft } from './layout.ts'
import type { ProjectPlan } from './profile.ts'
import { countOf, type Random, shuffled } from './random.ts'
import type { BuildingRecord, Occupancy } from './records.ts'

export interface RoomStanding {
  readonly occupancy: Occupancy
  readonly handover_on: LocalDate | null
  /** The first day that somebody has to pay for; known even where the office has lost the hand-over day. */
  readonly charged_from_on: LocalDate
  readonly sold_last_month: boolean
}

const HANDOVER_MISSING_PPM = 30_000
const HANDOVER_LEAP_PPM = 4_000
const SOLD_LAST_MONTH_PPM = 5_000

/** Who lives where, in the exact counts of the plan, and since when (domain rules 8.1, 8.5). */
export function settleRooms(of: {
  readonly plan: ProjectPlan
  readonly rooms: readonly RoomDraft[]
  readonly buildings: readonly BuildingRecord[]
  readonly random: Random
  readonly today: LocalDate
}): RoomStanding[] {
  const { plan, rooms, random, today } = of
  const occupancies = drawOccupancies(plan, rooms.length, random)
  const standings = rooms.map((room, at) => {
    const completedOn = elementAt(of.buildings, room.building_index).completed_on
    return standingOf(elementAt(occupancies, at), { completedOn, random })
  })
  const sold = standings.flatMap((standing, at) => (standing.occupancy === 'unsold' ? [] : [at]))
  const order = shuffled(random, sold)
  const take = (ppm: number): number[] => order.splice(0, countOf(sold.length, ppm))
  for (const at of take(HANDOVER_MISSING_PPM)) change(standings, at, { handover_on: null })
  for (const at of take(HANDOVER_LEAP_PPM)) handOver(standings, at, leapDayBefore(today))
  for (const at of take(SOLD_LAST_MONTH_PPM)) {
    handOver(
      standings,
      at,
      localDate(`${addMonths(monthOf(today), -1)}-${String(random.between(1, 28)).padStart(2, '0')}`),
    )
    change(standings, at, { sold_last_month: true })
  }
  return standings
}

function drawOccupancies(plan: ProjectPlan, count: number, random: Random): Occupancy[] {
  const part = (ppm: number): number => Math.round((count * ppm) / 1_000_000)
  const unsold = part(plan.unsold_ppm)
  const occupied = part(plan.occupied_ppm)
  const rented = Math.round((occupied * plan.rented_ppm) / 1_000_000)
  const empty = count - unsold - occupied
  const renovating = Math.round(empty / 8)
  const handedOver = Math.round(empty / 8)
  const kinds: readonly (readonly [Occupancy, number])[] = [
    ['unsold', unsold],
    ['rented', rented],
    ['occupied', occupied - rented],
    ['renovating', renovating],
    ['handed_over', handedOver],
    ['vacant', empty - renovating - handedOver],
  ]
  return shuffled(
    random,
    kinds.flatMap(([kind, times]) => Array.from({ length: times }, () => kind)),
  )
}

function standingOf(
  occupancy: Occupancy,
  of: { readonly completedOn: LocalDate; readonly random: Random },
): RoomStanding {
  if (occupancy === 'unsold') {
    return { occupancy, handover_on: null, charged_from_on: of.completedOn, sold_last_month: false }
  }
  // Nine in ten come to the collective hand-over, the others within two years.
  const late = of.random.int(10) === 0
  const handover = addDays(of.completedOn, of.random.int(late ? 700 : 30))
  return { occupancy, handover_on: handover, charged_from_on: handover, sold_last_month: false }
}

function handOver(standings: RoomStanding[], at: number, on: LocalDate): void {
  change(standings, at, { handover_on: on, charged_from_on: on })
}

function change(standings: RoomStanding[], at: number, fields: Partial<RoomStanding>): void {
  standings[at] = { ...elementAt(standings, at), ...fields }
}

/** The last 29 February at least two months before `today`. */
export function leapDayBefore(today: LocalDate): LocalDate {
  const latest = addMonths(monthOf(today), -2)
  for (let year = Number(latest.slice(0, 4)); ; year--) {
    const day = parseLocalDate(`${year}-02-29`)
    if (day !== null && monthOf(day) <= latest) return day
  }
}
