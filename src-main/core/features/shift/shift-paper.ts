import { shiftTakingsFen } from '../../../../src-shared/domain/document/shift-report-document.ts'
import type { ShiftCount, ShiftReportDocument } from '../../../../src-shared/domain/document/shift-report-document.ts'
import { MONEY_TENDERS } from '../../../../src-shared/domain/ledger/index.ts'
import { DENOMINATIONS_FEN } from '../../../../src-shared/domain/shift/index.ts'
import { invariant } from '../../../../src-shared/kernel/assert.ts'
import { fen } from '../../../../src-shared/kernel/money.ts'
import { localDateOf } from '../../../../src-shared/kernel/time.ts'
import type { Instant } from '../../../../src-shared/kernel/time.ts'
import { zhCN } from '../../../../src-shared/locales/zh-CN/index.ts'
import { hot } from '../../db/read-handle.ts'
import type { ReadHandle } from '../../db/read-handle.ts'
import { loadShiftFacts } from './shift-facts.ts'
import { shiftReportOf } from './shift-report.ts'
import type { ShiftReport } from './shift-report.ts'
import type { ShiftRow } from './shift-rows.ts'

const projectOf = hot<{ name: string; payee_name: string }>('SELECT name, payee_name FROM project WHERE id = ?')

/** The report as it is printed: Chinese, like every paper of the office. */
export function shiftPaperOf(db: ReadHandle, row: ShiftRow, printedAt: Instant): ShiftReportDocument {
  const report = shiftReportOf(db, row)
  const facts = loadShiftFacts(db, row)
  const project = db.hotFirst(projectOf, row.project_id)
  invariant(project !== null, 'a shift belongs to a project')
  const { documents } = report
  const paper: ShiftReportDocument = {
    kind: report.kind,
    number: null,
    payeeName: project.payee_name,
    projectName: project.name,
    shiftName: localDateOf(report.openedAt as Instant),
    drawerName: report.drawer,
    cashierName: report.cashier,
    openedAt: report.openedAt as Instant,
    closedAt: report.closedAt as Instant | null,
    printedAt,
    floatFen: report.floatFen,
    tenders: MONEY_TENDERS.map((tender) => ({
      name: zhCN.enum.counter.tender[tender],
      kind: 'money' as const,
      ...facts.totals.takings.byTender[tender],
    })),
    lateFeeFen: facts.totals.takings.lateFeeFen,
    receipts:
      documents.receiptFirst === null || documents.receiptLast === null
        ? null
        : { first: documents.receiptFirst, last: documents.receiptLast, count: documents.receiptCount },
    voids: facts.voided.map(({ receiptNo, amountFen, reason }) => ({ number: receiptNo, amountFen, reason })),
    reversals: [],
    refunds: [],
    reprints: facts.reprints.map(({ receiptNo, times }) => ({ number: receiptNo, times })),
    expectedCashFen: report.expectedCashFen,
    count: countOf(report),
    bankedFen: report.bankedFen,
    depositSlipNumber: report.depositSlipNo,
    handOverTo: report.handOverTo,
    note: report.forcedReason ?? report.handOverNote,
    chainHead: chainHeadOf(report.chainHead),
  }
  invariant(shiftTakingsFen(paper) === report.netFen, 'the tenders of the paper add up to the takings')
  return paper
}

function countOf({ countedPieces, countedCashFen, differenceFen, differenceReason }: ShiftReport): ShiftCount {
  if (countedPieces === null || countedCashFen === null || differenceFen === null) return { kind: 'none' }
  return {
    kind: 'counted',
    denominations: DENOMINATIONS_FEN.map((value) => ({
      valueFen: fen(value),
      pieces: countedPieces[String(value)] ?? 0,
    })),
    countedFen: countedCashFen,
    differenceFen,
    reason: differenceReason,
  }
}

function chainHeadOf(text: string): ShiftReportDocument['chainHead'] {
  const at = text.indexOf(':')
  return { sequence: Number(text.slice(0, Math.max(0, at))), hash: text.slice(at + 1) }
}
