import { type Cell, cellText, isBlank } from './grid.ts'

/** A row that adds up what stands above it (合计行): the whole table, or the rows since the last such row. */
export type TotalKind = 'total' | 'subtotal'

const TOTAL = /^(.{0,8}?)(合计|总计|共计|累计|总共)(.{0,12})$/
const SUBTOTAL = /^(.{0,12}?)(小计|本页计|分计)(.{0,12})$/
const LATIN_TOTAL = /^(grand)?total:?$/
const LATIN_SUBTOTAL = /^sub-?total:?$/

/** Told by the first word of the row: 合计, 总计, `3栋小计`, `合 计：60户`. */
export function totalKind(row: readonly Cell[]): TotalKind | null {
  const first = row.find((cell) => !isBlank(cell))
  if (first === undefined || first.kind !== 'text') return null
  const text = cellText(first).normalize('NFKC').replace(/\s+/g, '').toLowerCase()
  if (SUBTOTAL.test(text) || LATIN_SUBTOTAL.test(text)) return 'subtotal'
  return TOTAL.test(text) || LATIN_TOTAL.test(text) ? 'total' : null
}

/** The number of rows that a total row states in words, `合计 60 户`. */
export function statedCount(row: readonly Cell[]): number | null {
  for (const cell of row) {
    const match = /(\d{1,6})\s*(户|套|间|行|个)/.exec(cellText(cell).normalize('NFKC'))
    if (match !== null) return Number(match[1])
  }
  return null
}

const REMARK = /^(备注|说明|注|填表|制表|审核|复核|单位|日期|编制|打印)/

/** A line under the table such as `填表人：王芳`, no row of it. */
export function isRemark(row: readonly Cell[]): boolean {
  const first = row.find((cell) => !isBlank(cell))
  return first !== undefined && first.kind === 'text' && REMARK.test(first.text.trim()) && /[:：]/.test(first.text)
}
