import { bombRefused, fileRefused, LAST_ROW, type ReadLimits } from './limits.ts'
import type { ReadBudget } from './read-budget.ts'
import type { NumberMeaning } from './xlsx-styles.ts'
import { attributesOf, decodeXml, elementsOf, encodeXml, prefixOf, refuseDoctype } from './xml.ts'

/** A sheet's part without all that can carry no value: rows of blank formatted cells, styles, validations, formulas. */
export interface SlimSheet {
  /** Its rows are numbered one after another: the library keeps a place for each row of a gap, and a gap may be a million. */
  readonly xml: string
  /** The sheet's own numbers of the rows in `xml`. */
  readonly rowNumbers: readonly number[]
  readonly merges: readonly string[]
}

interface SheetScan {
  readonly rows: string[]
  readonly rowNumbers: number[]
  readonly merges: string[]
  readonly meanings: readonly NumberMeaning[]
  readonly budget: ReadBudget
  readonly limits: ReadLimits
  rowNumber: number
}

const MAX_ROW_CHARS = 8_000_000
/** A part of that much text without a tag in it is stuffing. */
const MAX_UNTAGGED_CHARS = 1_000_000
const MAX_MERGES = 200_000

/**
 * Reads a sheet's part piece by piece and keeps the rows that have a value. The library that interprets the rest holds an object for
 * every cell, blank or not, and walks each range of a merge or validation cell by cell: it must not meet those.
 * @throws AppError
 */
export async function slimSheet(
  chunks: AsyncIterable<Uint8Array>,
  from: Pick<SheetScan, 'meanings' | 'budget' | 'limits'>,
): Promise<SlimSheet> {
  const scan: SheetScan = { ...from, rows: [], rowNumbers: [], merges: [], rowNumber: 0 }
  const decoder = new TextDecoder()
  let text = ''
  let prefix: string | null = null
  let untagged = 0
  let hasTable = false
  for await (const chunk of chunks) {
    const piece = decoder.decode(chunk, { stream: true })
    untagged = piece.includes('<') ? 0 : untagged + piece.length
    if (untagged > MAX_UNTAGGED_CHARS) throw bombRefused(from.limits)
    text += piece
    hasTable ||= text.includes('sheetData')
    if (prefix === null && text.length > 1_000) prefix = openPart(text)
    if (prefix !== null) text = takeElements(text, prefix, scan)
  }
  takeElements(text, prefix ?? openPart(text), scan)
  if (!hasTable) throw fileRefused('import.file_corrupt')
  const { rows, rowNumbers, merges } = scan
  return { xml: `<worksheet><sheetData>${rows.join('')}</sheetData></worksheet>`, rowNumbers, merges }
}

function openPart(text: string): string {
  refuseDoctype(text)
  return prefixOf(text)
}

/** Takes the whole rows and merges out of the text; returns what may be the start of another. */
function takeElements(text: string, prefix: string, scan: SheetScan): string {
  const open = new RegExp(`<${prefix}(row|mergeCell)(?=[\\s/>])`, 'g')
  let kept = 0
  for (let found = open.exec(text); found !== null; found = open.exec(text)) {
    const element = found[1] === 'row' ? takeRow(text, found.index, prefix) : takeTag(text, found.index)
    if (element === null) {
      if (text.length - found.index > MAX_ROW_CHARS) throw bombRefused(scan.limits)
      return text.slice(found.index)
    }
    kept = found.index + element.length
    open.lastIndex = kept
    if (found[1] === 'row') addRow(element, prefix, scan)
    else addMerge(element, scan)
  }
  // A tag of which the name is not whole yet.
  return text.slice(Math.max(kept, text.length - prefix.length - 12))
}

function takeTag(text: string, at: number): string | null {
  const end = text.indexOf('>', at)
  return end < 0 ? null : text.slice(at, end + 1)
}

function takeRow(text: string, at: number, prefix: string): string | null {
  const tag = takeTag(text, at)
  if (tag === null || tag.endsWith('/>')) return tag
  const close = `</${prefix}row>`
  const end = text.indexOf(close, at)
  return end < 0 ? null : text.slice(at, end + close.length)
}

function addMerge(tag: string, scan: SheetScan): void {
  if (scan.merges.length >= MAX_MERGES) throw bombRefused(scan.limits)
  scan.merges.push(attributesOf(tag)['ref'] ?? '')
}

