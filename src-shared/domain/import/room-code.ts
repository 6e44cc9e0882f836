import { groupsOf } from './groups.ts'
import { barePlace } from './read-place.ts'

/** A room's place in its parts (domain rules 8.5); `null` where the code does not tell. */
export interface RoomPlace {
  readonly building: string
  readonly unit: string | null
  readonly floor: number | null
  readonly room: string
}

const WORDED = /^(.+?)(?:号楼|栋|幢|座|楼|#)-?(?:(.+?)(?:单元-?|门-?|-))?([A-Z]?\d{1,5}[A-Z]?)(?:室|号|号房)?$/
const HAN_AND_ROOM = /^(\p{Script=Han}{1,10})([A-Z]?\d{1,5}[A-Z]?)(?:室|号|铺)?$/u
const DASHED = /^[\p{L}\p{N}]{1,10}(?:-[\p{L}\p{N}#]{1,10}){1,3}$/u
const CELLAR = /^B\d$/

/**
 * The eight styles of room codes: A-1-502, 2-1-1-1102 (phase 2, building 1, unit 1), 1栋1单元101, G-001, B2-118, 商场M111, 门市A-5,
 * 003-013. `null` when the code names no building. The code must be tidied: half width, no spaces, upper case.
 */
export function parseRoomCode(code: string): RoomPlace | null {
  const worded = groupsOf(WORDED, code)
  if (worded !== null) {
    const [, building, unit, room] = worded
    return toPlace(barePlace(building), unit === '' ? null : barePlace(unit), room)
  }
  if (DASHED.test(code)) return fromDashed(code)
  const named = groupsOf(HAN_AND_ROOM, code)
  return named === null ? null : toPlace(named[1], null, named[2])
}

function fromDashed(code: string): RoomPlace {
  const [before, room] = splitLast(code)
  if (!before.includes('-')) return toPlace(barePlace(before), null, barePlace(room))
  const [building, unit] = splitLast(before)
  return toPlace(building.split('-').map(barePlace).join('-'), barePlace(unit), barePlace(room))
}

function splitLast(text: string): readonly [before: string, last: string] {
  const at = text.lastIndexOf('-')
  return [text.slice(0, at), text.slice(at + 1)]
}

function toPlace(building: string, unit: string | null, room: string): RoomPlace {
  return { building, unit, floor: CELLAR.test(building) ? null : floorOfRoom(room), room }
}

/** `502` → 5, `1102` → 11, `M111` → 1: all but the last two digits; `013` and `5` tell none. */
export function floorOfRoom(room: string): number | null {
  const digits = /^[A-Z]?(\d{1,3})\d{2}[A-Z]?$/.exec(room)
  const floor = digits === null ? 0 : Number(digits[1])
  return floor > 0 && floor <= 200 ? floor : null
}

/** The code that building, unit and room make: `3-1-0305`; without a unit `3-0305`. */
export function joinRoomCode(place: {
  readonly building: string
  readonly unit: string | null
  readonly room: string
}): string {
  return [place.building, place.unit, place.room].filter((part) => part !== null && part !== '').join('-')
}

/** What two writings of one code have in common: 3－1－0305, 3-1-0305 and ` 3-1-0305` are one room; `3-1-305` is another. */
export function roomCodeKey(code: string): string {
  return code
    .normalize('NFKC')
    .replace(/[\s\u200b]/g, '')
    .replace(/[‐-―−]/g, '-')
    .toUpperCase()
}
