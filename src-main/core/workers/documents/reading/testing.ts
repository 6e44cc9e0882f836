import { crc32, deflateRawSync } from 'node:zlib'
import ExcelJS from 'exceljs'
import type { Cell } from '../../../../../src-shared/domain/import/index.ts'
import type { ReadLimits } from './limits.ts'
import { readWorkbook } from './read-workbook.ts'

/** Workbooks made by hand, for the tests of this folder. */

/** An .xlsx as a person would save it. */
export async function xlsxOf(
  fill: (sheet: ExcelJS.Worksheet, workbook: ExcelJS.Workbook) => void,
): Promise<Uint8Array> {
  const workbook = new ExcelJS.Workbook()
  fill(workbook.addWorksheet('房屋'), workbook)
  return new Uint8Array(await workbook.xlsx.writeBuffer())
}

export interface RawPart {
  readonly content: string | Uint8Array
  /** What the directory claims, when it lies. */
  readonly claimedBytes?: number
  readonly flags?: number
}

/** A deflated zip of the parts as they are, right or wrong. */
export function zipOf(parts: Readonly<Record<string, string | RawPart>>): Uint8Array {
  const bodies: Buffer[] = []
  const directory: Buffer[] = []
  let at = 0
  for (const [name, part] of Object.entries(parts)) {
    const { content, claimedBytes, flags = 0 } = typeof part === 'string' ? { content: part } : part
    const plain = Buffer.from(content as string)
    const packed = deflateRawSync(plain)
    const nameBytes = Buffer.from(name)
    const local = Buffer.alloc(30)
    local.writeUInt32LE(0x04034b50, 0)
    local.writeUInt16LE(nameBytes.length, 26)
    const entry = Buffer.alloc(46)
    entry.writeUInt32LE(0x02014b50, 0)
    entry.writeUInt16LE(flags, 8)
    entry.writeUInt16LE(8, 10)
    entry.writeUInt32LE(crc32(plain), 16)
    entry.writeUInt32LE(packed.length, 20)
    entry.writeUInt32LE(claimedBytes ?? plain.length, 24)
    entry.writeUInt16LE(nameBytes.length, 28)
    entry.writeUInt32LE(at, 42)
    bodies.push(local, nameBytes, packed)
    directory.push(entry, nameBytes)
    at += local.length + nameBytes.length + packed.length
  }
  const entries = Buffer.concat(directory)
  const end = Buffer.alloc(22)
  end.writeUInt32LE(0x06054b50, 0)
  end.writeUInt16LE(Object.keys(parts).length, 8)
  end.writeUInt16LE(Object.keys(parts).length, 10)
  end.writeUInt32LE(entries.length, 12)
  end.writeUInt32LE(at, 16)
  return new Uint8Array(Buffer.concat([...bodies, entries, end]))
}

const RELATIONSHIP = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships'

/** The parts of a workbook with one sheet, to be spoilt in a test. */
export function partsOf(sheet: string, styles = ''): Record<string, string> {
  return {
    '[Content_Types].xml': '<Types/>',
    '_rels/.rels': `<Relationships><Relationship Id="r1" Type="${RELATIONSHIP}/officeDocument" Target="xl/workbook.xml"/></Relationships>`,
    'xl/workbook.xml': '<workbook><sheets><sheet name="Sheet1" sheetId="1" r:id="r1"/></sheets></workbook>',
    'xl/_rels/workbook.xml.rels':
      `<Relationships><Relationship Id="r1" Type="${RELATIONSHIP}/worksheet" Target="/xl/worksheets/first.xml"/>` +
      `<Relationship Id="r2" Type="${RELATIONSHIP}/styles" Target="styles.xml"/>` +
      `<Relationship Id="r3" Type="${RELATIONSHIP}/sharedStrings" Target="sharedStrings.xml"/></Relationships>`,
    'xl/styles.xml': `<styleSheet>${styles}</styleSheet>`,
    'xl/worksheets/first.xml': `<worksheet><sheetData>${sheet}</sheetData></worksheet>`,
  }
}

/** Sheets of one workbook by the XML of their rows and of their merges. */
export function bookOf(sheets: readonly { readonly rows: string; readonly merges?: string }[]): Uint8Array {
  const parts = partsOf('')
  const list = sheets.map((_, at) => `<sheet name="S${at}" sheetId="${at + 1}" r:id="q${at}"/>`)
  const links = sheets.map(
    (_, at) => `<Relationship Id="q${at}" Type="${RELATIONSHIP}/worksheet" Target="worksheets/s${at}.xml"/>`,
  )
  parts['xl/workbook.xml'] = `<workbook><sheets>${list.join('')}</sheets></workbook>`
  parts['xl/_rels/workbook.xml.rels'] =
    `<Relationships>${links.join('')}<Relationship Id="t" Type="${RELATIONSHIP}/sharedStrings" Target="sharedStrings.xml"/></Relationships>`
  sheets.forEach(({ rows, merges = '' }, at) => {
    parts[`xl/worksheets/s${at}.xml`] = `<worksheet><sheetData>${rows}</sheetData>${merges}</worksheet>`
  })
  return zipOf(parts)
}

/** A row with texts by their columns. */
export function rowOf(number: number, texts: Readonly<Record<string, string>>): string {
  const cells = Object.entries(texts).map(
    ([column, text]) => `<c r="${column}${number}" t="inlineStr"><is><t>${text}</t></is></c>`,
  )
  return `<row r="${number}">${cells.join('')}</row>`
}

/** An OLE file by its header and the name of one of its streams. */
export function oleWith(stream: string): Uint8Array {
  const bytes = Buffer.alloc(4_096)
  Buffer.from('d0cf11e0a1b11ae1', 'hex').copy(bytes)
  Buffer.from(`${stream}\0`, 'utf16le').copy(bytes, 1_024)
  return new Uint8Array(bytes)
}

/** The cells as short texts, or the code of the refusal. */
export async function read(bytes: Uint8Array, limits?: ReadLimits): Promise<readonly (readonly string[])[] | string> {
  const result = await readWorkbook({ name: 'test', bytes }, limits)
  if (result.kind === 'refused') return result.code
  return (result.sheets[0]?.rows ?? []).map((row) => row.map(shown))
}

function shown(cell: Cell): string {
  switch (cell.kind) {
    case 'empty':
      return ''
    case 'text':
      return cell.text
    case 'number':
      return `#${cell.text}`
    case 'date':
      return `@${cell.date}`
    case 'boolean':
      return `?${cell.value}`
    case 'error':
      return `!${cell.reason}`
  }
}
