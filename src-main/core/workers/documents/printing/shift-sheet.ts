import type { PaperLabels } from '../../../../../src-shared/domain/document/labels.ts'
import { fillLabel } from '../../../../../src-shared/domain/document/labels.ts'
import type { PrintOffset } from '../../../../../src-shared/domain/document/paper.ts'
import { A4 } from '../../../../../src-shared/domain/document/paper.ts'
import type { ShiftReportDocument } from '../../../../../src-shared/domain/document/shift-report-document.ts'
import type { Canvas, TextStyle } from './canvas.ts'
import type { ShiftRow, ShiftSection } from './shift-sections.ts'
import { shiftHeadPairs, shiftSections } from './shift-sections.ts'
import type { Column, TableStyle } from './table.ts'
import { drawHead, drawRow, measureRow } from './table.ts'

const BODY: TextStyle = { size: 9.5 }
const TITLE: TextStyle = { size: 17, weight: 'bold' }
const SECTION: TextStyle = { size: 10.5, weight: 'bold' }
const SMALL: TextStyle = { size: 7.5, color: '#333' }
const STYLE: TableStyle = { text: BODY, head: BODY, rowHeight: 4.8, paddingX: 2 }
const SUM_STYLE: TableStyle = { ...STYLE, text: { ...BODY, weight: 'bold' } }
const LEFT = A4.marginXMm
const WIDTH = A4.widthMm - 2 * A4.marginXMm
const BOTTOM = A4.heightMm - A4.marginBottomMm
const SECTION_TITLE_HEIGHT = 6.6
const SIGNATURES_HEIGHT = 27

/** The report on A4; a section moves to the next page when not even three of its rows fit. */
export function drawShiftSheet(
  canvas: Canvas,
  report: ShiftReportDocument,
  options: { readonly labels: PaperLabels; readonly offset: PrintOffset | null },
): void {
  const { labels, offset } = options
  const newPage = (): number => {
    canvas.addPage(A4, offset)
    return A4.marginTopMm
  }
  let y = drawHeading(canvas, report, { labels, y: newPage() })
  for (const section of shiftSections(report, labels)) {
    if (y + SECTION_TITLE_HEIGHT + 4 * STYLE.rowHeight > BOTTOM) y = newPage()
    y = drawSection(canvas, section, { y, newPage })
  }
  if (y + SIGNATURES_HEIGHT > BOTTOM) y = newPage()
  drawSignatures(canvas, report, { labels, y })
}

function drawHeading(
  canvas: Canvas,
  report: ShiftReportDocument,
  options: { readonly labels: PaperLabels; readonly y: number },
): number {
  const words = options.labels.shiftReport
  let { y } = options
  canvas.text(
    report.kind === 'z' ? words.titleZ : words.titleX,
    { x: LEFT, y: y + 4, width: WIDTH, align: 'center' },
    TITLE,
  )
  canvas.text(report.payeeName, { x: LEFT, y: y + 2, width: WIDTH / 3 }, BODY)
  canvas.text(report.projectName, { x: LEFT, y: y + 7, width: WIDTH / 3 }, BODY)
  y += 15
  for (const [index, [name, value]] of shiftHeadPairs(report, words).entries()) {
    const column = index % 3
    if (index > 0 && column === 0) y += 5.4
    const x = LEFT + (column * WIDTH) / 3
    const end = canvas.text(`${name}　`, { x, y }, { ...BODY, color: '#555' })
    canvas.text(value, { x: end, y, width: x + WIDTH / 3 - 2 - end }, BODY)
  }
  return y + 5
}

function drawSection(
  canvas: Canvas,
  section: ShiftSection,
  options: { readonly y: number; readonly newPage: () => number },
): number {
  const columns = columnsOf(section)
  let y = options.y + SECTION_TITLE_HEIGHT
  canvas.text(section.title, { x: LEFT, y: y - 2.6 }, SECTION)
  if (section.headers.length > 0) y = drawHead(canvas, columns, { x: LEFT, y, style: STYLE })
  for (const row of section.rows) {
    const style = styleOf(row)
    const measured = measureRow(canvas, columns, { cells: row.cells, style })
    if (y + measured.height > BOTTOM) y = options.newPage()
    y = drawRow(canvas, columns, { x: LEFT, y, row: measured, style })
  }
  return y
}

function styleOf(row: ShiftRow): TableStyle {
  return row.weight === 'bold' ? SUM_STYLE : STYLE
}

function columnsOf(section: ShiftSection): Column[] {
  const [first = '', second = '', third = ''] = section.headers
  if (section.headers.length === 0) {
    return [
      { header: '', width: WIDTH * 0.28, align: 'left' },
      {
        header: '',
        width: WIDTH * 0.72,
        align: section.rows.every(({ cells }) => isFigure(cells[1])) ? 'right' : 'left',
      },
    ]
  }
  return [
    { header: first, width: WIDTH * 0.34, align: 'left' },
    {
      header: second,
      width: WIDTH * 0.4,
      align: section.rows.every(({ cells }) => isFigure(cells[1])) ? 'right' : 'left',
    },
    { header: third, width: WIDTH * 0.26, align: 'right' },
  ]
}

const isFigure = (cell = ''): boolean => /^-?[\d,]*(\.\d+)?$/.test(cell)

function drawSignatures(
  canvas: Canvas,
  report: ShiftReportDocument,
  options: { readonly labels: PaperLabels; readonly y: number },
): void {
  const words = options.labels.shiftReport
  const y = options.y + 13
  for (const [index, word] of [words.signCashier, words.signReceiver, words.signSupervisor].entries()) {
    const x = LEFT + (index * WIDTH) / 3
    const end = canvas.text(word, { x, y }, BODY)
    canvas.line([end + 2, y + 2], [x + WIDTH / 3 - 4, y + 2])
  }
  const head = fillLabel(words.chainHead, { sequence: report.chainHead.sequence })
  canvas.text(`${head}　${report.chainHead.hash}`, { x: LEFT, y: y + 10, width: WIDTH }, SMALL)
}
