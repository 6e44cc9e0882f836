import type { Refusal } from '../../kernel/app-error.ts'
import { refusal } from '../../kernel/app-error.ts'
import { assertNever } from '../../kernel/assert.ts'
import type { ShareCode, ShareRoom, ShareScope, ShareWeight } from './model.ts'

/** A room of the run with its weight, an integer; the scale is that of its kind and the same for all. */
export interface WeighedRoom {
  readonly room: ShareRoom
  readonly weight: number
}

/**
 * The rooms of the scope in the order of their codes, weighed. A room whose weight nobody knows stops the run: left out, it would
 * make its neighbours pay.
 */
export function weighRooms(
  rooms: readonly ShareRoom[],
  { scope, weight }: { readonly scope: ShareScope; readonly weight: ShareWeight },
): { readonly kind: 'weighed'; readonly rooms: readonly WeighedRoom[] } | Refusal<ShareCode> {
  const chosen = rooms.filter((room) => isInScope(room, scope)).sort((a, b) => compareBytes(a.code, b.code))
  if (chosen.length === 0) return refusal('share.no_room', {}, 'scope')
  const weighed: WeighedRoom[] = []
  for (const [index, room] of chosen.entries()) {
    const { code } = room
    if (chosen[index + 1]?.code === code) return refusal('share.room_twice', { roomCode: code }, 'rooms')
    const value = weightOf(room, weight)
    if (value === null) return refusal('share.weight_missing', { roomCode: code }, 'weight')
    if (!Number.isSafeInteger(value) || value < 0) return refusal('share.weight_negative', { roomCode: code }, 'weight')
    weighed.push({ room, weight: value })
  }
  if (weighed.every(({ weight: value }) => value === 0)) return refusal('share.no_weight', {}, 'weight')
  return { kind: 'weighed', rooms: weighed }
}

export function isInScope(room: ShareRoom, scope: ShareScope): boolean {
  switch (scope.kind) {
    case 'project':
      return true
    case 'building':
      return room.buildingId === scope.buildingId
    case 'unit':
      return room.unitId === scope.unitId
    case 'group':
      return scope.roomIds.includes(room.id)
    default:
      return assertNever(scope, 'share scope')
  }
}

function weightOf(room: ShareRoom, weight: ShareWeight): number | null {
  switch (weight.kind) {
    case 'area':
      return { built: room.builtE2, inner: room.innerE2, share: room.shareE2 }[weight.basis]
    case 'equal':
      return 1
    case 'coefficient':
      return room.coefficientPpm
    case 'floor_table': {
      const { floor } = room
      if (floor === null) return null
      return weight.rows.find(({ fromFloor, toFloor }) => fromFloor <= floor && floor <= toFloor)?.ppm ?? null
    }
    case 'occupied_days':
      return room.occupiedDays
    default:
      return assertNever(weight, 'share weight')
  }
}

/** By the bytes of UTF-8, which is the order of code points: what JavaScript compares puts some rare characters elsewhere. */
export function compareBytes(left: string, right: string): number {
  const a = [...left]
  const b = [...right]
  for (const [index, char] of a.entries()) {
    const other = b[index]
    if (other === undefined) return 1
    const difference = Number(char.codePointAt(0)) - Number(other.codePointAt(0))
    if (difference !== 0) return difference
  }
  return a.length - b.length
}
