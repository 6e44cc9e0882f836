import { invariant } from '../../kernel/assert.ts'
import type { Fen } from '../../kernel/money.ts'
import { sumFen } from '../../kernel/money.ts'
import type { LocalDate } from '../../kernel/time.ts'
import type { PaperLine } from './paper-line.ts'

/** 缴费通知单: what one owner term owes for one room and what hangs on it. */
export interface BillDocument {
  readonly number: string | null
  readonly payeeName: string
  readonly projectName: string
  readonly roomCode: string
  /** As it should be read at the door: masked or not is decided by whoever fills it in. */
  readonly ownerName: string
  readonly areaE2: number | null
  readonly lines: readonly PaperLine[]
  readonly totalFen: Fen
  readonly prepaymentBalanceFen: Fen | null
  readonly issuedOn: LocalDate
  readonly dueOn: LocalDate
  /** 缴费方式: one way to pay a line. */
  readonly howToPay: readonly string[]
  readonly qr: { readonly text: string; readonly caption: string } | null
}

/** @throws Error when the lines do not give the total. */
export function assertBillAddsUp(bill: BillDocument): void {
  const lines = sumFen(bill.lines, (line) => line.netFen)
  invariant(lines === bill.totalFen, `notice ${bill.roomCode}: lines ${lines}, total ${bill.totalFen}`)
}
