import { amountInCapitals } from '../../../../src-shared/domain/document/capitals.ts'
import { personKindOf } from '../../../../src-shared/domain/person/index.ts'
import type { Id } from '../../../../src-shared/kernel/ids.ts'
import { fen } from '../../../../src-shared/kernel/money.ts'
import type { Fen } from '../../../../src-shared/kernel/money.ts'
import { localDate, month } from '../../../../src-shared/kernel/time.ts'
import type { ReadHandle } from '../../db/read-handle.ts'
import type { Actor, Output } from '../../request/context.ts'
import { paperMayBeOut } from '../printing/index.ts'
import { shownName } from '../room/index.ts'
import { loadWholeReceipt } from './receipt-rows.ts'
import { requireReceiptInScope } from './receipt-scope.ts'
import { findVoidRefusal } from './void-receipt.ts'

type Detail = Output<'receipt.open'>

/** Names are whole only for who may see them; on paper they stay as they were. */
export function shownPayer(actor: Actor, name: string): string {
  return shownName(actor, { name, kind: personKindOf(name) })
}

export function openReceipt(db: ReadHandle, actor: Actor, receiptId: string): Detail {
  requireReceiptInScope(db, actor, receiptId)
  const whole = loadWholeReceipt(db, receiptId)
  const { receipt, lines, tenders, events, state } = whole
  return {
    receiptId: receipt.id as Id,
    receiptNo: receipt.receipt_no,
    state,
    businessOn: localDate(receipt.business_on),
    at: receipt.at,
    payerName: shownPayer(actor, receipt.payer_name),
    amountFen: fen(receipt.amount_fen),
    amountInCapitals: amountInCapitals(fen(receipt.amount_fen)),
    verificationCode: receipt.verification_code,
    cashier: receipt.cashier_name,
    shiftId: receipt.shift_id as Id,
    note: receipt.note,
    lines: lines.map((line) => ({
      roomCode: line.room_code,
      feeItem: line.fee_item_name,
      month: month(line.month),
      fromOn: localDate(line.from_on),
      toOn: localDate(line.to_on),
      part: line.part,
      amountFen: fen(line.amount_fen),
    })),
    tenders: tenders.map((row) => ({
      tender: row.tender as Detail['tenders'][number]['tender'],
      amountFen: fen(row.amount_fen),
      receivedFen: row.received_fen as Fen | null,
      changeFen: row.change_fen as Fen | null,
      reference: row.reference,
    })),
    events: events.map(({ kind, at, by, approver, reason }) => ({ kind, at, by, approvedBy: approver, reason })),
    paperMayBeOut: whole.events.some(({ kind }) => kind !== 'voided') || paperMayBeOut(db, receiptId),
    voidRefusal: findVoidRefusal(db, actor, whole),
  }
}
