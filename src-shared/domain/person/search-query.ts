import { toHalfWidth } from '../../kernel/money.ts'
import type { ReceiptNumber } from '../receipt/index.ts'
import { parseReceiptNumber } from '../receipt/index.ts'
import type { RoomQuery } from '../room/index.ts'
import { parseRoomQuery } from '../room/index.ts'

/** One thing that the text in the search box may mean. */
export type SearchIntent =
  | { readonly kind: 'room'; readonly query: RoomQuery }
  | { readonly kind: 'plate'; readonly plate: string }
  | { readonly kind: 'phone'; readonly digits: string; readonly part: 'whole' | 'tail' }
  | { readonly kind: 'id_number'; readonly idNumber: string }
  | { readonly kind: 'receipt'; readonly number: ReceiptNumber }
  | { readonly kind: 'receipt_tail'; readonly year: number | null; readonly sequence: number }
  | { readonly kind: 'name'; readonly han: string }
  | { readonly kind: 'spelling'; readonly letters: string }

export const MIN_SEARCH_LENGTH = 2

const PROVINCES = '京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼使领'

/**
 * What the text may mean, likeliest first: room, plate, phone, receipt number, name or initials (domain rules 4.1). Text of a
 * running input method composition counts like any other. Fewer than two characters mean nothing yet.
 */
export function classifyQuery(typed: string): SearchIntent[] {
  const text = cleanComposition(toHalfWidth(typed).trim())
  if ([...text].length < MIN_SEARCH_LENGTH) return []
  const receipt = parseReceiptNumber(text)
  if (receipt !== null) return [{ kind: 'receipt', number: receipt }]
  return [...readRoom(text), ...readPlate(text), ...readDigits(text), ...readName(text)]
}

/** `zhang'san` and `zhang san`, as an input method shows them before a word is chosen, are zhangsan. */
export function cleanComposition(text: string): string {
  return /^[a-zü' ’]+$/i.test(text) ? text.replace(/[' ’]/g, '') : text
}

function readRoom(text: string): SearchIntent[] {
  const query = parseRoomQuery(text)
  return query === null ? [] : [{ kind: 'room', query }]
}

/** A plate with its province, or from its letter on with four signs or more and a digit among them. */
function readPlate(text: string): SearchIntent[] {
  const plate = text.toUpperCase().replace(/[\s·.-]/g, '')
  const isPlate =
    new RegExp(`^[${PROVINCES}][A-Z][A-Z0-9]{0,6}[警学港澳挂]?$`).test(plate) ||
    /^[A-Z](?=.*\d)[A-Z0-9]{4,6}$/.test(plate)
  return isPlate ? [{ kind: 'plate', plate }] : []
}

function readDigits(text: string): SearchIntent[] {
  const joined = text.toUpperCase().replace(/[\s-]/g, '')
  // Short groups of digits are a room; only a whole phone or ID number is typed with gaps.
  const digits = joined.length >= 10 ? joined : text.toUpperCase()
  if (/^\d{17}[\dX]$/.test(digits)) return [{ kind: 'id_number', idNumber: digits }]
  if (!/^\d{4,12}$/.test(digits)) return []
  const intents: SearchIntent[] = []
  if (digits.length <= 8) intents.push({ kind: 'phone', digits, part: 'tail' })
  else intents.push({ kind: 'phone', digits, part: 'whole' })
  // 20250631 is number 631 of 2025 as well as number 20250631 of any year.
  const year = Number(digits.slice(0, 4))
  if (digits.length > 4 && year >= 2000 && year < 2100) {
    intents.push({ kind: 'receipt_tail', year, sequence: Number(digits.slice(4)) })
  }
  intents.push({ kind: 'receipt_tail', year: null, sequence: Number(digits) })
  return intents
}

function readName(text: string): SearchIntent[] {
  const han = (text.match(/\p{Script=Han}/gu) ?? []).join('')
  if (han !== '') return [{ kind: 'name', han }]
  const letters = text.toLowerCase().replace(/[^a-z]/g, '')
  return letters.length >= MIN_SEARCH_LENGTH && !/\d/.test(text) ? [{ kind: 'spelling', letters }] : []
}
