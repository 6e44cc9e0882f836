import { AppError } from '../../../../src-shared/kernel/app-error.ts'
import type { Id } from '../../../../src-shared/kernel/ids.ts'
import { localDate } from '../../../../src-shared/kernel/time.ts'
import type { LocalDate, Month } from '../../../../src-shared/kernel/time.ts'
import { hot } from '../../db/read-handle.ts'
import type { Input, Output, QueryContext } from '../../request/context.ts'
import { LINE_BALANCE, LINE_IS_VISIBLE, LINE_OPEN_FEN } from '../ledger/index.ts'
import { ROOM_IN_SCOPE, scopeParams } from '../room/index.ts'
import { reviewClaims } from './claims.ts'
import { lateFeesOf } from './line-late-fees.ts'
import type { LateLine } from './line-late-fees.ts'
import { loadLateFeeTerms } from './rule-rows.ts'

interface Row extends LateLine {
  readonly room_code: string
  readonly fee_item: string
  readonly month: string
  readonly open_fen: number
}
const lineById =
  hot<Row>(`SELECT r.id AS line_id, r.room_id, room.code AS room_code, r.fee_item_id, r.fee_standard_id, item.nature, item.name AS fee_item,
    r.month, r.due_on, r.amount_fen, ${LINE_OPEN_FEN} AS open_fen
  FROM receivable r JOIN room ON room.id = r.room_id JOIN fee_item item ON item.id = r.fee_item_id ${LINE_BALANCE}
  WHERE r.id = ? AND ${ROOM_IN_SCOPE} AND ${LINE_IS_VISIBLE}`)

/** 为什么是这个数: the intervals with their days, principal and rate, for any cut-off day. */
export function explainLineLateFee(
  { db, actor, today }: QueryContext,
  { lineId, on }: Input<'late_fee.explain'>,
): Output<'late_fee.explain'> {
  const row = db.hotFirst(lineById, lineId, ...scopeParams(actor))
  if (row === null) throw new AppError('record.not_found', { what: 'receivable' })
  const asOf: LocalDate = on ?? localDate(today)
  const terms = loadLateFeeTerms(db, actor.projectId)
  const known = terms === null ? undefined : lateFeesOf(db, terms, { lines: [row], asOf }).get(row.line_id)
  const of = {
    lineId: row.line_id as Id,
    roomCode: row.room_code,
    feeItem: row.fee_item,
    month: row.month as Month,
  }
  const review = reviewClaims(known === undefined ? [] : [{ row, known }], { prudentE3: terms?.prudentE3 ?? 1000 })
  if (known === undefined) return { ...of, ...review, explanation: null }
  const { segments, policy, ...rest } = known.explain()
  return { ...of, ...review, explanation: { ...rest, policy: { ...policy }, segments: [...segments] } }
}
