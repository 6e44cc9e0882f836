import type { LocalDate } from '../../kernel/time.ts'
import type { WorkbookMerge, WrittenCell } from './workbook-cells.ts'

/** The columns by the names of the fields that an import fills from them. */
export const COLUMNS = [
  'building',
  'unit',
  'floor',
  'code',
  'usage',
  'built_area_e2',
  'inner_area_e2',
  'handover_on',
  'owner_name',
  'owner_phone',
  'owner_id_no',
  'tenant_name',
  'tenant_phone',
  'tenant_from_on',
  'tenant_to_on',
  'paid_until_on',
  'note',
] as const

export type WorkbookColumn = (typeof COLUMNS)[number]

/** The titles of the two lines; a group without a title of its own is one cell over both lines. */
const GROUPS: readonly { readonly title: string; readonly columns: readonly string[] }[] = [
  {
    title: '房屋信息',
    columns: ['楼栋', '单元', '楼层', '房号', '用途', '建筑面积（㎡）', '套内面积（㎡）', '交房日期'],
  },
  { title: '业主信息', columns: ['姓 名', '联系电话', '身份证号'] },
  { title: '租户信息', columns: ['姓 名', '联系电话', '租期起', '租期止'] },
  { title: '物业费缴至', columns: [] },
  { title: '备注', columns: [] },
]

/** A title row over the whole width, then the two header lines. */
export function writeHeader(
  projectName: string,
  today: LocalDate,
): { readonly rows: WrittenCell[][]; readonly merges: WorkbookMerge[] } {
  const upper: WrittenCell[] = []
  const lower: WrittenCell[] = []
  const merges: WorkbookMerge[] = [{ from_row: 1, from_column: 1, to_row: 1, to_column: COLUMNS.length }]
  for (const group of GROUPS) {
    const column = upper.length + 1
    const width = Math.max(1, group.columns.length)
    upper.push(group.title, ...Array.from({ length: width - 1 }, () => null))
    lower.push(...(group.columns.length === 0 ? [null] : group.columns))
    const toRow = group.columns.length === 0 ? 3 : 2
    merges.push({ from_row: 2, from_column: column, to_row: toRow, to_column: column + width - 1 })
  }
  const title = [`${projectName}房屋业主资料表（${today}）`, ...COLUMNS.slice(1).map(() => null)]
  return { rows: [title, upper, lower], merges }
}