function addRow(row: string, prefix: string, scan: SheetScan): void {
  const written = /^[^>]*?\sr="(\d{1,7})"/.exec(row)?.[1]
  scan.rowNumber = written === undefined ? scan.rowNumber + 1 : Number(written)
  if (scan.rowNumber < 1 || scan.rowNumber > LAST_ROW) throw fileRefused('import.file_corrupt')
  // Nearly every row that is too many is a blank one: told apart without a look at its cells.
  if (!row.includes(`<${prefix}v`) && !row.includes(`<${prefix}is`) && !row.includes(`<${prefix}f`)) return
  const cells = slimCells(prefix === '' ? row : withoutPrefix(row, prefix), scan)
  if (cells === '') return
  scan.budget.rows(1)
  scan.rows.push(`<row r="${scan.rows.length + 1}">${cells}</row>`)
  scan.rowNumbers.push(scan.rowNumber)
}

function withoutPrefix(xml: string, prefix: string): string {
  return xml.replaceAll(`<${prefix}`, '<').replaceAll(`</${prefix}`, '</')
}

function slimCells(row: string, scan: SheetScan): string {
  let out = ''
  let column = 0
  for (const { tag, inner } of elementsOf(row, 'c')) {
    const attributes = attributesOf(tag)
    column = attributes['r'] === undefined ? column + 1 : columnNumber(attributes['r'])
    const content = slimContent(inner, attributes['t'] ?? 'n')
    if (content === null) continue
    if (column < 1 || column > scan.limits.maxColumns) {
      throw fileRefused('import.too_many_columns', { max: scan.limits.maxColumns })
    }
    scan.budget.cell(scan.rowNumber, content.chars)
    const style = STYLE_OF[scan.meanings[Number(attributes['s'] ?? 0)] ?? 'number']
    out += `<c r="${columnName(column)}${scan.rows.length + 1}" s="${style}" ${content.xml}</c>`
  }
  return out
}

/** The styles of the workbook that is put together anew, see `packWorkbook`. */
const STYLE_OF: Readonly<Record<NumberMeaning, number>> = { number: 0, day: 1, month: 2 }

interface SlimContent {
  readonly xml: string
  /** Of its own text; a shared one is counted where it is put in. */
  readonly chars: number
}

/** The type and value of a cell; `null` when it shows nothing. A formula is its cached result, and an own sign without one. */
function slimContent(body: string, type: string): SlimContent | null {
  const [value = ''] = innersOf(body, 'v')
  const [inline] = innersOf(body, 'is')
  if (inline !== undefined) return inlineText(textOfInline(inline))
  if (value === '' || value.trim() === '') {
    const isUncomputed = /<f(?=[\s/>])/.test(body) && type !== 'str'
    return isUncomputed ? { xml: '><f>0</f>', chars: 0 } : null
  }
  if (type === 'str' || type === 'd') return inlineText(decodeXml(value))
  const kept = type === 's' || type === 'b' || type === 'e' ? type : 'n'
  return { xml: `t="${kept}"><v>${value}</v>`, chars: value.length }
}

/** `<rPh>` is the reading aid of Japanese text, not part of it. */
function textOfInline(inline: string): string {
  let shown = ''
  let from = 0
  for (const aid of elementsOf(inline, 'rPh')) {
    shown += inline.slice(from, aid.at)
    from = aid.end
  }
  return innersOf(shown + inline.slice(from), 't')
    .map(decodeXml)
    .join('')
}

function innersOf(xml: string, name: string): string[] {
  return Array.from(elementsOf(xml, name), (element) => element.inner)
}

function inlineText(text: string): SlimContent | null {
  // eslint-disable-next-line no-control-regex -- what XML cannot carry
  const plain = text
    .replace(/_x([0-9A-F]{4})_/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)))
    .replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]|[\ud800-\udfff]/gu, '')
  if (plain === '') return null
  return { xml: `t="inlineStr"><is><t xml:space="preserve">${encodeXml(plain)}</t></is>`, chars: plain.length }
}

/** `AB12` → 28. */
export function columnNumber(reference: string): number {
  let number = 0
  for (const char of reference.toUpperCase()) {
    const letter = char.charCodeAt(0) - 64
    if (letter < 1 || letter > 26) break
    number = number * 26 + letter
  }
  return number
}

export function columnName(number: number): string {
  const rest = Math.floor((number - 1) / 26)
  const letter = String.fromCharCode(65 + ((number - 1) % 26))
  return rest === 0 ? letter : columnName(rest) + letter
}
