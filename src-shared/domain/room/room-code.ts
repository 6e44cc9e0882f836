import type { Refusal } from '../../kernel/app-error.ts'
import { refusal } from '../../kernel/app-error.ts'
import { toHalfWidth } from '../../kernel/money.ts'

export const MAX_CODE_LENGTH = 40

export const ROOM_CODE_CODES = ['room.code_empty', 'room.code_too_long', 'room.code_invalid'] as const
export type RoomCodeCode = (typeof ROOM_CODE_CODES)[number]

const ALLOWED = /^[\p{L}\p{N}][\p{L}\p{N}\-#/().·]*$/u

/** 房号 as the office writes it, in one form: half width, upper case, no spaces. Parts and zeros stay as they are. */
export function normaliseRoomCode(
  typed: string,
): { readonly kind: 'code'; readonly code: string } | Refusal<RoomCodeCode> {
  const code = toHalfWidth(typed.normalize('NFC')).replace(/\s/g, '').toUpperCase()
  if (code === '') return refusal('room.code_empty', {}, 'code')
  if (code.length > MAX_CODE_LENGTH) return refusal('room.code_too_long', { limit: MAX_CODE_LENGTH }, 'code')
  return ALLOWED.test(code) ? { kind: 'code', code } : refusal('room.code_invalid', { code }, 'code')
}

/** A key whose plain order is the natural one: 3-2-301 before 3-10-101, A-9 before A-10. Equal keys are equal codes. */
export function roomSortKey(code: string): string {
  const parts = code.toLowerCase().match(/\d+|[^\d\-\s]+/g) ?? []
  const padded = parts.map((part) => (/^\d/.test(part) ? part.replace(/^0+(?=\d)/, '').padStart(10, '0') : part))
  return `${padded.join(' ')}\u0001${code}`
}
