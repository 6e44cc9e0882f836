import { recomputeOpening } from '../../../../src-shared/domain/opening/index.ts'
import type { OpeningExplanation } from '../../../../src-shared/domain/opening/index.ts'
import { AppError } from '../../../../src-shared/kernel/app-error.ts'
import { hot } from '../../db/read-handle.ts'
import type { Output, QueryContext } from '../../request/context.ts'
import { ROOM_IN_SCOPE, scopeParams } from '../room/index.ts'

type Explained = NonNullable<Output<'opening.explain'>['explanation']>

const line = hot<Omit<Explained, 'fileName' | 'row' | 'remark' | 'recomputedFen'> & { json: string; kind: string }>(
  `SELECT r.id AS lineId, room.code AS roomCode, item.name AS feeItem, r.from_on AS fromOn, r.to_on AS toOn, r.due_on AS dueOn,
     r.amount_fen AS amountFen, o.at AS postedAt, ifnull(u.display_name, '') AS postedBy, r.explanation_json AS json, run.kind
   FROM receivable r JOIN bill_run run ON run.id = r.bill_run_id AND run.state IN ('posted','undoing','undone')
   JOIN room ON room.id = r.room_id JOIN fee_item item ON item.id = r.fee_item_id
   LEFT JOIN opening o ON o.bill_run_id = run.id LEFT JOIN user u ON u.id = o.user_id
   WHERE r.id = ? AND ${ROOM_IN_SCOPE}`,
)

/** 为什么是这个数 of an opening line; `null` for lines that others explain. */
export function explainOpening({ db, actor }: QueryContext, lineId: string): Explained | null {
  const row = db.hotFirst(line, lineId, ...scopeParams(actor))
  if (row === null) throw new AppError('record.not_found', { what: 'receivable' })
  const { json, kind, ...facts } = row
  if (kind !== 'opening') return null
  const stored = JSON.parse(json) as OpeningExplanation
  const { fileName, row: rowNumber, remark } = stored
  return { ...facts, fileName, row: rowNumber, remark, recomputedFen: recomputeOpening(stored) }
}
