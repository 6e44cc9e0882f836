import { describe, expect, it } from 'vitest'

import { NEW_FORM, fieldsOf, formOf, isChanged, withPartsOfCode } from './room-form.ts'
import type { RoomDetail } from './room-words.ts'

const ROOM = {
  code: '3-1-0105',
  building: '3栋',
  unit: null,
  floor: null,
  roomNo: '0105',
  usage: 'residence',
  occupancy: 'occupied',
  handoverOn: null,
  openingPaidUntilOn: null,
  note: null,
} as unknown as RoomDetail

describe('the form of a room', () => {
  it('sends nothing where nothing was written', () => {
    expect(fieldsOf({ ...NEW_FORM, code: ' 3-1-0105 ', unit: '  ' })).toMatchObject({
      code: '3-1-0105',
      unit: null,
      note: null,
    })
  })

  it('is changed by a letter, not by a space at the end', () => {
    expect(isChanged(formOf(ROOM), ROOM)).toBe(false)
    expect(isChanged({ ...formOf(ROOM), note: ' ' }, ROOM)).toBe(false)
    expect(isChanged({ ...formOf(ROOM), note: '每年12月交' }, ROOM)).toBe(true)
  })

  it('reads building, unit and room from the code, and keeps what was written by hand', () => {
    expect(withPartsOfCode({ ...NEW_FORM, code: '3-2-1501' })).toMatchObject({
      building: '3',
      unit: '2',
      roomNo: '1501',
    })
    expect(withPartsOfCode({ ...NEW_FORM, code: 'G-001' })).toMatchObject({ building: 'G', unit: '', roomNo: '001' })
    expect(withPartsOfCode({ ...NEW_FORM, code: '商场M111' })).toMatchObject({ building: '', roomNo: '' })
    expect(withPartsOfCode({ ...NEW_FORM, code: '3-2-1501', building: '三栋' })).toMatchObject({
      building: '三栋',
      roomNo: '',
    })
  })
})
