import { elementAt } from './lists.ts'
import type { RoomDraft } from './layout.ts'
import type { ProjectPlan } from './profile.ts'
import { countOf, type Random, sampleOf } from './random.ts'

/** Areas of a room in 0.01 ㎡: what the office has on file, and what the room really measures. */
export interface RoomAreas {
  readonly built_area_e2: number
  readonly inner_area_e2: number
  readonly true_built_area_e2: number
}

const IMPLAUSIBLE_PPM = 10_000
/** Rounds of shifting the stacks until their average meets the plan; the clamping at the range makes more than one necessary. */
const SHIFT_ROUNDS = 24

/** One area per stack, within the range of the plan and with its average; then the implausible ones of domain rules 8.5. */
export function measureRooms(plan: ProjectPlan, rooms: readonly RoomDraft[], random: Random): RoomAreas[] {
  const stackAreas = measureStacks(plan, rooms, random)
  const innerPercents = stackAreas.map(() => random.between(74, 86))
  const areas = rooms.map((room) => {
    const built = elementAt(stackAreas, room.stack)
    const inner = Math.round((built * elementAt(innerPercents, room.stack)) / 100)
    return { built_area_e2: built, inner_area_e2: inner, true_built_area_e2: built }
  })
  const wrong = sampleOf(
    random,
    areas.map((_, at) => at),
    countOf(rooms.length, IMPLAUSIBLE_PPM),
  )
  for (const [nth, at] of wrong.entries()) areas[at] = spoil(elementAt(areas, at), nth)
  return areas
}

/** The slips of real files: a decimal point one place off, built and inner area exchanged, a placeholder. */
function spoil(area: RoomAreas, nth: number): RoomAreas {
  if (nth % 50 === 40) return { ...area, built_area_e2: area.built_area_e2 * 10 }
  if (nth % 3 === 0) return { ...area, built_area_e2: Math.round(area.built_area_e2 / 10) }
  if (nth % 3 === 1) return { ...area, built_area_e2: area.inner_area_e2, inner_area_e2: area.built_area_e2 }
  return { ...area, built_area_e2: 1_00, inner_area_e2: 1_00 }
}

/** The area of each stack, by its number; weighted with the rooms of a stack they have the average of the plan. */
function measureStacks(plan: ProjectPlan, rooms: readonly RoomDraft[], random: Random): number[] {
  const { average_e2: average, low_e2: low, high_e2: high } = plan.area
  const areas: number[] = []
  for (const room of rooms) {
    if (room.stack < areas.length) continue
    const spread = random.int(average - low) + random.int(high - average) - random.int(average - low)
    areas.push(clamp(average + Math.round(spread / 2), low, high))
  }
  for (let round = 0; round < SHIFT_ROUNDS; round++) {
    const sum = rooms.reduce((total, room) => total + elementAt(areas, room.stack), 0)
    const shift = average - Math.round(sum / rooms.length)
    for (const [stack, area] of areas.entries()) areas[stack] = clamp(area + shift, low, high)
  }
  return areas
}

function clamp(value: number, low: number, high: number): number {
  return Math.min(high, Math.max(low, value))
}
