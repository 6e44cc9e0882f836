import { checkIdNumber, checkPhone, personKindOf } from '../../../../src-shared/domain/person/index.ts'
import { orThrow } from '../../../../src-shared/kernel/app-error.ts'
import { toHalfWidth } from '../../../../src-shared/kernel/money.ts'

/** 电话 in its one form: digits alone, a landline with its area code. @throws AppError `person.phone_invalid` */
export function phoneOf(typed: string | null): string | null {
  if (typed === null || typed.trim() === '') return null
  const { phone } = orThrow(checkPhone(typed))
  return phone.kind === 'landline' ? `${phone.area ?? ''}${phone.digits}` : phone.digits
}

/**
 * 证件号. An identity card has its check; the papers of companies and foreigners are taken as written.
 * @throws AppError `person.id_no_*`
 */
export function idNoOf(typed: string | null, name: string): string | null {
  const written = toHalfWidth(typed ?? '')
    .replace(/\s/g, '')
    .toUpperCase()
  if (written === '') return null
  const isCard = personKindOf(name) === 'natural' && /^\d{14,}X?$/.test(written)
  return isCard ? orThrow(checkIdNumber(written)).idNumber : written
}
