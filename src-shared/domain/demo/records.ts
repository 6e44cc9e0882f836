import type { LocalDate } from '../../kernel/time.ts'
import type { PayerBehaviour } from './behaviour.ts'
import type { ProfileName } from './profile.ts'

/** What a room is for (房屋用途). */
export type RoomUsage = 'residence' | 'shop' | 'parking' | 'storage'

/** How a room stands (房屋状态). */
export type Occupancy = 'unsold' | 'handed_over' | 'renovating' | 'occupied' | 'rented' | 'vacant'

/** A building (楼栋). `code` is its part of a room code, `name` what the office calls it. */
export interface BuildingRecord {
  readonly index: number
  readonly code: string
  readonly name: string
  readonly kind: 'tower' | 'block' | 'shops' | 'spaces'
  readonly floors: number
  /** The day of the collective hand-over (集中交付). */
  readonly completed_on: LocalDate
}

/** A stairway of a building (单元). */
export interface UnitRecord {
  readonly index: number
  readonly building_index: number
  readonly code: string
}

/** A room (房屋): home or shop; parking spaces have the same shape and stand in a list of their own. */
export interface RoomRecord {
  readonly index: number
  readonly building_index: number
  /** The room code (房号) as this office writes it, unique in the project. */
  readonly code: string
  readonly building: string
  readonly unit: string | null
  readonly floor: number
  readonly room: string
  readonly usage: RoomUsage
  /** Built area (建筑面积) in 0.01 ㎡. One room in a hundred has an implausible one (domain rules 8.5). */
  readonly built_area_e2: number
  /** Inner area (套内面积) in 0.01 ㎡. */
  readonly inner_area_e2: number
  /** Hand-over (交房) day; `null` for what is unsold and where the office has lost it. */
  readonly handover_on: LocalDate | null
  readonly occupancy: Occupancy
  /** The property fee is paid until this day (缴至), the day included, as it stood when `today` began. */
  readonly paid_until_on: LocalDate | null
}

/** A natural person or a company (业主、租户、单位). */
export interface PersonRecord {
  readonly index: number
  readonly kind: 'natural' | 'company'
  readonly name: string
  readonly phone: string | null
  readonly id_no: string | null
}

/** Who owns or rents a room in which days (产权或租赁关系); the shares of one term add up to 1,000,000 ppm. */
export interface RelationRecord {
  readonly person_index: number
  readonly room_index: number
  readonly role: 'owner' | 'tenant'
  readonly from_on: LocalDate
  readonly to_on: LocalDate | null
  readonly share_ppm: number
}

/** Somebody who lives in a room without owing anything (同住人). */
export interface HouseholdRecord {
  readonly person_index: number
  readonly room_index: number
  readonly from_on: LocalDate
}

/** A fee standard (收费标准) with its price versions; `area_basis` null means a price per room or space and month. */
export interface StandardRecord {
  readonly index: number
  readonly code: string
  readonly name: string
  readonly item: 'property_fee' | 'garbage_fee' | 'space_fee'
  readonly area_basis: 'built' | 'inner' | 'share' | null
  readonly versions: readonly { readonly from_on: LocalDate; readonly price_e6: number }[]
}

/** A standard hung on a room (挂标准). `from_on` is the first day that is charged. */
export interface BindingRecord {
  readonly room_index: number
  readonly standard_index: number
  readonly from_on: LocalDate
  readonly to_on: LocalDate | null
}

/** A registered vehicle (车辆); `plate_written` is the plate as somebody typed it. */
export interface VehicleRecord {
  readonly index: number
  readonly plate: string
  readonly plate_written: string
  readonly kind: 'ordinary' | 'new_energy' | 'embassy' | 'police' | 'school' | 'hongkong_macau'
  readonly person_index: number
  readonly space_index: number | null
}

/** One project (小区项目), whole. Every index points into a list of the same project. */
export interface ProjectRecord {
  readonly index: number
  readonly name: string
  readonly opened_on: LocalDate
  /** Owner of the unsold rooms, who pays for them (rule J9). */
  readonly developer_person_index: number
  readonly buildings: readonly BuildingRecord[]
  readonly units: readonly UnitRecord[]
  readonly rooms: readonly RoomRecord[]
  readonly persons: readonly PersonRecord[]
  readonly relations: readonly RelationRecord[]
  readonly household: readonly HouseholdRecord[]
  readonly standards: readonly StandardRecord[]
  readonly bindings: readonly BindingRecord[]
  /** How each room pays; same order as `rooms`. */
  readonly behaviours: readonly PayerBehaviour[]
  /** Parking spaces (车位); their index continues that of `rooms`, so that both may live in one table. */
  readonly spaces: readonly RoomRecord[]
  readonly space_relations: readonly RelationRecord[]
  readonly space_bindings: readonly BindingRecord[]
  readonly vehicles: readonly VehicleRecord[]
}

/** A company's projects, generated one at a time: memory stays that of the largest project. */
export interface Community {
  readonly profile: ProfileName
  readonly seed: number
  readonly today: LocalDate
  readonly project_count: number
  project(index: number): ProjectRecord
  projects(): Generator<ProjectRecord>
}
