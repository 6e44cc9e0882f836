import { invariant } from '../../kernel/assert.ts'
import { toHalfWidth } from '../../kernel/money.ts'

/** One word of a room: `kind` is what its measure word says (栋, 单元, 室), `plain` without one. */
export interface RoomWord {
  readonly kind: 'building' | 'unit' | 'floor' | 'room' | 'plain'
  readonly text: string
}

/** Longer words first: 号楼 is a building, 号 alone a room. */
const MEASURES: ReadonlyMap<string, RoomWord['kind']> = new Map([
  ...['号楼', '#楼', '栋', '幢', '座', '楼', '#'].map((word) => [word, 'building'] as const),
  ...['单元', '门'].map((word) => [word, 'unit'] as const),
  ...['层'].map((word) => [word, 'floor'] as const),
  ...['房号', '号房', '室', '房', '号', '户', '铺'].map((word) => [word, 'room'] as const),
])

const MEASURED = new RegExp(`[a-z0-9]+(?:${[...MEASURES.keys()].join('|')})`, 'g')

/**
 * Splits a typed room or a stored code on separators, measure words, and where Han characters meet letters or digits. A measure
 * word counts only behind a letter or digit: 门市A-5 and 荷花楼 have none.
 */
export function splitRoomWords(text: string): RoomWord[] {
  const plain = toHalfWidth(text.normalize('NFKC')).toLowerCase().trim()
  const words: RoomWord[] = []
  let start = 0
  for (const { 0: measured, index } of plain.matchAll(MEASURED)) {
    words.push(...splitPlain(plain.slice(start, index)), readMeasured(measured))
    start = index + measured.length
  }
  return [...words, ...splitPlain(plain.slice(start))]
}

/** Two writings of one part compare equal: lower case, no leading zeros. */
export function canonicalPart(part: string): string {
  return part.toLowerCase().replace(/^0+(?=[a-z0-9])/, '')
}

function readMeasured(measured: string): RoomWord {
  const text = measured.replace(/[^a-z0-9]+$/, '')
  const kind = MEASURES.get(measured.slice(text.length))
  invariant(kind !== undefined, 'what was matched is a measure word')
  return { kind, text }
}

function splitPlain(text: string): RoomWord[] {
  const parts: readonly string[] = text.match(/[a-z0-9]+|[^a-z0-9\s\-_/\\.,:;()·]+/g) ?? []
  return parts.map((part) => ({ kind: 'plain', text: part }))
}
