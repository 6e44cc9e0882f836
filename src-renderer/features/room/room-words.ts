import type { OutputFor } from '../../platform/client.ts'
import { enumText } from '../../platform/i18n.ts'
import type { TagTone } from '../../ui/tone.ts'

export type RoomRow = OutputFor<'room.list'>['rows'][number]
export type RoomDetail = OutputFor<'room.open'>
export type Party = RoomDetail['parties'][number]

export const USAGES = [
  'residence',
  'shop',
  'office',
  'parking',
  'storage',
  'other',
] as const satisfies readonly RoomRow['usage'][]
export const OCCUPANCIES = [
  'unsold',
  'handed_over',
  'renovating',
  'occupied',
  'rented',
  'vacant',
] as const satisfies readonly RoomRow['occupancy'][]

const TONES: Readonly<Record<RoomRow['occupancy'], TagTone>> = {
  unsold: 'neutral',
  handed_over: 'neutral',
  renovating: 'warn',
  occupied: 'ok',
  rented: 'info',
  vacant: 'neutral',
}

export function occupancyTag(occupancy: RoomRow['occupancy']): { readonly text: string; readonly tone: TagTone } {
  return { text: enumText('room.occupancy', occupancy), tone: TONES[occupancy] }
}
