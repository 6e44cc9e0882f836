import { parseLocalDate } from '../../kernel/time.ts'
import type { Cell } from './grid.ts'
import { type CellWarning, type Reading, value, type Wrong, wrong } from './reading.ts'
import type { Rewrite, Tidied } from './tidy.ts'

const WEIGHTS = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2]
const CHECK = '10X98765432'
const BETWEEN = /[/、,，;；|]+/
/** 统一社会信用代码: 18 digits and letters without I, O, S, V, Z. */
const COMPANY = /^[0-9A-HJ-NPQRTUWXY]{2}\d{6}[0-9A-HJ-NPQRTUWXY]{10}$/
/** Passports, travel permits (H/M + 8 digits …), residence permits: letters and digits, one letter at least. */
const OTHER = /^(?=.*[A-Z])[A-Z0-9()-]{5,20}$/
/** 台胞证 has eight digits and no letter. */
const TAIWAN_PERMIT = /^\d{8}$/

/** Numbers of identity papers (证件号) of one cell, in the order of the names. A wrong check digit is a warning (GB 11643). */
export function readIdNos(tidied: Tidied, cell: Cell): Reading<readonly string[]> {
  const numbers: string[] = []
  const warnings: CellWarning[] = []
  for (const part of tidied.text.split(BETWEEN).filter((one) => one !== '')) {
    const text = part.toUpperCase()
    const no = readIdNo(text, cell)
    if (no !== null) return no
    numbers.push(text)
    const warning = warningOf(text)
    if (warning !== null) warnings.push(warning)
  }
  if (numbers.length === 0) return wrong('import.id_no_not_read', { text: tidied.text })
  const rewritten: readonly Rewrite[] = /[a-z]/.test(tidied.text)
    ? [...tidied.rewritten, 'upper_case']
    : tidied.rewritten
  return value(numbers, rewritten, warnings)
}

function readIdNo(text: string, cell: Cell): Wrong | null {
  if (hasLostDigits(text, cell)) return wrong('import.id_no_lost_digits', { text })
  if (/^\d{17}[\dX]$/.test(text) || /^\d{15}$/.test(text) || TAIWAN_PERMIT.test(text)) return null
  if (/^\d+X?$/.test(text)) return wrong('import.id_no_length', { digits: text.length })
  return COMPANY.test(text) || OTHER.test(text) ? null : wrong('import.id_no_not_read', { text })
}

/** Excel keeps 15 digits of a number: an 18-digit one ends in 000, or was saved as 3.20106E+17. */
function hasLostDigits(text: string, cell: Cell): boolean {
  if (/^\d(\.\d+)?E\+?\d+$/.test(text)) return true
  if (!/^\d{16,}$/.test(text)) return false
  return cell.kind === 'number' || (text.length === 18 && text.endsWith('000') && !hasValidChecksum(text))
}

function warningOf(text: string): CellWarning | null {
  if (/^\d{15}$/.test(text)) return { code: 'import.id_no_old', params: { text: tail(text) } }
  if (!/^\d{17}[\dX]$/.test(text) || (hasValidChecksum(text) && hasBirthday(text))) return null
  return { code: 'import.id_no_checksum', params: { text: tail(text) } }
}

export function hasValidChecksum(idNo: string): boolean {
  const sum = WEIGHTS.reduce((total, weight, at) => total + weight * Number(idNo[at]), 0)
  return CHECK[sum % 11] === idNo[17]
}

function hasBirthday(idNo: string): boolean {
  return parseLocalDate(`${idNo.slice(6, 10)}-${idNo.slice(10, 12)}-${idNo.slice(12, 14)}`) !== null
}

/** A warning names the last four alone: texts of the preview may be logged or shown to others. */
function tail(idNo: string): string {
  return `…${idNo.slice(-4)}`
}
