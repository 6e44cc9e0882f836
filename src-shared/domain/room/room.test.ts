import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { SearchedRoom } from './index.ts'
import {
  matchRoom,
  normaliseRoomCode,
  parseRoomQuery,
  roomQueryTokens,
  roomSearchTokens,
  roomSortKey,
} from './index.ts'

const room = (code: string, building: string, unit: string | null, roomNo: string): SearchedRoom => ({
  code,
  building,
  unit,
  roomNo,
})
const HOME = room('3-2-1501', '3', '2', '1501')
const rank = (of: SearchedRoom, typed: string) => {
  const query = parseRoomQuery(typed)
  return query === null ? null : matchRoom(of, query)
}
/** What the index would say: some token of the room begins with some token of the query. */
const indexed = (of: SearchedRoom, typed: string) => {
  const query = parseRoomQuery(typed)
  const wanted = query === null ? [] : roomQueryTokens(query)
  return roomSearchTokens(of).some((token) => wanted.some((want) => token.startsWith(want)))
}

describe('a room is found by', () => {
  it.each([
    ['3-2-1501', 0],
    ['３－２－１５０１', 0],
    ['3 2 1501', 0],
    ['321501', 0],
    ['3栋2单元1501', 0],
    ['3栋2单元1501室', 0],
    ['3号楼2门1501号', 0],
    ['3#2-1501', 0],
    ['32 1501', 1],
    ['3栋1501', 1],
    ['3-1501', 1],
    ['3栋15层1501', 1],
    ['2单元1501', 1],
    ['1501', 1],
    ['1501室', 1],
    ['3幢', 1],
    ['15', 2],
    ['3-2-15', 2],
    ['3栋15', 2],
  ])('%s', (typed, expected) => {
    expect(rank(HOME, typed)).toBe(expected)
    expect(indexed(HOME, typed)).toBe(true)
  })

  it.each(['4-2-1501', '3-1-1501', '3栋1单元1501', '2 1501', '3-2-1502', '1栋', '张三', '', '13800138000'])(
    'not by %s',
    (typed) => {
      expect(rank(HOME, typed)).toBeNull()
    },
  )

  it.each([
    [room('1-101', '1', null, '101'), '1 101'],
    [room('1-101', '1', null, '101'), '101室'],
    [room('1栋1单元101', '1栋', '1单元', '101'), '1-1-101'],
    [room('A-1-502', 'A', '1', '502'), 'a1502'],
    [room('A-1-502', 'A', '1', '502'), 'A座502'],
    [room('2-1-1-1102', '2-1', '1', '1102'), '2-1-1-1102'],
    [room('2-1-1-1102', '2-1', '1', '1102'), '1 1102'],
    [room('G-001', 'G', null, '001'), 'g-1'],
    [room('G-001', 'G', null, '001'), 'g00'],
    [room('B2-118', 'B2', null, '118'), 'b2 118'],
    [room('商场M111', '商场', null, 'M111'), '商场m111'],
    [room('商场M111', '商场', null, 'M111'), 'm111'],
    [room('门市A-5', '门市A', null, '5'), '门市a-5'],
    [room('门市A-5', '门市A', null, '5'), 'a-5'],
    [room('003-013', '003', null, '013'), '3-13'],
    [room('003-013', '003', null, '013'), '003-0'],
  ])('%o is found by %s', (of, typed) => {
    expect(indexed(of, typed)).toBe(true)
  })

  it('while a number is being typed with its zeros', () => {
    expect(rank(room('G-001', 'G', null, '001'), 'g-00')).toBe(2)
    expect(rank(room('G-001', 'G', null, '001'), 'g-01')).toBe(0)
  })

  it('with two readings of two words, the building as it stands first', () => {
    expect(parseRoomQuery('32 1501')?.patterns).toEqual([
      { building: '32', unit: null, room: '1501' },
      { building: '3', unit: '2', room: '1501' },
    ])
    expect(parseRoomQuery('3单元1501')?.patterns).toEqual([{ building: null, unit: '3', room: '1501' }])
    expect(parseRoomQuery('5-3单元1501')?.patterns).toEqual([{ building: '5', unit: '3', room: '1501' }])
    expect(parseRoomQuery('101室')?.patterns).toEqual([{ building: null, unit: null, room: '101' }])
    expect(parseRoomQuery('2单元')?.patterns).toEqual([{ building: null, unit: '2', room: null }])
  })

  it('its own code, however it is spaced', () => {
    const place = fc.record({
      building: fc.integer({ min: 1, max: 99 }),
      unit: fc.integer({ min: 1, max: 9 }),
      floor: fc.integer({ min: 1, max: 33 }),
      door: fc.integer({ min: 1, max: 9 }),
    })
    const separator = fc.constantFrom('-', ' ', '－', '/', '.')
    fc.assert(
      fc.property(place, separator, ({ building, unit, floor, door }, between) => {
        const roomNo = `${floor}0${door}`
        const own = room(`${building}-${unit}-${roomNo}`, String(building), String(unit), roomNo)
        const typed = [building, unit, roomNo].join(between)
        expect(rank(own, typed)).toBe(0)
        expect(indexed(own, typed)).toBe(true)
        expect(rank(own, `${building}栋${roomNo}`)).toBe(1)
        expect(indexed(own, `${building}栋${roomNo}`)).toBe(true)
      }),
    )
  })
})

describe('a room code', () => {
  it('is kept as the office writes it, in one form', () => {
    expect(normaliseRoomCode(' ａ－1 - 0502 ')).toEqual({ kind: 'code', code: 'A-1-0502' })
    expect(normaliseRoomCode('商场M111')).toEqual({ kind: 'code', code: '商场M111' })
  })

  it('is refused when it is empty, too long, or holds strange signs', () => {
    expect(normaliseRoomCode('  ')).toMatchObject({ code: 'room.code_empty' })
    expect(normaliseRoomCode('1'.repeat(41))).toMatchObject({ code: 'room.code_too_long', params: { limit: 40 } })
    for (const bad of ['=1+1', '1;2', '-1', 'a|b'])
      expect(normaliseRoomCode(bad)).toMatchObject({ code: 'room.code_invalid' })
  })

  it('sorts by numbers, not by signs', () => {
    const ordered = ['3-2-301', '3-2-1501', '3-10-101', '11-1-101', 'A-9', 'A-10', 'B-1', '商场M2', '商场M111']
    const sorted = [...ordered].reverse().sort((a, b) => (roomSortKey(a) < roomSortKey(b) ? -1 : 1))
    expect(sorted).toEqual(ordered)
    expect(roomSortKey('3-01')).not.toBe(roomSortKey('3-1'))
    expect(roomSortKey('--')).toBe('\u0001--')
  })
})
