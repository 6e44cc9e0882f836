import fc from 'fast-check'
import { describe, expect, it } from 'vitest'

import { joinRoomCode, parseRoomCode, roomCodeKey } from './room-code.ts'

describe('a room code', () => {
  it.each([
    ['A-1-502', 'A', '1', 5, '502'],
    ['2-1-1-1102', '2-1', '1', 11, '1102'],
    ['1栋1单元101', '1', '1', 1, '101'],
    ['G-001', 'G', null, null, '001'],
    ['B2-118', 'B2', null, null, '118'],
    ['商场M111', '商场', null, 1, 'M111'],
    ['门市A-5', '门市A', null, null, '5'],
    ['003-013', '003', null, null, '013'],
    ['3号楼502室', '3', null, 5, '502'],
    ['3栋-1单元-1501', '3', '1', 15, '1501'],
    ['3#1-502', '3', '1', 5, '502'],
    ['二栋一单元301室', '2', '1', 3, '301'],
    ['3-1-0305', '3', '1', 3, '0305'],
    ['别墅8', '别墅', null, null, '8'],
  ])('%s is split into building %s, unit %s, floor %s, room %s', (code, ...parts) => {
    const [building, unit, floor, room] = parts
    expect(parseRoomCode(code)).toEqual({ building, unit, floor, room })
  })

  it.each(['502', '0305', '', '-', 'A', '1栋', '一'])('%s names no building and is not split', (code) => {
    expect(parseRoomCode(code)).toBeNull()
  })

  it('joined from its parts is split into the same parts', () => {
    const part = fc.stringMatching(/^[1-9A-Z]\d{0,2}$/)
    const room = fc.stringMatching(/^\d{3,4}$/)
    fc.assert(
      fc.property(part, part, room, (building, unit, number) => {
        expect(parseRoomCode(joinRoomCode({ building, unit, room: number }))).toMatchObject({
          building,
          unit,
          room: number,
        })
      }),
    )
  })

  it('without a unit is building and room', () => {
    expect(joinRoomCode({ building: '3', unit: null, room: '0305' })).toBe('3-0305')
  })

  it('is the same room in full-width writing, and another with other digits', () => {
    expect(roomCodeKey('３－１－０３０５')).toBe(roomCodeKey('3-1-0305'))
    expect(roomCodeKey(' a–1–502')).toBe(roomCodeKey('A-1-502'))
    expect(roomCodeKey('3-1-305')).not.toBe(roomCodeKey('3-1-0305'))
  })
})
