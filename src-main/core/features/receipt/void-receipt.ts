import { decideVoid, timesPrinted } from '../../../../src-shared/domain/receipt/index.ts'
import type { VoidAccepted, VoidRequest } from '../../../../src-shared/domain/receipt/index.ts'
import type { Refusal } from '../../../../src-shared/kernel/app-error.ts'
import { orThrow } from '../../../../src-shared/kernel/app-error.ts'
import { invariant } from '../../../../src-shared/kernel/assert.ts'
import { fen } from '../../../../src-shared/kernel/money.ts'
import { instant } from '../../../../src-shared/kernel/time.ts'
import { hot } from '../../db/read-handle.ts'
import type { ReadHandle } from '../../db/read-handle.ts'
import type { Actor, CommandContext, Input, Output } from '../../request/context.ts'
import { approvable, requireApproval } from '../approval/index.ts'
import type { ApprovalKind, AssessContext, Assessment } from '../approval/index.ts'
import { paperMayBeOut, withdrawQueuedPapers } from '../printing/index.ts'
import { ownShift } from '../shift/index.ts'
import { moneyDocumentOf } from './money-document.ts'
import { loadWholeReceipt } from './receipt-rows.ts'
import type { WholeReceipt } from './receipt-rows.ts'
import { requireReceiptInScope } from './receipt-scope.ts'

const cashInDrawer = hot<{
  fen: number
}>(`SELECT s.float_fen + ifnull((SELECT sum(t.amount_fen) FROM receipt rc JOIN receipt_tender t ON t.receipt_id = rc.id
  WHERE rc.shift_id = s.id AND t.tender = 'cash'
  AND NOT EXISTS(SELECT 1 FROM receipt_event e WHERE e.receipt_id = rc.id AND e.kind = 'voided')), 0) AS fen FROM shift s WHERE s.id = ?`)
const buildingsOf = hot<{
  building_id: string
}>(`SELECT DISTINCT room.building_id FROM receipt_line l JOIN room ON room.id = l.room_id
  WHERE l.receipt_id = ? ORDER BY room.building_id`)
const TAKE_PAID = 'UPDATE receivable_balance SET paid_fen = paid_fen - ? WHERE receivable_id = ?'

/** 作废: an appended event, no document of its own; the lines are open again and keep their period (domain rules 3.10). */
export function voidReceipt(context: CommandContext, input: Input<'receipt.void'>): Output<'receipt.void'> {
  const { db, actor } = context
  const planned = planVoid(context, input)
  const { whole, decision } = planned

  const assessment = assessPlannedVoid(db, planned)
  const approvedBy = requireApproval(context, { kind: voidPrintedKind, operation: 'receipt.void', assessment })

  db.insert('receipt_event', {
    id: db.newId(),
    project_id: actor.projectId,
    receipt_id: whole.receipt.id,
    kind: 'voided',
    reason: decision.reason,
    paper_taken_back: input.paperTakenBack ? 1 : 0,
    shift_id: whole.receipt.shift_id,
    user_id: actor.userId,
    approved_by: approvedBy,
    business_on: context.today,
    at: db.now,
  })
  for (const { lineId, openAgainFen } of decision.undo.reopened) {
    const taken = db.technical({ table: 'receivable_balance', text: TAKE_PAID }, openAgainFen, lineId)
    invariant(taken === 1, 'what a receipt paid stands in the balance of its line')
  }
  withdrawQueuedPapers(db, whole.receipt.id)
  db.emit('receipt.voided', { roomIds: [...new Set(whole.lines.map((line) => line.room_id))] })
  return {
    receiptId: input.receiptId,
    receiptNo: whole.receipt.receipt_no,
    reopenedLines: decision.undo.reopened.length,
    amountFen: fen(whole.receipt.amount_fen),
  }
}

/** 作废已打印收据: the paper may be in other hands, so somebody else looks at it before the money goes back (domain rules 3.10). */
export const voidPrintedKind: ApprovalKind = {
  name: 'receipt.void_printed',
  hasAmount: true,
  alone: 'deciders',
  nobodyElse: 'refuse',
  // A void is for the open shift alone: nobody needs a request from yesterday.
  hours: 12,
  operations: {
    'receipt.void': approvable('receipt.void', {
      keepsInput: true,
      assess: (context, input) => assessPlannedVoid(context.db, planVoid(context, input)),
    }),
  },
}

interface PlannedVoid {
  readonly whole: WholeReceipt
  readonly timesPrinted: number
  readonly decision: VoidAccepted
}

function planVoid({ db, actor }: Pick<AssessContext, 'db' | 'actor'>, input: Input<'receipt.void'>): PlannedVoid {
  requireReceiptInScope(db, actor, input.receiptId)
  const whole = loadWholeReceipt(db, input.receiptId)
  const facts = loadVoidFacts(db, actor, whole)
  const paper = input.paperTakenBack ? 'taken_back' : 'not_taken_back'
  const decision = orThrow(decideVoid({ ...facts, paper, reason: input.reason }))
  return { whole, timesPrinted: facts.timesPrinted, decision }
}

function assessPlannedVoid(db: ReadHandle, { whole, timesPrinted, decision }: PlannedVoid): Assessment | null {
  if (timesPrinted === 0) return null
  const { receipt } = whole
  const buildings = db.hotAll(buildingsOf, receipt.id)
  return {
    facts: {
      receiptNo: receipt.receipt_no,
      rooms: receipt.room_codes,
      amountFen: receipt.amount_fen,
      reopenedLines: decision.undo.reopened.length,
      cashier: receipt.cashier_name,
      voidReason: decision.reason,
    },
    amountFen: fen(receipt.amount_fen),
    buildingIds: buildings.map(({ building_id }) => building_id),
    personId: null,
  }
}

/** Why the person could not void it now even with the paper in hand; `null` when they can. */
export function findVoidRefusal(db: ReadHandle, actor: Actor, whole: WholeReceipt): string | null {
  if (!actor.permissions.has('receipt.void')) return 'permission.denied'
  const decision = decideVoid({ ...loadVoidFacts(db, actor, whole), paper: 'taken_back', reason: '-' })
  return decision.kind === 'refused' ? (decision as Refusal).code : null
}

function loadVoidFacts(db: ReadHandle, actor: Actor, whole: WholeReceipt): Omit<VoidRequest, 'paper' | 'reason'> {
  const { receipt, events } = whole
  const printed = timesPrinted(events.map(({ kind, at }, seq) => ({ kind, at: instant(at), seq })))
  const shift = ownShift(db, { projectId: actor.projectId, userId: actor.userId })
  return {
    receipt: moneyDocumentOf(whole),
    // A paper whose fate nobody knows is asked for as well.
    timesPrinted: Math.max(printed, paperMayBeOut(db, receipt.id) ? 1 : 0),
    ownShift: shift === null || shift.counted ? null : { id: shift.shiftId },
    actorId: actor.userId,
    laterDocuments: [],
    expectedCashFen: fen(db.hotFirst(cashInDrawer, receipt.shift_id)?.fen ?? 0),
  }
}
