import { normaliseRoomCode } from '../room/index.ts'
import { type Reading, value, wrong } from './reading.ts'
import type { Rewrite, Tidied } from './tidy.ts'

/** 东单元 loses its word as 1单元 does; 地下室 and 商业楼 are names and keep theirs. */
const SUFFIX = /(号楼|栋|幢|座|单元|门洞|(?<=[\dA-Za-z])(号房|号院|室|号|楼|#))$/
const WORDED_NUMBER = /^第?([一二三四五六七八九十]{1,3})(?=号楼|栋|幢|座|单元|$)/
const DIGITS = '零一二三四五六七八九'

/** A part of a room's place without its word: `3栋` → `3`, `一单元` → `1`, `商场` stays. */
export function barePlace(text: string): string {
  const counted = text.replace(WORDED_NUMBER, (_, words: string) => String(numberOf(words)))
  const bare = counted.replace(SUFFIX, '')
  return bare === '' ? counted : bare
}

/** 楼号、单元、室号 of a column of their own. */
export function readPlace(tidied: Tidied): Reading<string> {
  const bare = barePlace(tidied.text)
  const place = normaliseRoomCode(bare)
  if (place.kind === 'refused') return wrong('import.place_unreadable', { text: tidied.text })
  const rewritten: Rewrite[] = [...tidied.rewritten]
  if (bare !== tidied.text) rewritten.push('unit_removed')
  if (place.code !== bare) rewritten.push('upper_case')
  return value(place.code, rewritten)
}

/** 一 to 九十九. */
function numberOf(words: string): number {
  const at = words.indexOf('十')
  if (at < 0) return DIGITS.indexOf(words.charAt(0))
  const tens = at === 0 ? 1 : DIGITS.indexOf(words.charAt(0))
  const ones = words[at + 1]
  return tens * 10 + (ones === undefined ? 0 : DIGITS.indexOf(ones))
}

const MAX_FLOOR = 200
const MIN_FLOOR = -10

/** A floor (楼层) as a whole number: `5`, `5层`, `5F`; cellars `-1`, `B1`, `负一层`, `地下1层`. */
export function readFloor(tidied: Tidied): Reading<number> {
  const text = tidied.text.replace(/^第/, '').replace(/(层|楼|F)$/i, '')
  const worded = text.replace(/[一二三四五六七八九十]{1,3}/, (words) => String(numberOf(words)))
  const match = /^(-|B|负|地下)?(\d{1,3})(\.0+)?$/i.exec(worded)
  if (match === null) return wrong('import.floor_not_number', { text: tidied.text })
  const floor = match[1] === undefined ? Number(match[2]) : -Number(match[2])
  if (floor > MAX_FLOOR || floor < MIN_FLOOR) return wrong('import.floor_not_number', { text: tidied.text })
  return value(floor === 0 ? 0 : floor, text === tidied.text ? tidied.rewritten : [...tidied.rewritten, 'unit_removed'])
}
