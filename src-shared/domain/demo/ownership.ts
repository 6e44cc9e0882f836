import { addDays, addMonths, firstDayOf, type LocalDate, monthOf } from '../../kernel/time.ts'
import { cycleOf, type PayerBehaviour } from './behaviour.ts'
import { elementAt, inTurn } from './lists.ts'
import { monthIndexOf } from './months.ts'
import type { RoomStanding } from './occupancy.ts'
import type { PersonDraft } from './people.ts'
import { countOf, type Random, sampleOf, shuffled } from './random.ts'
import type { HouseholdRecord, RelationRecord, RoomUsage } from './records.ts'

/** A room as far as ownership is concerned. */
export interface OwnableRoom {
  readonly usage: RoomUsage
  readonly standing: RoomStanding
  readonly behaviour: PayerBehaviour
  /** The last month that is paid, and so settled between an old and a new owner. */
  readonly paid_through: number
}

export interface Ownership {
  readonly persons: PersonDraft[]
  readonly developer_person_index: number
  readonly relations: RelationRecord[]
  readonly household: HouseholdRecord[]
}

const CO_OWNED_PPM = 60_000
const RESOLD_PPM = 50_000
const COMPANY_OWNS_HOME_PPM = 5_000
const COMPANY_OWNS_SHOP_PPM = 400_000
const WHOLE_PPM = 1_000_000

interface Draft {
  readonly rooms: readonly OwnableRoom[]
  readonly random: Random
  readonly today: LocalDate
  readonly persons: PersonDraft[]
  readonly relations: RelationRecord[]
}

/** Owners, co-owners, earlier owners, tenants and households, `personCount` people in all (domain rules 8.1, 8.5). */
export function assignOwnership(
  rooms: readonly OwnableRoom[],
  of: {
    readonly groups: readonly (readonly number[])[]
    readonly personCount: number
    readonly random: Random
    readonly today: LocalDate
  },
): Ownership {
  const developer: PersonDraft = { kind: 'company', party: 'owner' }
  const draft: Draft = { rooms, random: of.random, today: of.today, persons: [developer], relations: [] }
  for (const [at, room] of rooms.entries()) {
    if (room.standing.occupancy === 'unsold')
      own(draft, { room: at, persons: [0], from: room.standing.charged_from_on, to: null })
  }
  const coOwned = pickCoOwned(draft, of.groups)
  const resold = pickResold(draft)
  for (const group of of.groups) {
    const first = elementAt(group, 0)
    const owners = addOwners(draft, { room: first, count: coOwned.get(first) ?? 1 })
    for (const room of group) addTerms(draft, { room, owners, resoldOn: resold.get(room) ?? null })
  }
  addTenants(draft)
  const household = fillHouseholds(draft, of.personCount)
  return { persons: draft.persons, developer_person_index: 0, relations: draft.relations, household }
}

/** Two owners in five cases of six, three in the sixth. */
function pickCoOwned(draft: Draft, groups: readonly (readonly number[])[]): Map<number, number> {
  const soldCount = groups.reduce((sum, group) => sum + group.length, 0)
  const single = groups.filter((group) => group.length === 1).map((group) => elementAt(group, 0))
  const picked = sampleOf(draft.random, single, countOf(soldCount, CO_OWNED_PPM))
  return new Map(picked.map((at, nth) => [at, nth % 6 === 5 ? 3 : 2]))
}

/** Half of the sales of last month are resales; the others of domain rules 3.4 lie in settled time: no debt straddles a transfer. */
function pickResold(draft: Draft): Map<number, LocalDate> {
  const resold = new Map<number, LocalDate>()
  const candidates = draft.rooms.flatMap((room, at) => {
    const days = room.standing.occupancy === 'unsold' ? 0 : settledDays(room, draft.today)
    return days > 400 && !room.standing.sold_last_month ? [{ at, days }] : []
  })
  const picked = sampleOf(draft.random, candidates, countOf(draft.rooms.length, RESOLD_PPM))
  const lastMonth = firstDayOf(addMonths(monthOf(draft.today), -1))
  for (const [nth, { at, days }] of picked.entries()) {
    const room = elementAt(draft.rooms, at)
    const isPrompt = cycleOf(room.behaviour.payer_class) !== null && room.behaviour.payer_class !== 'reminded'
    const recent = nth % 12 === 0 && isPrompt
    resold.set(
      at,
      recent
        ? addDays(lastMonth, draft.random.int(28))
        : addDays(room.standing.charged_from_on, draft.random.between(365, days)),
    )
  }
  return resold
}

