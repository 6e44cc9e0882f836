import { titledSheet } from '../import/index.ts'
import type { KeptTitles, TitledMapping } from '../import/index.ts'

/** What a column of a sheet of opening positions may hold. */
export const OPENING_FIELDS = [
  'room',
  'item',
  'from_on',
  'to_on',
  'amount',
  'due_on',
  'paid_until',
  'meter',
  'reading',
  'read_on',
  'note',
] as const
export type OpeningField = (typeof OPENING_FIELDS)[number]
export type OpeningMapping = TitledMapping<OpeningField>
export type OpeningTitles = KeptTitles<OpeningField>

/** Titles of our own template, and of the lists of arrears that other systems write. */
const TITLES: Readonly<Record<OpeningField, readonly string[]>> = {
  room: [
    '房号',
    '房屋编号',
    '房间号',
    '资源编号',
    '资源名称',
    '房屋',
    '房屋名称',
    '收费对象',
    '对象',
    '车位号',
    'room',
    'roomcode',
    'object',
  ],
  item: [
    '收费项目',
    '费用项目',
    '收费科目',
    '费项',
    '费用名称',
    '收费标准',
    '费用类型',
    '项目名称',
    '科目',
    'item',
    'feeitem',
    'fee',
  ],
  from_on: [
    '欠费起',
    '欠费开始',
    '欠费开始日期',
    '费用开始日期',
    '账单开始日期',
    '开始日期',
    '起始日期',
    '计费开始',
    '起',
    'owedfrom',
    'from',
  ],
  to_on: [
    '欠费止',
    '欠费结束',
    '欠费结束日期',
    '费用结束日期',
    '账单结束日期',
    '结束日期',
    '终止日期',
    '计费结束',
    '止',
    'owedto',
    'to',
  ],
  amount: [
    '欠费金额',
    '未收金额',
    '欠缴金额',
    '应收未收',
    '期初欠费',
    '欠费',
    '欠款',
    '未缴金额',
    '余额',
    '金额',
    'owed',
    'amountowed',
    'amount',
  ],
  due_on: ['应缴日期', '应收日期', '缴费期限', '到期日', '到期日期', '截止日期', 'due', 'duedate'],
  paid_until: ['缴至', '已缴至', '缴费至', '收费至', '已收至', '缴至日期', '物业费缴至', 'paiduntil', 'paidto'],
  meter: ['表号', '表编号', '水表号', '电表号', '仪表编号', 'meter', 'metercode', 'meterno'],
  reading: [
    '上次读数',
    '期初读数',
    '最后读数',
    '末次读数',
    '表底数',
    '起始读数',
    '止码',
    '读数',
    'reading',
    'lastreading',
  ],
  read_on: ['读数日期', '抄表日期', '上次抄表', '上次抄表日期', '抄表时间', 'readon', 'readingdate'],
  note: ['备注', '说明', 'note', 'remark'],
}

export const OPENING_SHEET = titledSheet<OpeningField>(TITLES)

/** What is still missing before rows can be read: the object, and anything that it could state. */
export function missingColumns(mapping: OpeningMapping): readonly ('room' | 'position')[] {
  const states = [mapping.amount, mapping.paid_until, mapping.reading].some((column) => column !== undefined)
  return [...(mapping.room === undefined ? (['room'] as const) : []), ...(states ? [] : (['position'] as const))]
}
