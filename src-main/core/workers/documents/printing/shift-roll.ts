import type { PaperLabels } from '../../../../../src-shared/domain/document/labels.ts'
import { fillLabel } from '../../../../../src-shared/domain/document/labels.ts'
import type { PrintOffset } from '../../../../../src-shared/domain/document/paper.ts'
import type { ShiftReportDocument } from '../../../../../src-shared/domain/document/shift-report-document.ts'
import type { Canvas } from './canvas.ts'
import { Roll } from './roll.ts'
import type { ShiftRow } from './shift-sections.ts'
import { shiftHeadPairs, shiftSections } from './shift-sections.ts'

export function drawShiftRoll(
  canvas: Canvas,
  report: ShiftReportDocument,
  options: { readonly labels: PaperLabels; readonly offset: PrintOffset | null },
): void {
  const { labels, offset } = options
  const words = labels.shiftReport
  const roll = new Roll(canvas)
  roll.centered(report.payeeName, 'body')
  roll.centered(report.projectName, 'body')
  roll.gap(1)
  roll.centered(report.kind === 'z' ? words.titleZ : words.titleX, 'title')
  roll.gap(1)
  for (const [name, value] of shiftHeadPairs(report, words)) roll.pair(name, value)
  for (const section of shiftSections(report, labels)) {
    roll.rule()
    roll.paragraph(section.title, 'bold')
    for (const row of section.rows) addRow(roll, row)
  }
  roll.rule()
  for (const word of [words.signCashier, words.signReceiver, words.signSupervisor]) {
    roll.gap(7)
    roll.paragraph(word, 'body')
  }
  roll.gap(4)
  roll.paragraph(fillLabel(words.chainHead, { sequence: report.chainHead.sequence }), 'small')
  roll.paragraph(report.chainHead.hash, 'small')
  roll.print(offset, null)
}

/** The middle cell (count, pieces, reason) stands under the name when it is words, beside it when it is a number. */
function addRow(roll: Roll, row: ShiftRow): void {
  const style = row.weight === 'bold' ? 'bold' : 'body'
  const [name = '', second = '', third] = row.cells
  if (third === undefined) {
    roll.pair(name, second, style)
    return
  }
  if (/^\d*$/.test(second)) {
    roll.pair(second === '' ? name : `${name} × ${second}`, third, style)
    return
  }
  roll.pair(name, third, style)
  roll.paragraph(second, 'small')
}
