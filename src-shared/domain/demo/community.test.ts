import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { addMonths, localDate, monthOf } from '../../kernel/time.ts'
import { generateCommunity } from './community.ts'
import { idCheckCharacter } from './identity.ts'
import type { ProjectRecord } from './records.ts'

const today = localDate('2026-11-23')
const small = generateCommunity({ profile: 'S', seed: 7, today }).project(0)
const seeds = fc.integer({ min: 0, max: 2 ** 31 - 1 })

function projectOf(seed: number, profile: 'mini' | 'S' = 'mini'): ProjectRecord {
  return generateCommunity({ profile, seed, today }).project(0)
}

function percentOf<T>(values: readonly T[], matches: (value: T) => boolean): number {
  return (values.filter(matches).length * 100) / values.length
}

describe('a made-up community', () => {
  it('comes out byte for byte the same from the same seed', () => {
    fc.assert(
      fc.property(seeds, (seed) => {
        expect(JSON.stringify(projectOf(seed))).toBe(JSON.stringify(projectOf(seed)))
      }),
      { numRuns: 10 },
    )
  })

  it('comes out different from another seed', () => {
    expect(JSON.stringify(projectOf(1))).not.toBe(JSON.stringify(projectOf(2)))
  })

  it('has no project beyond the last one of its profile', () => {
    expect(() => generateCommunity({ profile: 'S', seed: 1, today }).project(1)).toThrow(RangeError)
  })

  it.each([
    { profile: 'mini', rooms: 120, persons: 270, spaces: 96, vehicles: 110, projects: 1 },
    { profile: 'S', rooms: 800, persons: 1_800, spaces: 720, vehicles: 760, projects: 1 },
    { profile: 'M', rooms: 5_000, persons: 10_800, spaces: 5_200, vehicles: 5_400, projects: 1 },
    { profile: 'L', rooms: 50_000, persons: 105_000, spaces: 51_000, vehicles: 53_000, projects: 20 },
  ] as const)(
    'has the rooms, people, spaces and vehicles of profile $profile, within ten seconds of work',
    (expected) => {
      const community = generateCommunity({ profile: expected.profile, seed: 3, today })
      const before = process.cpuUsage()
      const counted = { rooms: 0, persons: 0, spaces: 0, vehicles: 0, projects: 0 }
      const sizes: number[] = []
      for (const project of community.projects()) {
        counted.rooms += project.rooms.length
        counted.persons += project.persons.length
        counted.spaces += project.spaces.length
        counted.vehicles += project.vehicles.length
        counted.projects += 1
        sizes.push(project.rooms.length)
      }
      const { profile, ...counts } = expected
      expect(counted).toEqual(counts)
      expect(community.project_count).toBe(counts.projects)
      const used = process.cpuUsage(before)
      expect((used.user + used.system) / 1_000_000).toBeLessThan(10)
      if (profile !== 'L') return
      const many = (size: number, times: number): number[] => Array.from({ length: times }, () => size)
      expect(sizes).toEqual([...many(6_000, 2), ...many(3_000, 6), ...many(2_000, 8), ...many(1_000, 4)])
    },
    60_000,
  )

  it('is occupied, empty and unsold in the shares of its profile', () => {
    const share = (kinds: readonly string[]): number => percentOf(small.rooms, (room) => kinds.includes(room.occupancy))
    expect(share(['unsold'])).toBeCloseTo(3, 1)
    expect(share(['occupied', 'rented'])).toBeCloseTo(84, 1)
    expect(share(['vacant', 'renovating', 'handed_over'])).toBeCloseTo(13, 1)
    const livedIn = small.rooms.filter((room) => room.occupancy === 'occupied' || room.occupancy === 'rented')
    expect(percentOf(livedIn, (room) => room.occupancy === 'rented')).toBeCloseTo(18, 0)
  })

  it('has the average and the range of areas of its profile', () => {
    const plausible = small.rooms.filter((room) => room.built_area_e2 >= 58_00 && room.built_area_e2 <= 168_00)
    const average = plausible.reduce((sum, room) => sum + room.built_area_e2, 0) / plausible.length
    expect(average / 100).toBeGreaterThan(101)
    expect(average / 100).toBeLessThan(103)
    expect(small.rooms.length - plausible.length).toBeLessThanOrEqual(8)
  })
})

