import { writeFileSync } from 'node:fs'
import { join } from 'node:path'

import { utils, write } from '@e965/xlsx'
import ExcelJS from 'exceljs'

/** A sheet of rooms as an office keeps it, in each of the formats that an import reads. */
export type SheetRows = readonly (readonly (string | number)[])[]
export type SheetFormat = 'xlsx' | 'xls' | 'csv_utf8' | 'csv_gbk'

export const TITLES = ['楼号', '单元', '室号', '建筑面积', '业主姓名', '联系电话', '物业费缴至']

/** So many rooms without a fault: ten buildings, four units, different owners. */
export function goodRooms(rooms: number): SheetRows {
  const rows = Array.from({ length: rooms }, (_, at) => {
    const building = String(1 + (at % 10))
    const unit = String(1 + (Math.floor(at / 10) % 4))
    const place = Math.floor(at / 40)
    const room = `${1 + Math.floor(place / 4)}0${1 + (place % 4)}`
    return [building, unit, room, 89.43, `业主${hanNumber(at)}`, `138${String(10_000_000 + at)}`, '2026-10-31']
  })
  return [TITLES, ...rows]
}

/** Writes the rows into the folder and returns the path. */
export async function writeOfficeSheet(folder: string, rows: SheetRows, format: SheetFormat = 'xlsx'): Promise<string> {
  const path = join(folder, `业主资料表-${format}.${format.startsWith('csv') ? 'csv' : format}`)
  writeFileSync(path, await bytesOf(rows, format))
  return path
}

async function bytesOf(rows: SheetRows, format: SheetFormat): Promise<Uint8Array> {
  const csv = rows.map((row) => row.join(',')).join('\r\n')
  switch (format) {
    case 'xlsx':
      return xlsxBytes(rows)
    case 'xls': {
      const sheet = utils.aoa_to_sheet(rows.map((row) => [...row]))
      const book = utils.book_new()
      utils.book_append_sheet(book, sheet, '房屋')
      return new Uint8Array(write(book, { type: 'buffer', bookType: 'biff8' }) as Buffer)
    }
    case 'csv_utf8':
      return new TextEncoder().encode(`\ufeff${csv}`)
    case 'csv_gbk':
      return gbkBytes(csv)
  }
}

async function xlsxBytes(rows: SheetRows): Promise<Uint8Array> {
  const workbook = new ExcelJS.Workbook()
  const sheet = workbook.addWorksheet('房屋')
  for (const row of rows) sheet.addRow([...row])
  return new Uint8Array(await workbook.xlsx.writeBuffer())
}

const DIGITS = '零一二三四五六七八九'

function hanNumber(value: number): string {
  return Array.from(String(value), (digit) => DIGITS.charAt(Number(digit))).join('')
}

/** The platform only decodes GBK: its two-byte codes are read back into a table. */
function gbkBytes(text: string): Uint8Array {
  const decoder = new TextDecoder('gbk')
  const codes = new Map<string, readonly [number, number]>()
  for (let high = 0x81; high <= 0xfe; high++) {
    for (let low = 0x40; low <= 0xfe; low++)
      if (low !== 0x7f) codes.set(decoder.decode(Uint8Array.of(high, low)), [high, low])
  }
  return Uint8Array.from(
    Array.from(text).flatMap((sign) => (sign < '\u0080' ? [sign.charCodeAt(0)] : (codes.get(sign) ?? [0x3f]))),
  )
}
