import { describe, expect, it } from 'vitest'

import { NO_CHOICE, choiceOfAddress, filterOf, roomOfAddress } from './room-filter.ts'

const ROOM = '0190b5f0-0000-7000-8000-000000000001'

describe('the filter of the rooms', () => {
  it('holds only what was chosen', () => {
    expect(filterOf(NO_CHOICE)).toEqual({})
    expect(filterOf({ ...NO_CHOICE, text: '  3-1 ', arrears: 'overdue' })).toEqual({ text: '3-1', arrears: 'overdue' })
  })

  it('is taken from the address of a page that leads here', () => {
    expect(choiceOfAddress({ missing: 'standard' })).toEqual({ ...NO_CHOICE, missing: 'standard' })
    expect(choiceOfAddress({ occupancy: 'unsold', arrears: 'sometimes' })).toEqual({
      ...NO_CHOICE,
      occupancy: 'unsold',
    })
    expect(choiceOfAddress({ room: ROOM })).toBeNull()
  })

  it('leaves alone what is no room', () => {
    expect(roomOfAddress({ room: ROOM })).toBe(ROOM)
    expect(roomOfAddress({ room: '../etc' })).toBeNull()
    expect(roomOfAddress({ room: [ROOM] })).toBeNull()
  })
})