describe('the records of a community', () => {
  it('never give two rooms or spaces one code', () => {
    fc.assert(
      fc.property(seeds, (seed) => {
        const project = projectOf(seed, 'S')
        const codes = [...project.rooms, ...project.spaces].map((room) => room.code)
        expect(new Set(codes).size).toBe(codes.length)
      }),
      { numRuns: 3 },
    )
  })

  it('point at each other without a gap', () => {
    const rooms = [...small.rooms, ...small.spaces]
    expect(rooms.map((room) => room.index)).toEqual(rooms.map((_, at) => at))
    expect(small.persons.map((person) => person.index)).toEqual(small.persons.map((_, at) => at))
    for (const room of rooms) expect(small.buildings[room.building_index]?.code).toBe(room.building)
    for (const relation of [...small.relations, ...small.space_relations]) {
      expect(rooms[relation.room_index]).toBeDefined()
      expect(small.persons[relation.person_index]).toBeDefined()
    }
    for (const binding of [...small.bindings, ...small.space_bindings])
      expect(small.standards[binding.standard_index]).toBeDefined()
    for (const vehicle of small.vehicles) expect(small.persons[vehicle.person_index]).toBeDefined()
  })

  it('give every room exactly one whole ownership on any day, with shares that add up', () => {
    fc.assert(
      fc.property(seeds, (seed) => {
        const project = projectOf(seed)
        const shares = project.rooms.map(() => 0)
        for (const relation of project.relations) {
          if (relation.role === 'owner' && relation.to_on === null)
            shares[relation.room_index] = (shares[relation.room_index] ?? 0) + relation.share_ppm
        }
        expect(shares.every((share) => share === 1_000_000)).toBe(true)
        expect(project.relations.filter((term) => term.to_on !== null && term.to_on < term.from_on)).toEqual([])
      }),
      { numRuns: 20 },
    )
  })

  it('leave unsold rooms with the developer and without a hand-over day', () => {
    const unsold = small.rooms.filter((room) => room.occupancy === 'unsold')
    for (const room of unsold) {
      expect(room.handover_on).toBeNull()
      const owners = small.relations.filter((relation) => relation.room_index === room.index)
      expect(owners.map((relation) => relation.person_index)).toEqual([small.developer_person_index])
    }
    expect(small.persons[small.developer_person_index]?.kind).toBe('company')
  })

  it('give every rented room a tenant and nobody else one', () => {
    const let_ = new Set(
      small.relations.filter((relation) => relation.role === 'tenant').map((relation) => relation.room_index),
    )
    expect([...let_].sort((a, b) => a - b)).toEqual(
      small.rooms.filter((room) => room.occupancy === 'rented').map((room) => room.index),
    )
  })

  it('charge every room a property fee and a garbage fee from its first day on', () => {
    const charged = new Map<number, string[]>()
    for (const binding of small.bindings) {
      const item = small.standards[binding.standard_index]?.item ?? ''
      charged.set(binding.room_index, [...(charged.get(binding.room_index) ?? []), item])
      expect(binding.from_on).toBe(small.behaviours[binding.room_index]?.charged_from_on)
    }
    expect(small.rooms.every((room) => charged.get(room.index)?.join() === 'property_fee,garbage_fee')).toBe(true)
  })

  it('ask the prices of the profile, after one rise', () => {
    const prices = small.standards
      .filter((one) => one.item === 'property_fee')
      .map((one) => one.versions.map((version) => version.price_e6))
    expect(prices).toEqual([
      [1_620_000, 1_800_000],
      [1_080_000, 1_200_000],
      [3_150_000, 3_500_000],
    ])
  })
})

