import type { PaperLabels, ShiftReportLabels } from '../../../../../src-shared/domain/document/labels.ts'
import { fillLabel } from '../../../../../src-shared/domain/document/labels.ts'
import type {
  ShiftListedDocument,
  ShiftReportDocument,
} from '../../../../../src-shared/domain/document/shift-report-document.ts'
import { shiftTakingsFen } from '../../../../../src-shared/domain/document/shift-report-document.ts'
import type { Fen } from '../../../../../src-shared/kernel/money.ts'
import { fen, formatFen, formatScaled } from '../../../../../src-shared/kernel/money.ts'
import { localTimeOf } from '../../../../../src-shared/kernel/time.ts'

/** A titled table of the report; a row is bold where it is a sum. The same sections go onto A4 and onto the roll. */
export interface ShiftSection {
  readonly title: string
  /** Empty when the rows are names with their values. */
  readonly headers: readonly string[]
  readonly rows: readonly ShiftRow[]
}

export interface ShiftRow {
  readonly cells: readonly string[]
  readonly weight: 'regular' | 'bold'
}

export function shiftSections(report: ShiftReportDocument, labels: PaperLabels): ShiftSection[] {
  const words = labels.shiftReport
  return [
    tenderSection(report, words),
    receiptSection(report, words),
    ...documentSection(words.voids, report.voids, words),
    ...documentSection(words.reversals, report.reversals, words),
    ...documentSection(words.refunds, report.refunds, words),
    ...reprintSection(report, words),
    ...countSection(report, words),
    cashSection(report, words),
  ]
}

export function shiftHeadPairs(report: ShiftReportDocument, words: ShiftReportLabels): [string, string][] {
  return [
    ...(report.number === null ? [] : [[words.number, report.number] satisfies [string, string]]),
    [words.shift, report.shiftName],
    [words.drawer, report.drawerName],
    [words.cashier, report.cashierName],
    [words.openedAt, localTimeOf(report.openedAt)],
    ...(report.closedAt === null ? [] : [[words.closedAt, localTimeOf(report.closedAt)] satisfies [string, string]]),
    [words.printedAt, localTimeOf(report.printedAt)],
  ]
}

function tenderSection(report: ShiftReportDocument, words: ShiftReportLabels): ShiftSection {
  const rows = report.tenders.map((tender) => {
    const name = tender.kind === 'money' ? tender.name : fillLabel(words.internal, { name: tender.name })
    return row([name, String(tender.count), formatFen(tender.amountFen)])
  })
  const count = report.tenders
    .filter((tender) => tender.kind === 'money')
    .reduce((sum, tender) => sum + tender.count, 0)
  // In the row itself: the report of a day is one page.
  const late = report.lateFeeFen === 0 ? '' : ` (${words.lateFee} ${formatFen(report.lateFeeFen)})`
  const total = row([words.takings + late, String(count), formatFen(shiftTakingsFen(report))], 'bold')
  return { title: words.tenders, headers: [words.tender, words.count, words.amount], rows: [...rows, total] }
}

function receiptSection(report: ShiftReportDocument, words: ShiftReportLabels): ShiftSection {
  const { receipts } = report
  if (receipts === null) return { title: words.receipts, headers: [], rows: [row([words.noReceipts, ''])] }
  return {
    title: words.receipts,
    headers: [],
    rows: [
      row([words.firstLast, `${receipts.first} – ${receipts.last}`]),
      row([words.count, String(receipts.count)]),
      row([words.voids, String(report.voids.length)]),
    ],
  }
}

function documentSection(
  title: string,
  documents: readonly ShiftListedDocument[],
  words: ShiftReportLabels,
): ShiftSection[] {
  if (documents.length === 0) return []
  const rows = documents.map((document) => row([document.number, document.reason, formatFen(document.amountFen)]))
  return [{ title, headers: [words.documentNumber, words.reason, words.amount], rows }]
}

function reprintSection(report: ShiftReportDocument, words: ShiftReportLabels): ShiftSection[] {
  if (report.reprints.length === 0) return []
  const rows = report.reprints.map((reprint) => row([reprint.number, fillLabel(words.times, { n: reprint.times })]))
  return [{ title: words.reprints, headers: [], rows }]
}

function countSection(report: ShiftReportDocument, words: ShiftReportLabels): ShiftSection[] {
  if (report.count.kind === 'none') return []
  const rows = report.count.denominations.map(({ valueFen, pieces }) => {
    const value = fillLabel(words.yuan, { value: formatScaled(valueFen, 2, 0) })
    return row([value, String(pieces), formatFen(fen(valueFen * pieces))])
  })
  const total = row([words.countedTotal, '', formatFen(report.count.countedFen)], 'bold')
  return [{ title: words.counted, headers: [words.denomination, words.pieces, words.amount], rows: [...rows, total] }]
}

function cashSection(report: ShiftReportDocument, words: ShiftReportLabels): ShiftSection {
  const rows = [
    row([words.float, formatFen(report.floatFen)]),
    row([words.expected, formatFen(report.expectedCashFen)]),
    ...resultRows(report, words),
  ]
  rows.push(row([words.banked, formatFen(report.bankedFen)]))
  for (const [name, value] of [
    [words.depositSlip, report.depositSlipNumber],
    [words.handOverTo, report.handOverTo],
    [words.note, report.note],
  ] as const) {
    if (value !== null) rows.push(row([name, value]))
  }
  return { title: words.cash, headers: [], rows }
}

function resultRows(report: ShiftReportDocument, words: ShiftReportLabels): ShiftRow[] {
  const { count } = report
  if (count.kind === 'none') return [row([words.countedTotal, words.notCounted], 'bold')]
  const reason = count.reason === null ? [] : [row([words.differenceReason, count.reason])]
  return [
    row([words.countedTotal, formatFen(count.countedFen)]),
    row([words.difference, signed(count.differenceFen)], 'bold'),
    ...reason,
  ]
}

/** A surplus carries its plus, so that nobody takes it for a sum. */
function signed(amount: Fen): string {
  return amount > 0 ? `+${formatFen(amount)}` : formatFen(amount)
}

function row(cells: readonly string[], weight: ShiftRow['weight'] = 'regular'): ShiftRow {
  return { cells, weight }
}
