import type { PaperLabels } from '../../../../../src-shared/domain/document/labels.ts'
import type { PrintOffset, ReportFormat } from '../../../../../src-shared/domain/document/paper.ts'
import type { ShiftReportDocument } from '../../../../../src-shared/domain/document/shift-report-document.ts'
import { assertShiftReportAddsUp } from '../../../../../src-shared/domain/document/shift-report-document.ts'
import { assertNever } from '../../../../../src-shared/kernel/assert.ts'
import type { PaperFonts } from './fonts.ts'
import { drawShiftRoll } from './shift-roll.ts'
import { drawShiftSheet } from './shift-sheet.ts'
import { writePdf } from './write-pdf.ts'

export interface ShiftReportPrintOptions {
  readonly format: ReportFormat
  readonly offset?: PrintOffset
  readonly fonts: PaperFonts
  readonly labels: PaperLabels
}

/** @throws Error when count and difference contradict each other. */
export async function renderShiftReport(
  report: ShiftReportDocument,
  options: ShiftReportPrintOptions,
): Promise<Uint8Array> {
  assertShiftReportAddsUp(report)
  const { fonts, labels, format } = options
  const words = labels.shiftReport
  const title = [report.kind === 'z' ? words.titleZ : words.titleX, report.number ?? '']
    .filter((part) => part !== '')
    .join(' ')
  const paper = { labels, offset: options.offset ?? null }
  return writePdf({ fonts, title, author: report.payeeName, madeAt: report.printedAt }, (canvas) => {
    switch (format) {
      case 'a4':
        return drawShiftSheet(canvas, report, paper)
      case 'thermal_80':
        return drawShiftRoll(canvas, report, paper)
      default:
        return assertNever(format, 'report format')
    }
  })
}
