import type { RoomQuery, SearchedRoom } from './room-query.ts'
import { compactOf, placeOf, typedRoomOf } from './room-query.ts'
import { canonicalPart, splitRoomWords } from './room-words.ts'

/** Room tokens begin with this, so that 1501 the room never meets 1501 the phone tail. */
const MARK = 'rm'
/** Stands between the parts inside a token: a full-text index takes a dash for the end of one. */
const JOINT = 'x'

/** 检索词 of a room for the full-text index: every way in which its parts are typed, to be searched by prefix. */
export function roomSearchTokens(room: SearchedRoom): string[] {
  const { building, unit, room: number } = placeOf(room)
  const codeWords = splitRoomWords(room.code).map(({ text }) => text)
  const numbers = [number, typedRoomOf(room)]
  const tokens = new Set([token([compactOf(codeWords)]), token([codeWords.join('')])])
  for (const [index] of codeWords.entries()) tokens.add(token(codeWords.slice(index).map(canonicalPart)))
  for (const last of numbers) {
    tokens.add(token([last]))
    tokens.add(token([building, last]))
    if (unit !== null) tokens.add(token([building, unit, last]))
  }
  return [...tokens]
}

/** The tokens to look for, any of them, each as a prefix. Hits are ranked by `matchRoom`. */
export function roomQueryTokens({ words, patterns, typedRoom }: RoomQuery): string[] {
  const tokens = new Set([token([compactOf(words)]), token([words.join('')])])
  for (const { building, unit, room } of patterns) {
    const parts = [building, unit].filter((part) => part !== null)
    for (const last of [room, typedRoom]) tokens.add(token(last === null || last === '' ? parts : [...parts, last]))
  }
  return [...tokens]
}

function token(parts: readonly string[]): string {
  return MARK + parts.join(JOINT).replaceAll('-', JOINT)
}
