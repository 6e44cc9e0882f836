// Writes the sample workbook of resources/samples anew. Run by hand when the fields of the import change.
import { join } from 'node:path'
import ExcelJS from 'exceljs'
import { inProject } from './paths.mjs'

const GROUPS = [
  ['房屋信息', ['楼号', '单元', '室号', '用途', '建筑面积（㎡）', '套内面积（㎡）', '交房日期']],
  ['业主信息', ['姓名', '联系电话', '身份证号']],
  ['租户信息', ['姓名', '联系电话', '租期起', '租期止']],
  ['物业费缴至', []],
  ['备注', []],
]
const WIDTHS = [8, 8, 10, 8, 14, 14, 16, 16, 26, 22, 12, 16, 14, 14, 16, 20]
const TITLE_ROW = 1
const GROUP_ROW = 2
const FIRST_DATA_ROW = 4
const AREA = { column: 5, letter: 'E' }

const SURNAMES = '王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗'
const GIVEN = [
  '伟',
  '敏',
  '静',
  '建国',
  '秀英',
  '浩然',
  '雨桐',
  '志强',
  '丽娟',
  '璟',
  '喆',
  '子涵',
  '春梅',
  '国庆',
  '晓燕',
  '堃',
  '文博',
]

/** Numbers of identity papers that nobody has: the region 320199 is not given out. */
function idNoOf(index) {
  const body = `320199${1958 + (index % 40)}${String(1 + (index % 12)).padStart(2, '0')}${String(1 + (index % 28)).padStart(2, '0')}${String(100 + index)}`
  const weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2]
  const sum = weights.reduce((total, weight, at) => total + weight * Number(body[at]), 0)
  return body + '10X98765432'[sum % 11]
}

function roomsOf() {
  const homes = ['1栋', '2栋'].flatMap((building) =>
    ['1', '2'].flatMap((unit) =>
      Array.from({ length: 14 }, (_, index) => {
        const room = `${1 + Math.floor(index / 2)}0${1 + (index % 2)}`
        return { building, unit, room, usage: '住宅', area: index % 2 === 0 ? 89.43 : 120.5 }
      }),
    ),
  )
  const shops = Array.from({ length: 4 }, (_, index) => {
    return { building: '商铺', unit: '', room: `S0${index + 1}`, usage: '商铺', area: 46.08 + index * 10 }
  })
  return [...homes, ...shops].map((room, index) => ({ ...room, index }))
}

const toFullWidth = (text) => text.replace(/[!-~]/g, (char) => String.fromCharCode(char.charCodeAt(0) + 0xfee0))

/** The forms in which clerks write a day. */
function dayOf(index) {
  const [year, month, day] = [2018 + (index % 3), 1 + (index % 12), 1 + (index % 28)]
  if (index % 5 === 0) return `${year}-${month}-${day}`
  if (index % 5 === 1) return `${year}年${month}月${day}日`
  if (index % 5 === 2) return `${year}/${String(month).padStart(2, '0')}/${String(day).padStart(2, '0')}`
  if (index % 5 === 3) return `${year}${String(month).padStart(2, '0')}${String(day).padStart(2, '0')}`
  return new Date(Date.UTC(year, month - 1, day))
}

function nameOf(index) {
  const one = (at) => `${SURNAMES[at % SURNAMES.length]}${GIVEN[(at * 7) % GIVEN.length]}`
  if (index % 17 === 5) return `${one(index)}/${one(index + 3)}`
  return index % 13 === 7 ? one(index).split('').join('　') : one(index)
}

function phoneOf(index) {
  const phone = `1380013${String(8000 + index)}`
  if (index % 11 === 3) return toFullWidth(phone)
  return index % 7 === 2 ? `${phone.slice(0, 3)}-${phone.slice(3, 7)}-${phone.slice(7)}` : phone
}

function areaOf({ area, index }) {
  if (index % 15 === 4) return toFullWidth(String(area))
  return index % 15 === 9 ? `${area}㎡` : area
}

