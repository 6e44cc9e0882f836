import { formatScaled } from '../../kernel/money.ts'
import type { LocalDate } from '../../kernel/time.ts'
import type { Random } from './random.ts'

/** A cell to write: nothing, text, a number by its exact decimal text, or a real date. */
export type WrittenCell = null | string | { readonly number: string } | { readonly date: LocalDate }

/** Merged cells, rows and columns counted from 1, both ends included. */
export interface WorkbookMerge {
  readonly from_row: number
  readonly from_column: number
  readonly to_row: number
  readonly to_column: number
}

interface Manner {
  readonly random: Random
  readonly dirty: boolean
}

/** In a dirty sheet one area in eight is text: plain, with its unit, or in full-width digits. */
export function writeArea(areaE2: number, manner: Manner): WrittenCell {
  const decimal = formatScaled(areaE2, 2, 0)
  const style = manner.dirty ? manner.random.int(24) : 24
  if (style === 0) return `${decimal}㎡`
  if (style === 1) return toFullWidth(decimal)
  return style === 2 ? ` ${decimal}` : { number: decimal }
}

/** In a dirty sheet two dates in three are text, in the forms that clerks type. */
export function writeDate(on: LocalDate | null, manner: Manner): WrittenCell {
  if (on === null) return null
  const [year = '', month = '', day = ''] = on.split('-')
  const style = manner.dirty ? manner.random.int(12) : 12
  if (style < 2) return `${year}/${month}/${day}`
  if (style < 4) return `${year}-${Number(month)}-${Number(day)}`
  if (style < 6) return `${year}年${Number(month)}月${Number(day)}日`
  if (style === 6) return `${year}.${Number(month)}.${Number(day)}`
  return style === 7 ? `${year}${month}${day}` : { date: on }
}

export function writePhone(phone: string | null, manner: Manner): WrittenCell {
  if (phone === null) return null
  const style = manner.dirty ? manner.random.int(20) : 20
  if (style === 0) return `${phone.slice(0, 3)}-${phone.slice(3, 7)}-${phone.slice(7)}`
  if (style === 1) return `${phone.slice(0, 3)} ${phone.slice(3, 7)} ${phone.slice(7)}`
  if (style === 2) return toFullWidth(phone)
  return style < 8 ? { number: phone } : phone
}

export function writeIdNo(idNo: string | null, manner: Manner): WrittenCell {
  if (idNo === null || !manner.dirty) return idNo
  const style = manner.random.int(20)
  if (style === 0) return ` ${idNo} `
  return style === 1 ? idNo.toLowerCase() : idNo
}

function toFullWidth(text: string): string {
  return text.replace(/[!-~]/g, (char) => String.fromCharCode(char.charCodeAt(0) + 0xfee0))
}
