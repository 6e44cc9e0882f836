import { groupsOf } from './groups.ts'
import { type Reading, value, type Wrong, wrong } from './reading.ts'
import type { Tidied } from './tidy.ts'

const SCIENTIFIC = /^\d(\.\d+)?e\+?\d+$/i
const COUNTRY = /^(\+86|0086|86(?=1\d{10}$))/
const MARKS = /[-()·.]/g
const LANDLINE = /^0[1-9]\d{1,2}[2-9]\d{6,7}$/
const LOCAL = /^[2-9]\d{6,7}$/
const SERVICE = /^[48]00\d{7}$/
const FOREIGN = /^\+(?!86)\d{8,15}$/
const EXTENSION = /^(.*\d{7,8})(?:-|转)(\d{1,6})$/
const BETWEEN = /[/、,，;；|\s]+/

/**
 * One or more phone numbers (电话) of a cell: mobiles of 11 digits, landlines with or without their area code, 400 numbers, foreign
 * ones with `+`. `raw` still has its spaces: they part numbers only where the whole is not one number.
 */
export function readPhones(tidied: Tidied, raw: string): Reading<readonly string[]> {
  if (SCIENTIFIC.test(tidied.text)) return wrong('import.phone_scientific', { text: tidied.text })
  const whole = readPhone(tidied.text)
  if (typeof whole === 'string') return value([whole], rewritten(tidied, [whole]))
  const parts = raw
    .normalize('NFKC')
    .split(BETWEEN)
    .filter((part) => part !== '')
  if (parts.length < 2) return whole
  const phones: string[] = []
  for (const part of parts) {
    const phone = readPhone(part)
    if (typeof phone !== 'string') return part.length < 5 ? whole : phone
    phones.push(phone)
  }
  return value([...new Set(phones)], rewritten(tidied, phones))
}

function rewritten(tidied: Tidied, phones: readonly string[]) {
  const marked = phones.some((phone) => !tidied.text.includes(phone))
  return marked ? [...tidied.rewritten, 'marks_removed' as const] : tidied.rewritten
}

function readPhone(text: string): string | Wrong {
  if (FOREIGN.test(text.replace(MARKS, ''))) return text.replace(MARKS, '')
  const national = text.replace(COUNTRY, '')
  const digits = national.replace(MARKS, '')
  if (/^1\d*$/.test(digits)) return readMobile(digits)
  if (SERVICE.test(digits) || LANDLINE.test(digits) || LOCAL.test(digits)) return asLandline(digits)
  const extended = groupsOf(EXTENSION, national)
  const main = extended === null ? '' : extended[1].replace(MARKS, '')
  if (extended !== null && (LANDLINE.test(main) || LOCAL.test(main))) return `${asLandline(main)}-${extended[2]}`
  if (/[^\d+]/.test(digits)) return wrong('import.phone_has_letters', { text })
  return wrong('import.phone_not_read', { text })
}

function readMobile(digits: string): string | Wrong {
  if (digits.length !== 11) return wrong('import.mobile_length', { digits: digits.length })
  return /^1[3-9]/.test(digits) ? digits : wrong('import.mobile_prefix', { text: digits })
}

/** `02584321234` → `025-84321234`: 010 and 02x are three digits, the others four. */
function asLandline(digits: string): string {
  if (!digits.startsWith('0')) return digits
  const code = /^0(10|2)/.test(digits) ? 3 : 4
  return `${digits.slice(0, code)}-${digits.slice(code)}`
}
