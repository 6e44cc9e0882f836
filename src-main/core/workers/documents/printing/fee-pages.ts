import type { PageRoom } from '../../../../../src-shared/domain/document/paginate.ts'
import { paginate } from '../../../../../src-shared/domain/document/paginate.ts'
import type { PaperLine, PrintedLine } from '../../../../../src-shared/domain/document/paper-line.ts'
import { printedLines } from '../../../../../src-shared/domain/document/paper-line.ts'
import type { Fen } from '../../../../../src-shared/kernel/money.ts'
import { addFen, formatFen, sumFen, ZERO_FEN } from '../../../../../src-shared/kernel/money.ts'
import type { Canvas } from './canvas.ts'
import type { FeeText } from './fee-table.ts'
import { feeCells } from './fee-table.ts'
import type { Column, MeasuredRow, TableStyle } from './table.ts'
import { drawHead, drawRow, edgesOf, measureRow } from './table.ts'

/** The look of the fee table on receipts and notices, in points and millimetres. */
export const FEE_STYLE: TableStyle = {
  text: { size: 9 },
  head: { size: 9 },
  rowHeight: 5.4,
  paddingX: 1.8,
}

export interface FeePage {
  readonly rows: readonly MeasuredRow[]
  /** The sum of the pages before, `null` on the first (承前页). */
  readonly carryInFen: Fen | null
  /** The sum up to the end of this page, `null` on the last (过次页). */
  readonly carryOutFen: Fen | null
}

export interface FeeTable {
  readonly columns: readonly Column[]
  readonly x: number
  readonly text: FeeText
}

/** Continuation rule (domain rules 4.1): rows that do not fit go on to a next page with the sum brought forward. */
export function feePages(
  canvas: Canvas,
  lines: readonly PaperLine[],
  options: { readonly table: FeeTable; readonly room: PageRoom },
): FeePage[] {
  const { table, room } = options
  const printed = printedLines(lines)
  const rows = printed.map((line) =>
    measureRow(canvas, table.columns, { cells: feeCells(line, table.text), style: FEE_STYLE }),
  )
  const counts = paginate(
    rows.map((row) => row.height),
    room,
  )
  let from = 0
  let sum: Fen = ZERO_FEN
  return counts.map((count, index) => {
    const to = from + count
    const carryInFen = index === 0 ? null : sum
    sum = addFen(sum, netOf(printed.slice(from, to)))
    const page = { rows: rows.slice(from, to), carryInFen, carryOutFen: index === counts.length - 1 ? null : sum }
    from = to
    return page
  })
}

function netOf(lines: readonly PrintedLine[]): Fen {
  return sumFen(lines, (line) => line.netFen)
}

/** Head, rows and the two carry rows; answers the y below. The total row is the paper's own. */
export function drawFeePage(
  canvas: Canvas,
  page: FeePage,
  options: { readonly table: FeeTable; readonly y: number },
): number {
  const { table } = options
  let y = drawHead(canvas, table.columns, { x: table.x, y: options.y, style: FEE_STYLE })
  if (page.carryInFen !== null) y = drawCarry(canvas, page.carryInFen, { table, y, label: table.text.labels.carryIn })
  for (const row of page.rows) y = drawRow(canvas, table.columns, { x: table.x, y, row, style: FEE_STYLE })
  if (page.carryOutFen !== null)
    y = drawCarry(canvas, page.carryOutFen, { table, y, label: table.text.labels.carryOut })
  return y
}

function drawCarry(
  canvas: Canvas,
  amount: Fen,
  options: { readonly table: FeeTable; readonly y: number; readonly label: string },
): number {
  const { table, y, label } = options
  const edges = edgesOf(table.columns, table.x)
  const [left = 0, right = 0] = [edges[0], edges.at(-1)]
  const height = FEE_STYLE.rowHeight
  canvas.grid([left, right], { y, height })
  canvas.text(label, { x: left + FEE_STYLE.paddingX, y: y + height / 2 }, FEE_STYLE.text)
  const place = { x: left, y: y + height / 2, width: right - left - FEE_STYLE.paddingX, align: 'right' } as const
  canvas.text(formatFen(amount), place, FEE_STYLE.text)
  return y + height
}
