import Papa from 'papaparse'
import type { SheetGrid } from '../../../../../src-shared/domain/import/index.ts'
import { decodeText } from './decode-text.ts'
import { GridRows } from './grid-rows.ts'
import { fileRefused, LAST_ROW, type ReadLimits } from './limits.ts'
import { ReadBudget } from './read-budget.ts'

/** Any element of a web page: an export may begin with a bare row or with what stood around the table. No table as text begins so. */
const HTML = new RegExp(
  '^(<!--[\\s\\S]{0,4000}?-->\\s*)?<(!doctype\\s+html|html|head|title|link|base|script|body|table|thead|tbody|tfoot|caption|' +
    'colgroup|col|tr|td|th|meta|style|div|span|center|font|form|section|article|main|p|br|hr|h[1-6]|b|i|u|a|img|ul|ol|pre)[\\s/>]',
  'i',
)
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
  return { name: 'CSV', hidden: false, ...rows.finish() }
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

function parseRows(text: string, options: { readonly delimiter: string; readonly limits: ReadLimits }): GridRows {
  const { delimiter, limits } = options
  const rows = new GridRows(new ReadBudget(limits))
  let number = 0
  Papa.parse<string[]>(text, {
    delimiter,
    step: ({ data, errors }) => {
      number += 1
      if (number > LAST_ROW) throw fileRefused('import.too_many_rows', { max: LAST_ROW })
      if (errors.some((error) => error.code === 'MissingQuotes'))
        throw fileRefused('import.csv_quote_open', { row: number })
      if (lastUsed(data) >= limits.maxColumns) throw fileRefused('import.too_many_columns', { max: limits.maxColumns })
      data.forEach((value, column) => {
        if (value !== '') rows.set({ row: number, column }, { kind: 'text', text: value })
      })
    },
  })
  return rows
}

function lastUsed(values: readonly string[]): number {
  return values.findLastIndex((value) => value.trim() !== '')
}
