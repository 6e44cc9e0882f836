import type { LocalDate } from '../../kernel/time.ts'
import { measureRooms, type RoomAreas } from './areas.ts'
import { type PayerBehaviour, paidThroughAt } from './behaviour.ts'
import { type Layout, layOut, openingDay } from './layout.ts'
import { elementAt } from './lists.ts'
import { lastDayAt, type MonthIndex, monthIndexOf } from './months.ts'
import { developerName } from './names.ts'
import { type RoomStanding, settleRooms } from './occupancy.ts'
import { groupByOwner, payTogether } from './owner-groups.ts'
import { assignOwnership } from './ownership.ts'
import { classPayers } from './payer-classes.ts'
import { namePersons } from './people.ts'
import type { ProjectPlan } from './profile.ts'
import { type Random, randomOf } from './random.ts'
import type { ProjectRecord, RoomRecord, StandardRecord } from './records.ts'
import { makeSpaces } from './spaces.ts'
import { bindRooms, makeStandards, propertyStandardOf } from './standards.ts'
import { makeVehicles } from './vehicles.ts'

/** One project of a community, from its plan. Each part draws from a stream of its own. */
export function buildProject(
  plan: ProjectPlan,
  of: { readonly seed: number; readonly today: LocalDate },
): ProjectRecord {
  const { seed, today } = of
  const stream = (part: string): Random => randomOf(seed, `${plan.index} ${part}`)
  const openedOn = openingDay(today, plan.age_years)
  const layout = layOut(plan, stream('layout'), openedOn)
  const areas = measureRooms(plan, layout.rooms, stream('areas'))
  const standings = settleRooms({ ...layout, plan, random: stream('standings'), today })
  const standards = makeStandards(plan.prices, { openedOn, today })
  const classed = classRooms(layout, { plan, areas, standings, standards, random: stream('payers') })
  const sold = standings.flatMap((standing, at) => (standing.occupancy === 'unsold' ? [] : [at]))
  const groups = groupByOwner(sold, classed, stream('groups'))
  const behaviours = payTogether(classed, groups)
  const paidThrough = behaviours.map((behaviour) =>
    paidThroughAt(behaviour, { today, seed: projectSeed(seed, plan.index) }),
  )
  const ownership = assignOwnership(
    layout.rooms.map(({ usage }, at) => ({
      usage,
      standing: elementAt(standings, at),
      behaviour: elementAt(behaviours, at),
      paid_through: elementAt(paidThrough, at),
    })),
    { groups, personCount: plan.persons, random: stream('owners'), today },
  )
  const owners = currentOwners(ownership.relations)
  const spaces = makeSpaces({
    plan,
    firstIndex: layout.rooms.length,
    buildings: layout.buildings,
    owners,
    random: stream('spaces'),
    openedOn,
    today,
  })
  return {
    index: plan.index,
    name: plan.name,
    opened_on: openedOn,
    developer_person_index: ownership.developer_person_index,
    buildings: layout.buildings,
    units: layout.units,
    rooms: layout.rooms.map((room, at) =>
      finishRoom(room, {
        areas: elementAt(areas, at),
        standing: elementAt(standings, at),
        paidThrough: elementAt(paidThrough, at),
      }),
    ),
    persons: namePersons(ownership.persons, stream('names')).map((person) =>
      person.index === ownership.developer_person_index ? { ...person, name: developerName(plan.name) } : person,
    ),
    relations: ownership.relations,
    household: ownership.household,
    standards,
    bindings: bindRooms(layout.rooms, {
      buildings: layout.buildings,
      chargedFrom: standings.map((one) => one.charged_from_on),
    }),
    behaviours,
    ...spaces,
    vehicles: makeVehicles({ plan, holders: spaces.space_relations, owners, random: stream('vehicles') }),
  }
}

/** The key of a project's days of payment. */
export function projectSeed(seed: number, projectIndex: number): number {
  return seed * 1_009 + projectIndex
}

function classRooms(
  layout: Layout,
  of: {
    readonly plan: ProjectPlan
    readonly areas: readonly RoomAreas[]
    readonly standings: readonly RoomStanding[]
    readonly standards: readonly StandardRecord[]
    readonly random: Random
  },
): PayerBehaviour[] {
  const rooms = layout.rooms.map((room, at) => {
    const standard = elementAt(of.standards, propertyStandardOf(room, elementAt(layout.buildings, room.building_index)))
    const standing = elementAt(of.standings, at)
    return {
      monthly:
        elementAt(of.areas, at).built_area_e2 * elementAt(standard.versions, standard.versions.length - 1).price_e6,
      charged_from_on: standing.charged_from_on,
      prompt: standing.sold_last_month,
    }
  })
  return classPayers(rooms, of.plan.rates, of.random)
}

function finishRoom(
  room: Layout['rooms'][number],
  of: { readonly areas: RoomAreas; readonly standing: RoomStanding; readonly paidThrough: MonthIndex },
): RoomRecord {
  const { stack: _stack, ...fields } = room
  const isPaid = of.paidThrough >= monthIndexOf(of.standing.charged_from_on)
  return {
    ...fields,
    built_area_e2: of.areas.built_area_e2,
    inner_area_e2: of.areas.inner_area_e2,
    handover_on: of.standing.handover_on,
    occupancy: of.standing.occupancy,
    paid_until_on: isPaid ? lastDayAt(of.paidThrough) : null,
  }
}

function currentOwners(relations: ProjectRecord['relations']): number[] {
  const owners = relations.filter(
    (relation) => relation.role === 'owner' && relation.to_on === null && relation.person_index !== 0,
  )
  return [...new Set(owners.map((relation) => relation.person_index))]
}
