import type { Id } from '../../../../src-shared/kernel/ids.ts'
import type { InputFor } from '../../../platform/client.ts'
import { t } from '../../../platform/i18n.ts'
import type { RoomChoice } from '../rooms/find-rooms.ts'

export type BindTarget = InputFor<'standard.bind'>['target']
export type BindKind = BindTarget['kind']
export type Usage = 'residence' | 'shop' | 'office' | 'parking' | 'storage' | 'other'
export const USAGES: readonly Usage[] = ['residence', 'shop', 'office', 'parking', 'storage', 'other']

/** What the dialog holds while a target is being chosen. */
export interface BindChoice {
  readonly kind: BindKind
  readonly buildingId: Id | null
  readonly usage: Usage | null
  readonly rooms: readonly RoomChoice[]
}

/** The target as core wants it, or `null` while a building or the rooms are still to be chosen. */
export function targetOf(choice: BindChoice): BindTarget | null {
  const { kind, usage, buildingId, rooms } = choice
  if (kind === 'all') return { kind, usage }
  if (kind === 'building') return buildingId === null ? null : { kind, buildingId, usage }
  return rooms.length === 0 ? null : { kind, roomIds: rooms.map((room) => room.id) }
}

/** What is still to be chosen, beside its field. */
export function missingOf(choice: BindChoice): Readonly<Record<string, string>> {
  if (targetOf(choice) !== null) return {}
  return choice.kind === 'building'
    ? { building: t('standard.bind.building_missing') }
    : { rooms: t('standard.bind.rooms_missing') }
}
