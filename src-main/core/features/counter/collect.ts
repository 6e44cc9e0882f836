import { MAX_DOCUMENT_FEN } from '../../../../src-shared/contract/scalars.ts'
import { decideCollect } from '../../../../src-shared/domain/counter/index.ts'
import type { CollectLimits, CollectRequest } from '../../../../src-shared/domain/counter/index.ts'
import { AppError, orThrow } from '../../../../src-shared/kernel/app-error.ts'
import { assertNever } from '../../../../src-shared/kernel/assert.ts'
import type { Id } from '../../../../src-shared/kernel/ids.ts'
import { fen } from '../../../../src-shared/kernel/money.ts'
import type { LocalDate } from '../../../../src-shared/kernel/time.ts'
import type { CommandContext, Input, Output } from '../../request/context.ts'
import { lateFeesOf, loadLateFeeTerms } from '../late-fee/index.ts'
import type { LateFeeTerms, LineLateFee } from '../late-fee/index.ts'
import { insertPrintJob, loadPrintSettings } from '../printing/index.ts'
import { issueReceipt, nextReceiptNo } from '../receipt/index.ts'
import type { PaidLine } from '../receipt/index.ts'
import { shiftOpenForMoney } from '../shift/index.ts'
import type { MoneyShift } from '../shift/index.ts'
import { accountLineOf, loadLinesToPay } from './account-lines.ts'
import type { LineRow } from './account-lines.ts'
import { loadPeopleOfRooms, payerNameOf } from './account-people.ts'
import { shiftChipOf } from './shift-chip.ts'

/** More change than this is taken for a slip of the finger: 500 typed as 50000. */
const LIMITS: CollectLimits = {
  maxAmountFen: fen(MAX_DOCUMENT_FEN),
  maxChangeFen: fen(100_000),
  maxRoundOffFen: fen(0),
}

/** 收款: the receipt number, the ledger lines, the operation and the print job in one transaction (architecture §3). */
export function collectPayment(context: CommandContext, input: Input<'counter.collect'>): Output<'counter.collect'> {
  const { db, actor } = context
  const shift = shiftOpenForMoney(db, { projectId: actor.projectId, userId: actor.userId, shiftId: input.shiftId })
  const lineIds = [...new Set(input.lines.map(({ lineId }) => lineId))]
  const lines = loadLinesToPay(db, actor, lineIds)
  const { terms, lateFees } = lateFeesToPay(context, input, lines)
  const settings = loadPrintSettings(db)

  const accepted = orThrow(
    decideCollect({
      cashierId: actor.userId,
      shift: decidedShift(shift, actor.userId),
      lines: input.lines,
      account: new Map(lines.map((row) => [row.line_id, accountLineOf(row, lateFees)])),
      order: terms?.order ?? 'principal_first',
      tenders: input.tenders,
      cashReceivedFen: input.cashReceivedFen,
      change: 'give_back',
      roundOffFen: fen(0),
      limits: LIMITS,
      now: db.now,
    }),
  )

  const receipt = issueReceipt(db, {
    projectId: actor.projectId,
    shiftId: input.shiftId,
    cashierId: actor.userId,
    payerName: payerOf(context, input, lines),
    note: emptyToNull(input.note),
    accepted,
    lateFeeOrder: lateFees.size === 0 ? null : (terms?.order ?? null),
    lineOf: new Map(lines.map((row) => [row.line_id, paidLineOf(row, lateFees)])),
  })
  const printed = input.print && settings.printer.kind !== 'none'
  const paper = {
    projectId: actor.projectId,
    documentId: receipt.id,
    documentNo: receipt.receipt_no,
    reprintNo: 0,
    settings,
  }
  const printJobId = printed ? insertPrintJob(db, paper) : null
  db.emit('payment.collected', { roomIds: [...new Set(lines.map((row) => row.room_id))] })
  return {
    receiptId: receipt.id as Id,
    receiptNo: receipt.receipt_no,
    amountFen: accepted.amountFen,
    changeFen: accepted.changeFen,
    businessOn: accepted.businessOn,
    verificationCode: receipt.verification_code,
    printJobId: printJobId as Id | null,
    shift: shiftChipOf(db, openShiftOf(shift)),
    nextReceiptNo: nextReceiptNo(db, { projectId: actor.projectId, businessOn: accepted.businessOn }),
  }
}

interface LateFeesToPay {
  readonly terms: LateFeeTerms | null
  readonly lateFees: ReadonlyMap<string, LineLateFee>
}

/**
 * The late fees of what is being paid, derived again for the cut-off day that the clerk saw. An earlier day than today lowers what
 * is asked and needs its permission; a later one is for looking only.
 */
function lateFeesToPay(
  { db, actor, today }: CommandContext,
  { lateFeeOn }: Pick<Input<'counter.collect'>, 'lateFeeOn'>,
  lines: readonly LineRow[],
): LateFeesToPay {
  const asOf: LocalDate = lateFeeOn ?? today
  if (asOf > today) throw new AppError('counter.late_fee_day_ahead', { asOf }, 'lateFeeOn')
  if (asOf < today && !actor.permissions.has('late_fee.cut_off')) throw new AppError('counter.late_fee_day_fixed')
  const terms = loadLateFeeTerms(db, actor.projectId)
  return { terms, lateFees: terms === null ? new Map() : lateFeesOf(db, terms, { lines, asOf }) }
}

function paidLineOf(row: LineRow, lateFees: ReadonlyMap<string, LineLateFee>): PaidLine {
  const { room_id, room_code, building_id, fee_item, nature } = row
  const explanation = lateFees.get(row.line_id)?.explain() ?? null
  return {
    roomId: room_id,
    roomCode: room_code,
    buildingId: building_id,
    feeItemName: fee_item,
    nature,
    lateFee: explanation,
  }
}

function decidedShift(shift: MoneyShift, userId: string): CollectRequest['shift'] {
  switch (shift.kind) {
    case 'open':
      return { cashierId: userId, state: 'open' }
    case 'counted':
      return { cashierId: userId, state: 'counted' }
    case 'not_open':
      return { cashierId: userId, state: 'closed' }
    case 'not_yours':
      return { cashierId: '', state: 'open' }
    default:
      return assertNever(shift)
  }
}

function openShiftOf(shift: MoneyShift) {
  if (shift.kind !== 'open') throw new Error('Only an open shift takes money')
  return { ...shift, counted: false }
}

function payerOf({ db, today }: CommandContext, input: Input<'counter.collect'>, lines: readonly LineRow[]): string {
  const typed = emptyToNull(input.payerName)
  if (typed !== null) return typed
  const roomIds = [
    ...new Set(input.lines.flatMap(({ lineId }) => lines.find((row) => row.line_id === lineId)?.room_id ?? [])),
  ]
  return payerNameOf(loadPeopleOfRooms(db, roomIds, today))
}

function emptyToNull(text: string | null): string | null {
  return text === '' ? null : text
}
