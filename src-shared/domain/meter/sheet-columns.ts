import { titledSheet } from '../import/index.ts'
import type { KeptTitles, TitledMapping } from '../import/index.ts'

/** What a column of a reading sheet may hold: which meter it is, what it showed, and when. */
export const SHEET_FIELDS = ['code', 'serial', 'room', 'read_on', 'total', 'sharp', 'peak', 'flat', 'valley'] as const
export type SheetField = (typeof SHEET_FIELDS)[number]

/** Which column (by its index) fills which field. */
export type SheetMapping = TitledMapping<SheetField>
export type SheetTitles = KeptTitles<SheetField>

/**
 * Titles of our own sheet, and of the workbooks that remote-reading systems write (集抄 of water works, power concentrators, heat
 * meters), longest first within a field.
 */
const TITLES: Readonly<Record<SheetField, readonly string[]>> = {
  code: [
    '表号',
    '表编号',
    '户表编号',
    '计量点编号',
    '计量点',
    '水表编号',
    '电表编号',
    '气表编号',
    'meter',
    'metercode',
    'meterno',
  ],
  serial: [
    '表具编号',
    '出厂编号',
    '表计编号',
    '表计地址',
    '通讯地址',
    '通信地址',
    '表地址',
    '设备编号',
    '设备地址',
    '资产编号',
    '表钢号',
    '钢印号',
    'serialno',
    'serialnumber',
    'meteraddress',
  ],
  room: ['房号', '房间号', '房屋编号', '门牌号', '户号', '用户地址', '安装地址', '房间', 'room', 'roomcode'],
  read_on: [
    '抄表日期',
    '抄表时间',
    '采集时间',
    '采集日期',
    '冻结时间',
    '冻结日期',
    '数据时间',
    '读数日期',
    '日期',
    'date',
    'readingdate',
    'readon',
  ],
  total: [
    '本次读数',
    '本期读数',
    '本月读数',
    '本次表码',
    '本期表码',
    '本次示数',
    '本期示数',
    '本期止码',
    '当前读数',
    '当前示数',
    '累计流量',
    '累积流量',
    '累计用量',
    '累计热量',
    '累计气量',
    '正向有功总',
    '正向有功总电能',
    '总示数',
    '止码',
    '止度',
    '读数',
    '表码',
    '示数',
    'reading',
    'thisreading',
    'currentreading',
  ],
  sharp: ['尖示数', '尖读数', '正向有功尖', '尖', 'sharp'],
  peak: ['峰示数', '峰读数', '正向有功峰', '峰', 'peak'],
  flat: ['平示数', '平读数', '正向有功平', '平', 'flat'],
  valley: ['谷示数', '谷读数', '正向有功谷', '谷', 'valley'],
}

/** 上次读数 is nobody's reading of this time: its titles are not known here. */
export const READING_SHEET = titledSheet<SheetField>(TITLES)

/** What is still missing before a sheet can be read: some way to know the meter, and some figure. */
export function missingFields(mapping: SheetMapping): readonly ('meter' | 'value')[] {
  const knowsMeter = mapping.code !== undefined || mapping.serial !== undefined || mapping.room !== undefined
  const hasValue = (['total', 'sharp', 'peak', 'flat', 'valley'] as const).some((field) => mapping[field] !== undefined)
  return [...(knowsMeter ? [] : (['meter'] as const)), ...(hasValue ? [] : (['value'] as const))]
}
