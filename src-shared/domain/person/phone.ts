import type { Refusal } from '../../kernel/app-error.ts'
import { refusal } from '../../kernel/app-error.ts'
import { toHalfWidth } from '../../kernel/money.ts'

/** A telephone number in one form. `area` of a landline with its 0, `null` for a local or 400 number; abroad keeps its +. */
export type Phone =
  | { readonly kind: 'mobile'; readonly digits: string }
  | { readonly kind: 'landline'; readonly area: string | null; readonly digits: string }
  | { readonly kind: 'abroad'; readonly digits: string }

const MOBILE = /^1[3-9]\d{9}$/
const LANDLINE = /^(0(?:10|2\d|[3-9]\d{2}))?([2-9]\d{6,7})(?:[x#]\d{1,6})?$/
const SERVICE = /^[48]00\d{7}$/
const ABROAD = /^\+\d{6,15}$/

/** 电话 as typed (spaces, dashes, +86, full width) in one form, or `null` when it is no number one could call. */
export function normalisePhone(typed: string): Phone | null {
  const plain = toHalfWidth(typed)
    .replace(/[\s\-()（）]/g, '')
    .toLowerCase()
    .replace('转', 'x')
  const digits = plain.replace(/^(?:\+|00)86(?=\d{10})/, '')
  if (MOBILE.test(digits)) return { kind: 'mobile', digits }
  if (SERVICE.test(digits)) return { kind: 'landline', area: null, digits }
  const landline = LANDLINE.exec(digits)
  if (landline !== null) return { kind: 'landline', area: landline[1] ?? null, digits: landline.slice(2, 3).join('') }
  return ABROAD.test(digits) ? { kind: 'abroad', digits } : null
}

/** Refuses what no telephone can be, with the reason that a clerk can act on. */
export function checkPhone(
  typed: string,
): { readonly kind: 'phone'; readonly phone: Phone } | Refusal<'person.phone_invalid'> {
  const phone = normalisePhone(typed)
  if (phone !== null) return { kind: 'phone', phone }
  return refusal('person.phone_invalid', { digits: toHalfWidth(typed).replace(/\D/g, '').length }, 'phone')
}
