import Papa from 'papaparse'
import type { SheetGrid } from '../../../../../src-shared/domain/import/index.ts'
import { decodeText } from './decode-text.ts'
import { setCell, type SparseRows, toRows } from './grid-rows.ts'
import { fileRefused, type ReadLimits } from './limits.ts'

const HTML = /^(<!--[\s\S]{0,4000}?-->\s*)?<(!doctype\s+html|html|head|body|table|meta|style|div)[\s>]/i
const XML = /^<(\?xml|\?mso-application|workbook|ss:workbook|!doctype)/i
/** Excel's web archive. */
const MHTML = /^(mime-version:|content-type:\s*multipart|from:.{0,200}\nsubject:)/i

/** A table as text (CSV, or the tab-separated text that many systems name .xls): one sheet of texts. @throws AppError */
export function readCsv(bytes: Uint8Array, limits: ReadLimits): SheetGrid {
  const { text } = decodeText(bytes)
  refuseMarkup(text)
  const separator = /^sep=(.)\r?\n/i.exec(text)
  const rows = parseRows(text.slice(separator?.[0].length ?? 0), {
    delimiter: separator?.[1] ?? guessDelimiter(text),
    limits,
  })
  return { name: 'CSV', hidden: false, ...toRows(rows) }
}

function refuseMarkup(text: string): void {
  const start = text.slice(0, 8_000).trimStart()
  if (HTML.test(start) || MHTML.test(start)) throw fileRefused('import.file_is_html')
  if (XML.test(start)) throw fileRefused(/<html[\s>]/i.test(start) ? 'import.file_is_html' : 'import.file_is_xml')
}

/** What stands on most of the first lines, and there most often; quoted text does not count. */
function guessDelimiter(text: string): string {
  const lines = text
    .slice(0, 20_000)
    .replace(/"[^"]*"/g, '')
    .split(/\r\n|\n|\r/, 30)
  const scores = [',', '\t', ';', '|'].map((delimiter) => {
    const counts = lines.map((line) => line.split(delimiter).length - 1)
    return {
      delimiter,
      lines: counts.filter((count) => count > 0).length,
      total: counts.reduce((left, right) => left + right, 0),
    }
  })
  const best = scores.reduce((left, right) =>
    right.lines > left.lines || (right.lines === left.lines && right.total > left.total) ? right : left,
  )
  return best.delimiter
}

function parseRows(text: string, options: { readonly delimiter: string; readonly limits: ReadLimits }): SparseRows {
  const { delimiter, limits } = options
  const rows: SparseRows = new Map()
  let number = 0
  let cells = 0
  Papa.parse<string[]>(text, {
    delimiter,
    step: ({ data, errors }) => {
      number += 1
      if (errors.some((error) => error.code === 'MissingQuotes'))
        throw fileRefused('import.csv_quote_open', { row: number })
      if (lastUsed(data) >= limits.maxColumns) throw fileRefused('import.too_many_columns', { max: limits.maxColumns })
      data.forEach((value, column) => {
        if (value.trim() === '') return
        cells += 1
        setCell(rows, { row: number, column }, { kind: 'text', text: value })
      })
      if (cells > limits.maxCells) throw fileRefused('import.too_many_cells', { max: limits.maxCells })
    },
  })
  return rows
}

function lastUsed(values: readonly string[]): number {
  return values.findLastIndex((value) => value.trim() !== '')
}
