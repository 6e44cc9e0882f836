import { canonicalPart, splitRoomWords } from './room-words.ts'

/** What a search knows of a room. `unit` is `null` in houses without units. */
export interface SearchedRoom {
  readonly code: string
  readonly building: string
  readonly unit: string | null
  readonly roomNo: string
}

/** One reading of what was typed, parts in canonical form; a missing part may be anything. */
export interface RoomPattern {
  readonly building: string | null
  readonly unit: string | null
  readonly room: string | null
}

export interface RoomQuery {
  /** The words as typed, without separators and measure words. */
  readonly words: readonly string[]
  /** Readings, likeliest first: `32 1501` is building 32, or building 3 unit 2. */
  readonly patterns: readonly RoomPattern[]
  /** The last part as typed, with its zeros, for prefixes while typing. */
  readonly typedRoom: string
}

const MAX_PART = 8

/**
 * 房号查询: `3-2-1501`, `3栋1501`, `3栋2单元1501`, `32 1501`, `1 101`, `101室`, full-width or not. `null` when the text cannot be
 * a room: no digit in it, or a part too long (a phone).
 */
export function parseRoomQuery(typed: string): RoomQuery | null {
  const words = splitRoomWords(typed)
  const texts = words.map(({ text }) => text)
  if (!/\d/.test(texts.join('')) || texts.some((text) => text.length > MAX_PART)) return null
  const named = (kind: 'building' | 'unit' | 'room') => words.find((word) => word.kind === kind)?.text ?? null
  const plain = words.filter(({ kind }) => kind === 'plain').map(({ text }) => text)
  const measured = { building: named('building'), unit: named('unit'), room: named('room') }
  const patterns = words.length === plain.length ? readPlain(plain) : [readMeasured(measured, plain)]
  return {
    words: texts,
    patterns: patterns.map(canonicalPattern),
    typedRoom: measured.room ?? plain.at(-1) ?? '',
  }
}

/** 0 the whole code, 1 all its parts, 2 the beginning of its room number while typing; `null` for no match. */
export function matchRoom(room: SearchedRoom, query: RoomQuery): 0 | 1 | 2 | null {
  if (isWholeCode(room.code, query.words)) return 0
  const own = placeOf(room)
  const fits = (wanted: string | null, has: string | null) => wanted === null || wanted === has
  const placed = query.patterns.filter(({ building, unit }) => fits(building, own.building) && fits(unit, own.unit))
  if (placed.some(({ room: wanted }) => fits(wanted, own.room))) return 1
  const begins = placed.some(({ room: wanted }) => wanted !== null && own.room.startsWith(wanted))
  return begins || (placed.length > 0 && query.typedRoom !== '' && typedRoomOf(room).startsWith(query.typedRoom))
    ? 2
    : null
}

/** Building, unit and room of a stored room in canonical form: `3栋` is `3`, `0201` is `201`. */
export function placeOf({ building, unit, roomNo }: SearchedRoom) {
  return {
    building: canonicalWords(building),
    unit: unit === null ? null : canonicalWords(unit),
    room: canonicalWords(roomNo),
  }
}

/** The stored room number as one would type it, zeros kept. */
export function typedRoomOf({ roomNo }: SearchedRoom): string {
  return splitRoomWords(roomNo)
    .map(({ text }) => text)
    .join('-')
}

export function compactOf(words: readonly string[]): string {
  return words.map(canonicalPart).join('')
}

/** The same words, or all of them typed in one go. */
function isWholeCode(code: string, typed: readonly string[]): boolean {
  const own = splitRoomWords(code).map(({ text }) => text)
  if (own.map(canonicalPart).join('-') === typed.map(canonicalPart).join('-')) return true
  return typed.length === 1 && compactOf(own) === compactOf(typed)
}

function canonicalWords(text: string): string {
  return splitRoomWords(text)
    .map((word) => canonicalPart(word.text))
    .join('-')
}

function canonicalPattern({ building, unit, room }: RoomPattern): RoomPattern {
  return {
    building: building === null ? null : canonicalWords(building),
    unit: unit === null ? null : canonicalPart(unit),
    room: room === null ? null : canonicalPart(room),
  }
}

/** Words without measure words count from the end: room, unit, and the rest is the building. */
function readPlain(words: readonly string[]): RoomPattern[] {
  const room = words.slice(-1).join('')
  if (words.length === 1) return [{ building: null, unit: null, room }]
  const first = words.slice(0, 1).join('')
  if (words.length === 2) {
    const asBuilding = { building: first, unit: null, room }
    return /^\d{2,3}$/.test(first)
      ? [asBuilding, { building: first.slice(0, -1), unit: first.slice(-1), room }]
      : [asBuilding]
  }
  return [{ building: words.slice(0, -2).join('-'), unit: words.slice(-2, -1).join(''), room }]
}

/** With measure words the plain ones fill what is left: a last one is the room, one before it the building or the unit. */
function readMeasured(measured: RoomPattern, plain: readonly string[]): RoomPattern {
  const left = [...plain]
  const room = measured.room ?? left.pop() ?? null
  const unit = measured.unit ?? (measured.building === null ? null : (left.pop() ?? null))
  return { building: measured.building ?? left.pop() ?? null, unit, room }
}
