import type { ImportField } from './fields.ts'
import type { ProblemCode } from './planned-row.ts'
import { floorOfRoom, joinRoomCode, parseRoomCode, roomCodeKey, type RoomPlace } from './room-code.ts'
import type { ReadRow } from './read-row.ts'

/** Where a row's room is: from the code as written, from the columns of its parts, or from both. */
export type Location =
  | { readonly kind: 'located'; readonly code: string; readonly place: RoomPlace; readonly differs: boolean }
  | {
      readonly kind: 'refused'
      readonly field: ImportField
      readonly code: ProblemCode
      readonly params: Readonly<Record<string, string>>
    }

/**
 * Columns win over what the code says, but a building that was only filled down does not. 房号 is used for the whole code and for the
 * room alone: what cannot be split is taken as the room of the building column.
 */
export function locateRoom({ fields, filledDown }: ReadRow, isMapped: (field: ImportField) => boolean): Location {
  const written = fields.code ?? fields.room
  const field = fields.code === undefined && (isMapped('room') || !isMapped('code')) ? 'room' : 'code'
  if (written === undefined) return { kind: 'refused', field, code: 'import.room_missing', params: {} }
  const parsed = parseRoomCode(written)
  const building = filledDown.includes('building') && parsed !== null ? undefined : fields.building
  if (parsed === null) return joined({ written, field, building, row: fields, isBuildingMapped: isMapped('building') })
  if (building === undefined || sameWord(building, parsed.building)) return split(written, parsed, fields)
  return nested(parsed, { written, building, row: fields })
}

interface Joined {
  readonly written: string
  readonly field: 'room' | 'code'
  readonly building: string | undefined
  readonly row: ReadRow['fields']
  readonly isBuildingMapped: boolean
}

function joined({ written, field, building, row, isBuildingMapped }: Joined): Location {
  if (building === undefined && (isBuildingMapped || field === 'room')) {
    return { kind: 'refused', field: 'building', code: 'import.building_missing', params: {} }
  }
  if (building === undefined)
    return { kind: 'refused', field, code: 'import.code_not_understood', params: { text: written } }
  const room = row.room ?? written.replace(/[室号]$/, '')
  const unit = row.unit ?? null
  const place = { building, unit, floor: row.floor ?? floorOfRoom(room), room }
  return { kind: 'located', code: joinRoomCode(place), place, differs: false }
}

function split(written: string, parsed: RoomPlace, row: ReadRow['fields']): Location {
  const place = {
    building: parsed.building,
    unit: row.unit ?? parsed.unit,
    floor: row.floor ?? parsed.floor,
    room: row.code === undefined ? parsed.room : (row.room ?? parsed.room),
  }
  return { kind: 'located', code: written, place, differs: false }
}

/** Building 3 with 房号 1-101: unit 1, room 101. A code of three parts that names another building is kept, and warned about. */
function nested(
  parsed: RoomPlace,
  from: { readonly written: string; readonly building: string; readonly row: ReadRow['fields'] },
): Location {
  const { written, building, row } = from
  if (parsed.unit !== null) {
    const place = { ...parsed, building, unit: row.unit ?? parsed.unit, floor: row.floor ?? parsed.floor }
    return { kind: 'located', code: written, place, differs: !sameWord(parsed.building, `${building}${parsed.unit}`) }
  }
  const place = {
    building,
    unit: row.unit ?? parsed.building,
    floor: row.floor ?? floorOfRoom(parsed.room),
    room: parsed.room,
  }
  return {
    kind: 'located',
    code: joinRoomCode(place),
    place,
    differs: row.unit !== undefined && !sameWord(row.unit, parsed.building),
  }
}

/** 03 and 3 are one building, 商场 and 商场楼 are not. */
function sameWord(left: string, right: string): boolean {
  return withoutZeros(left) === withoutZeros(right)
}

function withoutZeros(text: string): string {
  return roomCodeKey(text).replace(/(^|-)0+(?=\d)/g, '$1')
}
