import type { ProjectPlan } from './profile.ts'
import { countOf, pickFrom, type Random, sampleOf } from './random.ts'
import type { RelationRecord, VehicleRecord } from './records.ts'

type VehicleKind = VehicleRecord['kind']

/** Plates have no I and no O. */
const LETTERS = Array.from('ABCDEFGHJKLMNPQRSTUVWXYZ')
const DIGITS = Array.from('0123456789')
const PROVINCES = ['浙A', '浙A', '浙A', '浙B', '苏E', '沪A', '皖B', '粤B'] as const
/** Plates written with a space, a dot or small letters (domain rules 8.5). */
const WRITTEN_OTHERWISE_PPM = 100_000
const RARE_KINDS: readonly (readonly [VehicleKind, number])[] = [
  ['embassy', 1_000],
  ['police', 3_000],
  ['school', 2_000],
  ['hongkong_macau', 2_000],
]

/** Registered vehicles: holders of spaces first, then anybody. */
export function makeVehicles(of: {
  readonly plan: ProjectPlan
  readonly holders: readonly RelationRecord[]
  readonly owners: readonly number[]
  readonly random: Random
}): VehicleRecord[] {
  const { plan, random } = of
  const kinds = drawKinds(plan, random)
  const otherwise = new Set(
    sampleOf(
      random,
      kinds.map((_, at) => at),
      countOf(kinds.length, WRITTEN_OTHERWISE_PPM),
    ),
  )
  const used = new Set<string>()
  return kinds.map((kind, index) => {
    let plate = makePlate(kind, random)
    while (used.has(plate)) plate = makePlate(kind, random)
    used.add(plate)
    const holder = of.holders[index]
    return {
      index,
      plate,
      plate_written: otherwise.has(index) ? writeOtherwise(plate, index) : plate,
      kind,
      person_index: holder?.person_index ?? pickFrom(random, of.owners),
      space_index: holder?.room_index ?? null,
    }
  })
}

function drawKinds(plan: ProjectPlan, random: Random): VehicleKind[] {
  const kinds: VehicleKind[] = Array.from({ length: plan.vehicles }, () => 'ordinary')
  const order = sampleOf(
    random,
    kinds.map((_, at) => at),
    kinds.length,
  )
  for (const [kind, ppm] of RARE_KINDS) for (const at of order.splice(0, countOf(kinds.length, ppm))) kinds[at] = kind
  for (const at of order.splice(0, Math.round((kinds.length * plan.new_energy_ppm) / 1_000_000)))
    kinds[at] = 'new_energy'
  return kinds
}

function makePlate(kind: VehicleKind, random: Random): string {
  const digits = (count: number): string => Array.from({ length: count }, () => pickFrom(random, DIGITS)).join('')
  if (kind === 'embassy') return `使${digits(6)}`
  if (kind === 'police') return `浙A${digits(4)}警`
  if (kind === 'school') return `浙A${digits(4)}学`
  if (kind === 'hongkong_macau') return `粤Z${digits(4)}${pickFrom(random, ['港', '澳'])}`
  const province = pickFrom(random, PROVINCES)
  if (kind === 'new_energy') return `${province}${pickFrom(random, ['D', 'F'])}${digits(5)}`
  return `${province}${pickFrom(random, LETTERS)}${digits(4)}`
}

function writeOtherwise(plate: string, nth: number): string {
  if (nth % 3 === 0) return `${plate.slice(0, 2)}·${plate.slice(2)}`
  return nth % 3 === 1 ? `${plate.slice(0, 2)} ${plate.slice(2)}` : plate.toLowerCase()
}
