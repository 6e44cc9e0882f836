import type { LocalDate } from '../../../src-shared/kernel/time.ts'
import type { InputFor } from '../../platform/client.ts'
import type { RoomDetail } from './room-words.ts'

/** What the form of a room holds while it is typed. */
export interface RoomForm {
  code: string
  building: string
  unit: string
  floor: string
  roomNo: string
  usage: RoomDetail['usage']
  occupancy: RoomDetail['occupancy']
  handoverOn: LocalDate | null
  openingPaidUntilOn: LocalDate | null
  note: string
}

export const NEW_FORM: RoomForm = {
  code: '',
  building: '',
  unit: '',
  floor: '',
  roomNo: '',
  usage: 'residence',
  occupancy: 'occupied',
  handoverOn: null,
  openingPaidUntilOn: null,
  note: '',
}

export function formOf(room: RoomDetail): RoomForm {
  const { code, building, unit, floor, roomNo, usage, occupancy, handoverOn, openingPaidUntilOn, note } = room
  return {
    code,
    building,
    unit: unit ?? '',
    floor: floor ?? '',
    roomNo,
    usage,
    occupancy,
    handoverOn,
    openingPaidUntilOn,
    note: note ?? '',
  }
}

type Fields = Omit<InputFor<'room.update'>, 'roomId' | 'version'>

/** As core takes it: what was left empty is nothing. */
export function fieldsOf(form: RoomForm): Fields {
  const text = (typed: string): string | null => (typed.trim() === '' ? null : typed.trim())
  const { usage, occupancy, handoverOn, openingPaidUntilOn } = form
  return {
    code: form.code.trim(),
    building: form.building.trim(),
    unit: text(form.unit),
    floor: text(form.floor),
    roomNo: form.roomNo.trim(),
    usage,
    occupancy,
    handoverOn,
    openingPaidUntilOn,
    note: text(form.note),
  }
}

/** Whether anything was typed that core does not have. */
export function isChanged(form: RoomForm, room: RoomDetail): boolean {
  return JSON.stringify(fieldsOf(form)) !== JSON.stringify(fieldsOf(formOf(room)))
}

/** 3-2-1501 says building 3, unit 2, room 1501: filled in while nobody has written the parts. */
export function withPartsOfCode(form: RoomForm): RoomForm {
  const parts = form.code.trim().split('-')
  const [building = '', second = '', third] = parts
  if (parts.length < 2 || parts.length > 3 || parts.some((part) => part === '')) return form
  if (form.building !== '' || form.roomNo !== '') return form
  return { ...form, building, unit: third === undefined ? '' : second, roomNo: third ?? second }
}
