import { inTurn } from './lists.ts'
import { firstDayOf, type LocalDate, lastDayOf, monthOf } from '../../kernel/time.ts'
import type { ProjectPlan } from './profile.ts'
import { pickFrom, type Random, shuffled } from './random.ts'
import type { BindingRecord, BuildingRecord, RelationRecord, RoomRecord } from './records.ts'
import { bindSpace } from './standards.ts'

export interface Spaces {
  readonly spaces: RoomRecord[]
  readonly space_relations: RelationRecord[]
  readonly space_bindings: BindingRecord[]
}

const LEVELS = [
  { kind: 'owned', code: '车位B1', name: '地下车库一层', floor: -1 },
  { kind: 'rented', code: '车位B2', name: '地下车库二层', floor: -2 },
  { kind: 'ground', code: '车位D', name: '地面车位', floor: 1 },
] as const

/** Owned, rented and ground parking spaces in the counts of domain rules 8.1; who has a space also has a home here. */
export function makeSpaces(of: {
  readonly plan: ProjectPlan
  readonly firstIndex: number
  readonly buildings: BuildingRecord[]
  readonly owners: readonly number[]
  readonly random: Random
  readonly openedOn: LocalDate
  readonly today: LocalDate
}): Spaces {
  const made: Spaces = { spaces: [], space_relations: [], space_bindings: [] }
  const holders = shuffled(of.random, of.owners)
  for (const level of LEVELS) {
    const building: BuildingRecord = {
      index: of.buildings.length,
      code: level.code,
      name: level.name,
      kind: 'spaces',
      floors: 1,
      completed_on: of.openedOn,
    }
    of.buildings.push(building)
    for (let number = 1; number <= of.plan.spaces[level.kind]; number++) {
      const isOwned = level.kind === 'owned'
      const space = makeSpace({
        ...level,
        building,
        number,
        index: of.firstIndex + made.spaces.length,
        handedOver: isOwned ? of.openedOn : null,
        random: of.random,
        today: of.today,
      })
      made.spaces.push(space)
      const from = isOwned ? of.openedOn : firstDayOf(monthOf(of.today))
      made.space_bindings.push(bindSpace(space, level.kind, from))
      made.space_relations.push({
        person_index: inTurn(holders, made.spaces.length - 1),
        room_index: space.index,
        role: isOwned ? 'owner' : 'tenant',
        from_on: from,
        to_on: null,
        share_ppm: 1_000_000,
      })
    }
  }
  return made
}

function makeSpace(of: {
  readonly kind: 'owned' | 'rented' | 'ground'
  readonly floor: number
  readonly building: BuildingRecord
  readonly number: number
  readonly index: number
  readonly handedOver: LocalDate | null
  readonly random: Random
  readonly today: LocalDate
}): RoomRecord {
  const room = String(of.number).padStart(of.number > 999 ? 4 : 3, '0')
  const area = pickFrom(of.random, [12_50, 12_72, 13_25])
  return {
    index: of.index,
    building_index: of.building.index,
    code: `${of.building.code}-${room}`,
    building: of.building.code,
    unit: null,
    floor: of.floor,
    room,
    usage: 'parking',
    built_area_e2: area,
    inner_area_e2: area,
    handover_on: of.handedOver,
    occupancy: of.kind === 'owned' ? 'occupied' : 'rented',
    paid_until_on: of.random.int(100) < 85 ? lastDayOf(monthOf(of.today)) : null,
  }
}
