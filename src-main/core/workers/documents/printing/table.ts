import type { Canvas, TextStyle } from './canvas.ts'

export interface Column {
  readonly header: string
  /** Millimetres. */
  readonly width: number
  readonly align: 'left' | 'right' | 'center'
}

export interface TableStyle {
  readonly text: TextStyle
  readonly head: TextStyle
  readonly rowHeight: number
  readonly paddingX: number
}

export interface MeasuredRow {
  readonly cells: readonly (readonly string[])[]
  readonly height: number
}

const HEAD_FILL = '#f4f4f4'

/** Text columns wrap; numbers never do (they are set smaller instead). */
export function measureRow(
  canvas: Canvas,
  columns: readonly Column[],
  options: { readonly cells: readonly string[]; readonly style: TableStyle },
): MeasuredRow {
  const { style } = options
  const cells = columns.map((column, index) => {
    const text = options.cells[index] ?? ''
    return column.align === 'right' ? [text] : canvas.wrap(text, column.width - 2 * style.paddingX, style.text)
  })
  const lines = Math.max(1, ...cells.map((cell) => cell.length))
  return { cells, height: style.rowHeight + (lines - 1) * lineStep(style) }
}

export function drawHead(
  canvas: Canvas,
  columns: readonly Column[],
  options: { readonly x: number; readonly y: number; readonly style: TableStyle },
): number {
  const { x, y, style } = options
  const edges = edgesOf(columns, x)
  canvas.grid(edges, { y, height: style.rowHeight }, HEAD_FILL)
  for (const [index, column] of columns.entries()) {
    const place = {
      x: (edges[index] ?? 0) + 0.5,
      y: y + style.rowHeight / 2,
      width: column.width - 1,
      align: 'center',
    } as const
    canvas.text(column.header, place, style.head)
  }
  return y + style.rowHeight
}

/** Answers the y below the row. */
export function drawRow(
  canvas: Canvas,
  columns: readonly Column[],
  options: { readonly x: number; readonly y: number; readonly row: MeasuredRow; readonly style: TableStyle },
): number {
  const { x, y, row, style } = options
  const edges = edgesOf(columns, x)
  canvas.grid(edges, { y, height: row.height })
  for (const [index, column] of columns.entries()) {
    const lines = row.cells[index] ?? []
    const first = y + row.height / 2 - ((lines.length - 1) * lineStep(style)) / 2
    for (const [line, text] of lines.entries()) {
      const place = {
        x: (edges[index] ?? 0) + style.paddingX,
        y: first + line * lineStep(style),
        width: column.width - 2 * style.paddingX,
        align: column.align,
      }
      canvas.text(text, place, style.text)
    }
  }
  return y + row.height
}

export function edgesOf(columns: readonly Column[], x: number): number[] {
  const edges = [x]
  let at = x
  for (const column of columns) {
    at += column.width
    edges.push(at)
  }
  return edges
}

function lineStep(style: TableStyle): number {
  return style.text.size * 0.43
}
