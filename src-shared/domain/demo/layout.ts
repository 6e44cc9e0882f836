import { addDays, type LocalDate, localDate } from '../../kernel/time.ts'
import { elementAt } from './lists.ts'
import type { BuildingGroup, ProjectPlan } from './profile.ts'
import type { Random } from './random.ts'
import type { BuildingRecord, RoomUsage, UnitRecord } from './records.ts'

/** A room before anybody lives in it. Rooms above each other are one stack and have the same floor plan. */
export interface RoomDraft {
  readonly index: number
  readonly building_index: number
  readonly code: string
  readonly building: string
  readonly unit: string | null
  readonly floor: number
  readonly room: string
  readonly usage: RoomUsage
  readonly stack: number
}

export interface Layout {
  readonly buildings: BuildingRecord[]
  readonly units: UnitRecord[]
  readonly rooms: RoomDraft[]
}

/** The four ways of writing a home's code (domain rules 8.5); building after building the office changed its habit. */
type HomeStyle = 'words' | 'phase' | 'letter' | 'padded'
const HOME_STYLES: readonly HomeStyle[] = ['words', 'phase', 'letter', 'padded']

/** The four ways of writing a shop's code (domain rules 8.5). */
const SHOP_ROWS = [
  { code: '门市A', name: '门市A区', floor: 1, join: '-', roomOf: (at: number) => String(at) },
  { code: '商场', name: '商场', floor: 1, join: '', roomOf: (at: number) => `M${110 + at}` },
  { code: 'G', name: 'G区底商', floor: 1, join: '-', roomOf: (at: number) => String(at).padStart(3, '0') },
  { code: 'B2', name: '地下二层', floor: -2, join: '-', roomOf: (at: number) => String(110 + at) },
] as const

export function layOut(plan: ProjectPlan, random: Random, openedOn: LocalDate): Layout {
  const layout: Layout = { buildings: [], units: [], rooms: [] }
  const homeBuildings = plan.groups.flatMap((group) => Array.from({ length: group.count }, () => group))
  const used: Record<HomeStyle, number> = { words: 0, phase: 0, letter: 0, padded: 0 }
  let stack = 0
  for (const [at, group] of homeBuildings.entries()) {
    const style = elementAt(HOME_STYLES, Math.floor((at * HOME_STYLES.length) / homeBuildings.length))
    const number = ++used[style]
    // One or two buildings are handed over each month; the day falls in the middle of the month as a rule.
    const completedOn = addDays(openedOn, Math.floor((at * 720) / homeBuildings.length) + random.int(20))
    addHomes(layout, { group, style, number, stack, completedOn })
    stack += group.units * group.doors
  }
  addShops(layout, { shops: plan.shops, stack, completedOn: openedOn })
  return layout
}

/** The hand-over day of a project that is `years` old. */
export function openingDay(today: LocalDate, years: number): LocalDate {
  return localDate(`${Number(today.slice(0, 4)) - years}-06-01`)
}

interface HomesOf {
  readonly group: BuildingGroup
  readonly style: HomeStyle
  readonly number: number
  readonly stack: number
  readonly completedOn: LocalDate
}

function addHomes(layout: Layout, of: HomesOf): void {
  const building = addBuilding(layout, {
    ...nameBuilding(of.style, of.number),
    kind: of.group.kind,
    floors: of.group.floors,
    completed_on: of.completedOn,
  })
  let sequence = 0
  for (let unit = 1; unit <= of.group.units; unit++) {
    layout.units.push({ index: layout.units.length, building_index: building.index, code: String(unit) })
    for (let floor = 1; floor <= of.group.floors; floor++) {
      for (let door = 1; door <= of.group.doors; door++) {
        sequence += 1
        const room = of.style === 'padded' ? String(sequence).padStart(3, '0') : String(floor * 100 + door)
        layout.rooms.push({
          index: layout.rooms.length,
          building_index: building.index,
          code: writeHomeCode(of.style, { building: building.code, unit: String(unit), room }),
          building: building.code,
          unit: String(unit),
          floor,
          room,
          usage: 'residence',
          stack: of.stack + (unit - 1) * of.group.doors + door - 1,
        })
      }
    }
  }
}

function addShops(
  layout: Layout,
  of: { readonly shops: number; readonly stack: number; readonly completedOn: LocalDate },
): void {
  let left = of.shops
  let stack = of.stack
  for (const [at, row] of SHOP_ROWS.entries()) {
    const count = Math.ceil(left / (SHOP_ROWS.length - at))
    left -= count
    const building = addBuilding(layout, {
      code: row.code,
      name: row.name,
      kind: 'shops',
      floors: 1,
      completed_on: of.completedOn,
    })
    for (let number = 1; number <= count; number++) {
      const room = row.roomOf(number)
      layout.rooms.push({
        index: layout.rooms.length,
        building_index: building.index,
        code: `${row.code}${row.join}${room}`,
        building: row.code,
        unit: null,
        floor: row.floor,
        room,
        usage: 'shop',
        stack: stack++,
      })
    }
  }
}

function nameBuilding(style: HomeStyle, number: number): { readonly code: string; readonly name: string } {
  if (style === 'words') return { code: String(number), name: `${number}栋` }
  if (style === 'phase') return { code: `2-${number}`, name: `二期${number}栋` }
  if (style === 'letter') return { code: letterOf(number), name: `${letterOf(number)}座` }
  return { code: String(number + 2).padStart(3, '0'), name: `${String(number + 2).padStart(3, '0')}号楼` }
}

function writeHomeCode(
  style: HomeStyle,
  at: { readonly building: string; readonly unit: string; readonly room: string },
): string {
  if (style === 'words') return `${at.building}栋${at.unit}单元${at.room}`
  if (style === 'padded') return `${at.building}-${at.room}`
  return `${at.building}-${at.unit}-${at.room}`
}

function letterOf(number: number): string {
  return String.fromCodePoint('A'.charCodeAt(0) + number - 1)
}

function addBuilding(layout: Layout, fields: Omit<BuildingRecord, 'index'>): BuildingRecord {
  const building = { index: layout.buildings.length, ...fields }
  layout.buildings.push(building)
  return building
}
