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
  const innerPercents = new Map([...stackAreas.keys()].map((stack) => [stack, random.between(74, 86)]))
  const areas = rooms.map((room) => {
    const built = stackAreas.get(room.stack) ?? plan.area.average_e2
    const inner = Math.round((built * (innerPercents.get(room.stack) ?? 80)) / 100)
    return { built_area_e2: built, inner_area_e2: inner, true_built_area_e2: built }
  })
  const wrong = sampleOf(random, areas.map((_, at) => at), countOf(rooms.length, IMPLAUSIBLE_PPM))
  for (const [nth, at] of wrong.entries()) {
    const area = areas[at]
    if (area !== undefined) areas[at] = spoil(area, nth)
  }
  return areas
}

/** The slips of real files: a decimal point one place off, built and inner area exchanged, a placeholder. */
function spoil(area: RoomAreas, nth: number): RoomAreas {
  if (nth % 50 === 40) return { ...area, built_area_e2: area.built_area_e2 * 10 }
  if (nth % 3 === 0) return { ...area, built_area_e2: Math.round(area.built_area_e2 / 10) }
  if (nth % 3 === 1) return { ...area, built_area_e2: area.inner_area_e2, inner_area_e2: area.built_area_e2 }
  return { ...area, built_area_e2: 1_00, inner_area_e2: 1_00 }
}

function measureStacks(plan: ProjectPlan, rooms: readonly RoomDraft[], random: Random): Map<number, number> {
  const { average_e2: average, low_e2: low, high_e2: high } = plan.area
  const sizes = new Map<number, number>()
  for (const room of rooms) sizes.set(room.stack, (sizes.get(room.stack) ?? 0) + 1)
  const areas = new Map<number, number>()
  for (const stack of sizes.keys()) {
    const spread = random.int(average - low) + random.int(high - average) - random.int(average - low)
    areas.set(stack, clamp(average + Math.round(spread / 2), low, high))
  }
  for (let round = 0; round < SHIFT_ROUNDS; round++) {
    let sum = 0
    for (const [stack, area] of areas) sum += area * (sizes.get(stack) ?? 0)
    const shift = average - Math.round(sum / rooms.length)
    if (shift === 0) break
    for (const [stack, area] of areas) areas.set(stack, clamp(area + shift, low, high))
  }
  return areas
}

function clamp(value: number, low: number, high: number): number {
  return Math.min(high, Math.max(low, value))
}
