import type { Refusal } from '../../kernel/app-error.ts'
import { refusal } from '../../kernel/app-error.ts'
import { toHalfWidth } from '../../kernel/money.ts'
import type { LocalDate } from '../../kernel/time.ts'
import { parseLocalDate } from '../../kernel/time.ts'

export const ID_CODES = ['person.id_no_length', 'person.id_no_birth', 'person.id_no_checksum'] as const
export type IdCode = (typeof ID_CODES)[number]

const WEIGHTS = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2]
const CHECK_SIGNS = '10X98765432'

export type CheckedId = { readonly kind: 'id_number'; readonly idNumber: string; readonly birthOn: LocalDate }

/** 居民身份证号 of 18 signs (GB 11643): a birth date that exists and the check sign of ISO 7064 MOD 11-2. */
export function checkIdNumber(typed: string): CheckedId | Refusal<IdCode> {
  const idNumber = toHalfWidth(typed).replace(/\s/g, '').toUpperCase()
  if (!/^\d{17}[\dX]$/.test(idNumber)) return refusal('person.id_no_length', { length: idNumber.length }, 'idNo')
  const birthOn = parseLocalDate(`${idNumber.slice(6, 10)}-${idNumber.slice(10, 12)}-${idNumber.slice(12, 14)}`)
  if (birthOn === null) return refusal('person.id_no_birth', {}, 'idNo')
  if (idCheckSign(idNumber) !== idNumber.slice(17)) return refusal('person.id_no_checksum', {}, 'idNo')
  return { kind: 'id_number', idNumber, birthOn }
}

/** The check sign that the first 17 digits ask for. */
export function idCheckSign(first17: string): string {
  const sum = WEIGHTS.reduce((left, weight, index) => left + weight * Number(first17.charAt(index)), 0)
  return CHECK_SIGNS.charAt(sum % 11)
}
