import { elementAt } from './lists.ts'
import { firstDayOf, type LocalDate, month } from '../../kernel/time.ts'
import type { RoomDraft } from './layout.ts'
import type { ProjectPrices } from './profile.ts'
import type { BindingRecord, BuildingRecord, RoomRecord, StandardRecord } from './records.ts'

/** Before its last rise the property fee was a tenth lower. */
const EARLIER_PRICE_PERCENT = 90
const YEARS_SINCE_RISE = 3

const TOWER = 0
const BLOCK = 1
const SHOP = 2
const GARBAGE = 3
const OWNED_SPACE = 4
const RENTED_SPACE = 5
const GROUND_SPACE = 6

/** The fee standards (收费标准) of a project: prices of domain rules 8.3, the property fee with one rise in its past. */
export function makeStandards(
  prices: ProjectPrices,
  of: { readonly openedOn: LocalDate; readonly today: LocalDate },
): StandardRecord[] {
  const opened = firstDayOf(month(of.openedOn.slice(0, 7)))
  const raised = firstDayOf(month(`${Number(of.today.slice(0, 4)) - YEARS_SINCE_RISE}-01`))
  const risen = (price: number): StandardRecord['versions'] => [
    { from_on: opened, price_e6: roundToFen((price * EARLIER_PRICE_PERCENT) / 100) },
    { from_on: raised, price_e6: price },
  ]
  const flat = (price: number): StandardRecord['versions'] => [{ from_on: opened, price_e6: price }]
  return [
    {
      index: TOWER,
      code: 'WY-G',
      name: '物业费（高层）',
      item: 'property_fee',
      area_basis: 'built',
      versions: risen(prices.tower_e6),
    },
    {
      index: BLOCK,
      code: 'WY-D',
      name: '物业费（多层）',
      item: 'property_fee',
      area_basis: 'built',
      versions: risen(prices.block_e6),
    },
    {
      index: SHOP,
      code: 'WY-S',
      name: '物业费（商铺）',
      item: 'property_fee',
      area_basis: 'built',
      versions: risen(prices.shop_e6),
    },
    {
      index: GARBAGE,
      code: 'LJ',
      name: '生活垃圾处理费',
      item: 'garbage_fee',
      area_basis: null,
      versions: flat(prices.garbage_e6),
    },
    {
      index: OWNED_SPACE,
      code: 'CW-C',
      name: '车位管理费（产权）',
      item: 'space_fee',
      area_basis: null,
      versions: flat(prices.owned_space_e6),
    },
    {
      index: RENTED_SPACE,
      code: 'CW-Z',
      name: '车位租金（地下）',
      item: 'space_fee',
      area_basis: null,
      versions: flat(prices.rented_space_e6),
    },
    {
      index: GROUND_SPACE,
      code: 'CW-D',
      name: '车位月租（地面）',
      item: 'space_fee',
      area_basis: null,
      versions: flat(prices.ground_space_e6),
    },
  ]
}

export function propertyStandardOf(room: RoomDraft, building: BuildingRecord): number {
  if (room.usage === 'shop') return SHOP
  return building.kind === 'block' ? BLOCK : TOWER
}

export function bindRooms(
  rooms: readonly RoomDraft[],
  of: { readonly buildings: readonly BuildingRecord[]; readonly chargedFrom: readonly LocalDate[] },
): BindingRecord[] {
  return rooms.flatMap((room, at) => {
    const from_on = elementAt(of.chargedFrom, at)
    const property = propertyStandardOf(room, elementAt(of.buildings, room.building_index))
    return [property, GARBAGE].map((standard_index) => ({
      room_index: room.index,
      standard_index,
      from_on,
      to_on: null,
    }))
  })
}

export function bindSpace(space: RoomRecord, kind: 'owned' | 'rented' | 'ground', from: LocalDate): BindingRecord {
  const standard = { owned: OWNED_SPACE, rented: RENTED_SPACE, ground: GROUND_SPACE }[kind]
  return { room_index: space.index, standard_index: standard, from_on: from, to_on: null }
}

/** Prices have whole 分, 10,000 of 1e-6 元. */
function roundToFen(price: number): number {
  return Math.round(price / 10_000) * 10_000
}
