import { describe, expect, it } from 'vitest'
import { comparePlans, planLines } from './index.ts'
import { aBinding, aRequest, aRoom, areaFrom, aStandard, day, posted } from './plan-fixture.ts'

const rooms = [
  aRoom({ id: 'a', code: '1-1' }),
  aRoom({ id: 'b', code: '1-2', areas: [areaFrom('2019-01-01', 12_000)] }),
  aRoom({ id: 'c', code: '2-1' }),
  aRoom({ id: 'd', code: '2-2' }),
]
const bindings = [
  aBinding({ id: 'on-a', roomId: 'a' }),
  aBinding({ id: 'on-b', roomId: 'b' }),
  aBinding({ id: 'on-c', roomId: 'c', overridePriceE6: 1_900_000 }),
  aBinding({ id: 'on-d', roomId: 'd', overridePriceE6: 2_500_000 }),
]
const priced = (priceE6: number) => [aStandard({ versions: [{ fromOn: day('2019-01-01'), priceE6 }] })]
const buildingOf = (roomId: string) => (roomId === 'd' ? null : roomId === 'c' ? 'two' : 'one')
const request = aRequest({ rooms, bindings })

describe('a proposed rule', () => {
  const before = planLines({ ...request, standards: priced(1_800_000) })
  const lower = bindings.map((binding) =>
    binding.roomId === 'c' ? { ...binding, overridePriceE6: 1_700_000 } : binding,
  )
  const after = planLines({ ...request, bindings: lower, standards: priced(2_000_000) })

  it('is compared per building and per room, without touching data', () => {
    const compared = comparePlans({ before, after, buildingOf })
    expect(compared.rooms).toEqual([
      { roomId: 'b', buildingId: 'one', beforeFen: 21_600, afterFen: 24_000, changeFen: 2400 },
      { roomId: 'a', buildingId: 'one', beforeFen: 16_097, afterFen: 17_886, changeFen: 1789 },
      { roomId: 'd', buildingId: null, beforeFen: 22_358, afterFen: 22_358, changeFen: 0 },
      { roomId: 'c', buildingId: 'two', beforeFen: 16_992, afterFen: 15_203, changeFen: -1789 },
    ])
    expect(compared.buildings).toEqual([
      { buildingId: 'one', beforeFen: 37_697, afterFen: 41_886, changeFen: 4189, rooms: 2, payMore: 2, payLess: 0 },
      { buildingId: 'two', beforeFen: 16_992, afterFen: 15_203, changeFen: -1789, rooms: 1, payMore: 0, payLess: 1 },
      { buildingId: null, beforeFen: 22_358, afterFen: 22_358, changeFen: 0, rooms: 1, payMore: 0, payLess: 0 },
    ])
    expect(compared.total).toEqual({ beforeFen: 77_047, afterFen: 79_447, changeFen: 2400 })
    expect(compared.byItem).toEqual(new Map([['service', compared.total]]))
  })

  it('counts lines that exist at the amount that the rules give today', () => {
    const existing = posted(before)
    const known = planLines({ ...request, standards: priced(2_000_000), bindings: lower, existing })
    expect(known.created).toEqual([])
    expect(comparePlans({ before, after: known, buildingOf }).total.changeFen).toBe(2400)
  })

  it('counts a vacancy discount, made and existing, and rooms of one side alone', () => {
    const vacancies = [{ fromOn: day('2025-03-01'), toOn: null, payRatePpm: 600_000, itemIds: null }]
    const empty = rooms.map((room) => (room.id === 'a' ? { ...room, vacancies } : room))
    const asked = { ...request, rooms: empty, standards: priced(1_800_000) }
    expect(comparePlans({ before, after: planLines(asked), buildingOf }).total.changeFen).toBe(-6439)
    expect(
      comparePlans({ before, after: planLines({ ...asked, existing: posted(before) }), buildingOf }).total.changeFen,
    ).toBe(-6439)
    const none = { created: [], existing: [], skipped: [] }
    expect(comparePlans({ before: none, after: before, buildingOf }).total).toEqual({
      beforeFen: 0,
      afterFen: 77_047,
      changeFen: 77_047,
    })
  })

  it('rooms with an equal change stand in the order of their ids', () => {
    expect(comparePlans({ before, after: before, buildingOf }).rooms.map(({ roomId }) => roomId)).toEqual([
      'a',
      'b',
      'c',
      'd',
    ])
    const reversed = planLines({ ...request, rooms: [...rooms].reverse(), standards: priced(1_800_000) })
    expect(comparePlans({ before: reversed, after: reversed, buildingOf }).rooms.map(({ roomId }) => roomId)).toEqual([
      'a',
      'b',
      'c',
      'd',
    ])
  })
})