describe('the dirt of a community (domain rules 8.5)', () => {
  it('has room codes in eight styles', () => {
    const styles = [
      /^\d+栋\d单元\d+$/,
      /^2-\d+-\d-\d+$/,
      /^[A-Z]-\d-\d+$/,
      /^\d{3}-\d{3}$/,
      /^门市A-\d+$/,
      /^商场M\d+$/,
      /^G-\d{3}$/,
      /^B2-\d+$/,
    ]
    for (const style of styles) expect(small.rooms.some((room) => style.test(room.code))).toBe(true)
    expect(small.rooms.every((room) => styles.some((style) => style.test(room.code)))).toBe(true)
  })

  it('lacks 4 % of the phones and shares 2 %', () => {
    expect(percentOf(small.persons, (person) => person.phone === null)).toBeCloseTo(4, 1)
    expect(
      repeatedPercent(
        small.persons.flatMap((person) => person.phone ?? []),
        small.persons.length,
      ),
    ).toBeCloseTo(2, 1)
    expect(small.persons.every((person) => person.phone === null || /^1[3-9]\d0000\d{4}$/.test(person.phone))).toBe(
      true,
    )
  })

  it('has 1.5 % namesakes', () => {
    const natural = small.persons.filter((person) => person.kind === 'natural')
    expect(
      repeatedPercent(
        natural.map((person) => person.name),
        natural.length,
      ),
    ).toBeCloseTo(1.5, 0)
  })

  it('has ID numbers of which 0.5 % have a wrong checksum', () => {
    const large = generateCommunity({ profile: 'M', seed: 2, today }).project(0)
    const idNos = large.persons.flatMap((person) => person.id_no ?? [])
    expect(percentOf(idNos, (idNo) => idCheckCharacter(idNo) !== idNo.charAt(17))).toBeCloseTo(0.5, 1)
    expect(idNos.every((idNo) => /^\d{17}[\dX]$/.test(idNo))).toBe(true)
    expect(new Set(idNos).size).toBe(idNos.length)
  })

  it('has rare characters, double surnames, foreigners, couples and companies', () => {
    const large = generateCommunity({ profile: 'M', seed: 2, today }).project(0)
    const kinds = [/[璟喆堃䶮]/, /^(欧阳|司马|上官|诸葛|皇甫|东方|令狐|尉迟)/, /[A-Za-z]/, /.\/./, /有限公司$/]
    for (const kind of kinds) expect(large.persons.some((person) => kind.test(person.name))).toBe(true)
    expect(large.persons.some((person) => person.name.includes('䶮'))).toBe(true)
  })

  it('lacks 3 % of the hand-over days, has one on a 29 February and some last month', () => {
    const sold = small.rooms.filter((room) => room.occupancy !== 'unsold')
    expect(percentOf(sold, (room) => room.handover_on === null)).toBeCloseTo(3, 1)
    expect(sold.some((room) => room.handover_on?.endsWith('-02-29'))).toBe(true)
    const lastMonth = addMonths(monthOf(today), -1)
    expect(sold.some((room) => room.handover_on?.startsWith(lastMonth))).toBe(true)
    expect(
      small.relations.some(
        (term) => term.from_on.startsWith(lastMonth) && small.rooms[term.room_index]?.handover_on !== term.from_on,
      ),
    ).toBe(true)
  })

  it('has 1 % implausible areas of several kinds', () => {
    const odd = small.rooms.filter(
      (room) => room.built_area_e2 < 58_00 || room.built_area_e2 > 168_00 || room.inner_area_e2 > room.built_area_e2,
    )
    expect(odd.length).toBe(8)
    expect(
      generateCommunity({ profile: 'M', seed: 2, today })
        .project(0)
        .rooms.some((room) => room.built_area_e2 > 210_00),
    ).toBe(true)
  })

  it('has 6 % rooms of two or three owners and 7 % owners of several rooms', () => {
    const current = small.relations.filter(
      (term) => term.role === 'owner' && term.to_on === null && term.person_index !== 0,
    )
    const ownersOf = groupCounts(current.map((term) => term.room_index))
    expect(percentOf([...ownersOf.values()], (count) => count > 1)).toBeCloseTo(6, 0)
    const roomsOf = groupCounts(
      current.filter((term) => ownersOf.get(term.room_index) === 1).map((term) => term.person_index),
    )
    expect(percentOf([...roomsOf.values()], (count) => count > 1)).toBeCloseTo(7, 0)
  })

  it('has plates of every kind, some written with a space, a dot or small letters', () => {
    const kinds = new Set(small.vehicles.map((vehicle) => vehicle.kind))
    expect([...kinds].sort()).toEqual(['embassy', 'hongkong_macau', 'new_energy', 'ordinary', 'police', 'school'])
    for (const manner of [/ /, /·/, /[a-z]/])
      expect(small.vehicles.some((vehicle) => manner.test(vehicle.plate_written))).toBe(true)
    expect(percentOf(small.vehicles, (vehicle) => vehicle.kind === 'new_energy')).toBeCloseTo(30, 0)
    expect(new Set(small.vehicles.map((vehicle) => vehicle.plate)).size).toBe(small.vehicles.length)
  })
})

function groupCounts<T>(values: readonly T[]): Map<T, number> {
  const counts = new Map<T, number>()
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1)
  return counts
}

/** The share of values that stood in the list before. */
function repeatedPercent(values: readonly string[], total: number): number {
  return ((values.length - new Set(values).size) * 100) / total
}