function cellsOf(room, above) {
  const { index } = room
  const isLet = index % 9 === 6
  const newBuilding = above?.building !== room.building
  return [
    newBuilding ? room.building : null,
    newBuilding || above?.unit !== room.unit ? room.unit : null,
    room.room,
    room.usage,
    areaOf(room),
    Math.round(room.area * 80) / 100,
    dayOf(index),
    room.building === '商铺' && index % 2 === 1 ? '南京示例商贸有限公司' : nameOf(index),
    phoneOf(index),
    room.building === '商铺' && index % 2 === 1 ? null : idNoOf(index),
    isLet ? nameOf(index + 31) : null,
    isLet ? phoneOf(index + 900) : null,
    isLet ? '2026-3-1' : null,
    isLet ? '2027年2月28日' : null,
    index % 4 === 0 ? '2026年12月' : '2026-06-30',
    index % 20 === 0 ? '两户打通' : null,
  ]
}

/** Three rows that are wrong, each in its own way. */
function spoil(sheet) {
  sheet.getCell(`${AREA.letter}${FIRST_DATA_ROW + 9}`).value = null
  sheet.getCell(`I${FIRST_DATA_ROW + 24}`).value = '1380000'
  const idNo = sheet.getCell(`J${FIRST_DATA_ROW + 41}`)
  idNo.value = 320199198203150000
  idNo.numFmt = '0'
}

function writeHeader(sheet, title) {
  const titles = GROUPS.map(([group, columns]) => (columns.length === 0 ? [group] : columns))
  const width = titles.flat().length
  sheet.getCell(TITLE_ROW, 1).value = title
  sheet.mergeCells(TITLE_ROW, 1, TITLE_ROW, width)
  let column = 1
  for (const [group, columns] of GROUPS) {
    const last = column + Math.max(1, columns.length) - 1
    sheet.getCell(GROUP_ROW, column).value = group
    columns.forEach((text, at) => (sheet.getCell(GROUP_ROW + 1, column + at).value = text))
    sheet.mergeCells(GROUP_ROW, column, columns.length === 0 ? GROUP_ROW + 1 : GROUP_ROW, last)
    column = last + 1
  }
  for (const row of [TITLE_ROW, GROUP_ROW, GROUP_ROW + 1]) {
    const style = { bold: true, size: row === TITLE_ROW ? 14 : 11 }
    sheet
      .getRow(row)
      .eachCell((cell) => Object.assign(cell, { font: style, alignment: { horizontal: 'center', vertical: 'middle' } }))
  }
  WIDTHS.forEach((wide, at) => (sheet.getColumn(at + 1).width = wide))
  sheet.views = [{ state: 'frozen', ySplit: FIRST_DATA_ROW - 1 }]
}

function newWorkbook() {
  const workbook = new ExcelJS.Workbook()
  workbook.created = new Date(Date.UTC(2026, 10, 23))
  workbook.modified = workbook.created
  return workbook
}

async function writeSample(path) {
  const workbook = newWorkbook()
  const sheet = workbook.addWorksheet('业主资料')
  const rooms = roomsOf()
  rooms.forEach((room, at) => {
    const row = sheet.getRow(FIRST_DATA_ROW + at)
    row.values = cellsOf(room, rooms[at - 1])
    row.eachCell((cell) => (cell.numFmt = cell.value instanceof Date ? 'yyyy-mm-dd' : 'General'))
  })
  writeHeader(sheet, '锦绣花园房屋业主资料表')
  spoil(sheet)
  const last = FIRST_DATA_ROW + rooms.length - 1
  const missing = rooms[9].area
  const sum = Math.round((rooms.reduce((total, room) => total + room.area, 0) - missing) * 100) / 100
  sheet.getCell(`A${last + 1}`).value = `合　计：${rooms.length} 户`
  sheet.mergeCells(`A${last + 1}:D${last + 1}`)
  sheet.getCell(`${AREA.letter}${last + 1}`).value = {
    formula: `SUM(${AREA.letter}${FIRST_DATA_ROW}:${AREA.letter}${last})`,
    result: sum,
  }
  sheet.getCell(`A${last + 2}`).value = '制表人：李敏'
  await workbook.xlsx.writeFile(path)
}

const folder = inProject('resources', 'samples')
await writeSample(join(folder, '房屋业主资料样表.xlsx'))