/** Days, at least, from the first charged day to the last month that is paid, but not into the last two months. */
function settledDays(room: OwnableRoom, today: LocalDate): number {
  const until = Math.min(room.paid_through, monthIndexOf(today) - 2)
  return (until - monthIndexOf(room.standing.charged_from_on) - 1) * 30
}

function addOwners(draft: Draft, of: { readonly room: number; readonly count: number }): number[] {
  const isShop = elementAt(draft.rooms, of.room).usage === 'shop'
  const isCompany = draft.random.int(WHOLE_PPM) < (isShop ? COMPANY_OWNS_SHOP_PPM : COMPANY_OWNS_HOME_PPM)
  return Array.from({ length: of.count }, (_, nth) =>
    addPerson(draft, { kind: isCompany && nth === 0 ? 'company' : 'natural', party: 'owner' }),
  )
}

function addTerms(
  draft: Draft,
  of: { readonly room: number; readonly owners: readonly number[]; readonly resoldOn: LocalDate | null },
): void {
  const from = elementAt(draft.rooms, of.room).standing.charged_from_on
  if (of.resoldOn === null) return own(draft, { room: of.room, persons: of.owners, from, to: null })
  const earlier = addPerson(draft, { kind: 'natural', party: 'owner' })
  own(draft, { room: of.room, persons: [earlier], from, to: addDays(of.resoldOn, -1) })
  own(draft, { room: of.room, persons: of.owners, from: of.resoldOn, to: null })
}

function own(
  draft: Draft,
  term: {
    readonly room: number
    readonly persons: readonly number[]
    readonly from: LocalDate
    readonly to: LocalDate | null
  },
): void {
  const part = Math.floor(WHOLE_PPM / term.persons.length)
  for (const [nth, person] of term.persons.entries()) {
    draft.relations.push({
      person_index: person,
      room_index: term.room,
      role: 'owner',
      from_on: term.from,
      to_on: term.to,
      share_ppm: nth === 0 ? WHOLE_PPM - part * (term.persons.length - 1) : part,
    })
  }
}

function addTenants(draft: Draft): void {
  for (const [at, room] of draft.rooms.entries()) {
    if (room.standing.occupancy !== 'rented') continue
    const person = addPerson(draft, {
      kind: room.usage === 'shop' && draft.random.int(2) === 0 ? 'company' : 'natural',
      party: 'tenant',
    })
    const from = firstDayOf(addMonths(monthOf(draft.today), -draft.random.int(24)))
    const years = draft.random.between(2, 4)
    draft.relations.push({
      person_index: person,
      room_index: at,
      role: 'tenant',
      from_on: from > room.standing.charged_from_on ? from : room.standing.charged_from_on,
      to_on: draft.random.int(10) === 0 ? null : addDays(firstDayOf(addMonths(monthOf(from), 12 * years)), -1),
      share_ppm: WHOLE_PPM,
    })
  }
}

/** Brings the number of people to the plan's: they live with somebody, in homes that are lived in. */
function fillHouseholds(draft: Draft, personCount: number): HouseholdRecord[] {
  const homes = draft.rooms.flatMap((room, at) => {
    const isLivedIn = room.standing.occupancy === 'occupied' || room.standing.occupancy === 'rented'
    return isLivedIn && room.usage === 'residence' ? [at] : []
  })
  const household: HouseholdRecord[] = []
  const order = shuffled(draft.random, homes)
  while (draft.persons.length < personCount) {
    const room = inTurn(order, household.length)
    const person = addPerson(draft, { kind: 'natural', party: 'household' })
    household.push({
      person_index: person,
      room_index: room,
      from_on: elementAt(draft.rooms, room).standing.charged_from_on,
    })
  }
  return household
}

function addPerson(draft: Draft, person: PersonDraft): number {
  draft.persons.push(person)
  return draft.persons.length - 1
}
