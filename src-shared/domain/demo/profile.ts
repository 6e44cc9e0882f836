import { elementAt } from './lists.ts'
import { pickFrom, randomOf } from './random.ts'

export type ProfileName = 'mini' | 'S' | 'M' | 'L'

/** Homes of one stack of floors: `count` buildings with `units` stairways of `doors` homes a floor. */
export interface BuildingGroup {
  readonly kind: 'tower' | 'block'
  readonly count: number
  readonly floors: number
  readonly units: number
  readonly doors: number
}

/** What one project of a profile is made of (domain rules 8.1, 8.3). Shares are ppm of the rooms. */
export interface ProjectPlan {
  readonly index: number
  readonly name: string
  readonly groups: readonly BuildingGroup[]
  readonly shops: number
  readonly area: { readonly average_e2: number; readonly low_e2: number; readonly high_e2: number }
  readonly occupied_ppm: number
  readonly unsold_ppm: number
  /** Of the occupied rooms. */
  readonly rented_ppm: number
  readonly persons: number
  readonly spaces: { readonly owned: number; readonly rented: number; readonly ground: number }
  readonly vehicles: number
  readonly new_energy_ppm: number
  readonly prices: ProjectPrices
  readonly age_years: number
  readonly rates: RateTuning
}

/** Current prices, 1e-6 元: of the property fee per ㎡ and month, of the rest per room or space and month. */
export interface ProjectPrices {
  readonly tower_e6: number
  readonly block_e6: number
  readonly shop_e6: number
  readonly garbage_e6: number
  readonly owned_space_e6: number
  readonly rented_space_e6: number
  readonly ground_space_e6: number
}

/**
 * What 8.4 leaves open and its target rates fix: how many of the reminded payers leave out the running month, how many of the
 * chronic ones pay in a year, and how long the debts are that nobody pays.
 */
export interface RateTuning {
  readonly reminded_behind_ppm: number
  readonly chronic_pays_ppm: number
  readonly long_owed_months: readonly [number, number]
  readonly lost_owed_months: readonly [number, number]
}

const TOWER = { kind: 'tower', floors: 33, units: 1, doors: 4 } as const
const BLOCK = { kind: 'block', floors: 11, units: 2, doors: 2 } as const

const SMALL_PRICES: ProjectPrices = {
  tower_e6: 1_800_000,
  block_e6: 1_200_000,
  shop_e6: 3_500_000,
  garbage_e6: 6_000_000,
  owned_space_e6: 50_000_000,
  rented_space_e6: 200_000_000,
  ground_space_e6: 70_000_000,
}

const SMALL_RATES: RateTuning = {
  reminded_behind_ppm: 800_000,
  chronic_pays_ppm: 600_000,
  long_owed_months: [28, 36],
  lost_owed_months: [60, 132],
}

const MINI: ProjectPlan = {
  index: 0,
  name: '锦绣花园',
  groups: [{ ...TOWER, count: 2, floors: 14 }],
  shops: 8,
  area: { average_e2: 98_00, low_e2: 58_00, high_e2: 168_00 },
  occupied_ppm: 840_000,
  unsold_ppm: 30_000,
  rented_ppm: 180_000,
  persons: 270,
  spaces: { owned: 60, rented: 24, ground: 12 },
  vehicles: 110,
  new_energy_ppm: 300_000,
  prices: SMALL_PRICES,
  age_years: 14,
  rates: SMALL_RATES,
}

const SMALL: ProjectPlan = {
  ...MINI,
  groups: [
    { ...BLOCK, count: 6 },
    { ...TOWER, count: 4 },
  ],
  area: { average_e2: 102_00, low_e2: 58_00, high_e2: 168_00 },
  persons: 1_800,
  spaces: { owned: 420, rented: 200, ground: 100 },
  vehicles: 760,
}

