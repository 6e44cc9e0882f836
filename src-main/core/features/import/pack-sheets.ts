import { zstdCompressSync, zstdDecompressSync } from 'node:zlib'

import { EMPTY_CELL } from '../../../../src-shared/domain/import/index.ts'
import type { Cell, SheetGrid } from '../../../../src-shared/domain/import/index.ts'

/** Before a sheet's rows stands a line about the sheet; an empty cell of a row is `0`. */
type SheetLine = Omit<SheetGrid, 'rows'>
type PackedCell = Exclude<Cell, { kind: 'empty' }> | 0

const LINE_END = 10
const LINES_AT_ONCE = 1_000

/** The cells of a draft as a blob, line by line: never one text of all that a large file holds. */
export function packSheets(sheets: readonly SheetGrid[]): Buffer {
  const pieces: Buffer[] = []
  let lines: string[] = []
  for (const line of linesOf(sheets)) {
    lines.push(line, '\n')
    if (lines.length < LINES_AT_ONCE) continue
    pieces.push(Buffer.from(lines.join('')))
    lines = []
  }
  return zstdCompressSync(Buffer.concat([...pieces, Buffer.from(lines.join(''))]))
}

export function unpackSheets(content: Uint8Array): readonly SheetGrid[] {
  const packed = zstdDecompressSync(content)
  const sheets: (SheetLine & { readonly rows: (readonly Cell[])[] })[] = []
  let left = 0
  for (let at = 0; at < packed.length;) {
    const end = packed.indexOf(LINE_END, at)
    const line: unknown = JSON.parse(packed.toString('utf8', at, end))
    at = end + 1
    if (left > 0) {
      left -= 1
      sheets.at(-1)?.rows.push((line as PackedCell[]).map((cell) => (cell === 0 ? EMPTY_CELL : cell)))
      continue
    }
    const head = line as SheetLine
    left = head.rowNumbers.length
    sheets.push({ ...head, rows: [] })
  }
  return sheets
}

function* linesOf(sheets: readonly SheetGrid[]): Generator<string> {
  for (const { name, hidden, rowNumbers, rows } of sheets) {
    yield JSON.stringify({ name, hidden, rowNumbers } satisfies SheetLine)
    for (const row of rows) yield JSON.stringify(row.map((cell): PackedCell => (cell.kind === 'empty' ? 0 : cell)))
  }
}