const MEDIUM: ProjectPlan = {
  index: 0,
  name: '云栖里',
  groups: [
    { ...TOWER, count: 36 },
    { ...BLOCK, count: 4 },
  ],
  shops: 72,
  area: { average_e2: 98_00, low_e2: 45_00, high_e2: 210_00 },
  occupied_ppm: 800_000,
  unsold_ppm: 50_000,
  rented_ppm: 240_000,
  persons: 10_800,
  spaces: { owned: 2_600, rented: 1_900, ground: 700 },
  vehicles: 5_400,
  new_energy_ppm: 350_000,
  prices: {
    tower_e6: 2_780_000,
    block_e6: 2_020_000,
    shop_e6: 6_000_000,
    garbage_e6: 9_000_000,
    owned_space_e6: 70_000_000,
    rented_space_e6: 350_000_000,
    ground_space_e6: 120_000_000,
  },
  age_years: 14,
  rates: {
    reminded_behind_ppm: 0,
    chronic_pays_ppm: 710_000,
    long_owed_months: [24, 36],
    lost_owed_months: [54, 120],
  },
}

/** Towers, blocks and shops of the four project sizes of L; each adds up to its rooms. */
const LARGE_SIZES = [
  { rooms: 6_000, projects: 2, towers: 42, blocks: 8, shops: 104 },
  { rooms: 3_000, projects: 6, towers: 20, blocks: 7, shops: 52 },
  { rooms: 2_000, projects: 8, towers: 13, blocks: 5, shops: 64 },
  { rooms: 1_000, projects: 4, towers: 5, blocks: 7, shops: 32 },
] as const

const LARGE_NAMES = [
  '云栖里',
  '锦绣花园',
  '湖畔雅苑',
  '金桂苑',
  '翠屏山庄',
  '东方明珠城',
  '和平里',
  '学府名邸',
  '滨江一号',
  '兰亭序',
  '梧桐院',
  '紫藤花园',
  '春江时代',
  '望山庭',
  '南湖新村',
  '书香门第',
  '银杏公馆',
  '凤凰城',
  '青年公社',
  '安居苑',
] as const

export function planProjects(profile: ProfileName, seed: number): readonly ProjectPlan[] {
  if (profile === 'mini') return [MINI]
  if (profile === 'S') return [SMALL]
  if (profile === 'M') return [MEDIUM]
  return LARGE_SIZES.flatMap((size) => Array.from({ length: size.projects }, () => size)).map((size, index) =>
    planLargeProject({ ...size, index, seed }),
  )
}

function planLargeProject(size: {
  readonly index: number
  readonly rooms: number
  readonly towers: number
  readonly blocks: number
  readonly shops: number
  readonly seed: number
}): ProjectPlan {
  const random = randomOf(size.seed, `large project ${size.index}`)
  const perRoom = (thousandths: number): number => (size.rooms * thousandths) / 1_000
  const yuan = (low: number, high: number, step: number): number =>
    (low + step * random.int((high - low) / step + 1)) * 10_000
  return {
    index: size.index,
    name: elementAt(LARGE_NAMES, size.index),
    groups: [
      { ...TOWER, count: size.towers },
      { ...BLOCK, count: size.blocks },
    ],
    shops: size.shops,
    area: { average_e2: 101_00, low_e2: 45_00, high_e2: 210_00 },
    occupied_ppm: 780_000,
    unsold_ppm: 60_000,
    rented_ppm: 250_000,
    persons: perRoom(2_100),
    spaces: { owned: perRoom(510), rented: perRoom(370), ground: perRoom(140) },
    vehicles: perRoom(1_060),
    new_energy_ppm: 350_000,
    prices: {
      tower_e6: yuan(120, 395, 5),
      block_e6: yuan(80, 220, 5),
      shop_e6: yuan(300, 800, 50),
      garbage_e6: yuan(600, 1_000, 200),
      owned_space_e6: yuan(3_000, 10_000, 1_000),
      rented_space_e6: yuan(15_000, 60_000, 5_000),
      ground_space_e6: yuan(7_000, 15_000, 1_000),
    },
    age_years: pickFrom(random, [9, 10, 11, 12, 13, 14, 15]),
    rates: {
      reminded_behind_ppm: 1_000_000,
      chronic_pays_ppm: 280_000,
      long_owed_months: [14, 34],
      lost_owed_months: [38, 70],
    },
  }
}
