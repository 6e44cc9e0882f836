import { recomputeCorrection } from '../../../../src-shared/domain/billing/index.ts'
import type { CorrectionExplanation } from '../../../../src-shared/domain/billing/index.ts'
import { AppError } from '../../../../src-shared/kernel/app-error.ts'
import { hot } from '../../db/read-handle.ts'
import { answers } from '../../request/context.ts'
import type { Output, Queries, QueryContext } from '../../request/context.ts'
import { ROOM_IN_SCOPE, scopeParams } from '../room/index.ts'
import { previewCorrection } from './plan-correction.ts'

type Explained = NonNullable<Output<'correction.explain'>['explanation']>

const line = hot<{
  lineId: Explained['lineId']
  roomCode: string
  feeItem: string
  month: Explained['month']
  fromOn: Explained['fromOn']
  toOn: Explained['toOn']
  dueOn: Explained['dueOn']
  amountFen: Explained['amountFen']
  at: number
  by: string
  json: string
}>(
  `SELECT r.id AS lineId, room.code AS roomCode, item.name AS feeItem, r.month, r.from_on AS fromOn, r.to_on AS toOn,
     r.due_on AS dueOn, r.amount_fen AS amountFen, run.started_at AS at, ifnull(u.display_name, '') AS by, r.explanation_json AS json
   FROM receivable r JOIN bill_run run ON run.id = r.bill_run_id AND run.state IN ('posted','undoing','undone')
   JOIN room ON room.id = r.room_id JOIN fee_item item ON item.id = r.fee_item_id LEFT JOIN user u ON u.id = run.started_by
   WHERE r.id = ? AND ${ROOM_IN_SCOPE}`,
)

export function correctionQueries(): Queries {
  return {
    'correction.explain': answers('correction.explain', (context, { lineId }) => ({
      explanation: explainCorrection(context, lineId),
    })),
  }
}

export function correctionReaderQueries(): Queries {
  return {
    'correction.preview': answers('correction.preview', ({ db, actor, today }, { change }) =>
      previewCorrection(db, { projectId: actor.projectId, today, change }),
    ),
  }
}

/** 为什么是这个数 of a difference line; `null` for lines that others explain. */
function explainCorrection({ db, actor }: QueryContext, lineId: string): Explained | null {
  const row = db.hotFirst(line, lineId, ...scopeParams(actor))
  if (row === null) throw new AppError('record.not_found', { what: 'receivable' })
  const { json, ...facts } = row
  const stored = JSON.parse(json) as Pick<CorrectionExplanation, 'formula'>
  if (stored.formula !== 'difference') return null
  const whole = stored as CorrectionExplanation
  const { wasFen, computedFen, cause } = whole
  const change = cause as Explained['cause']
  return { ...facts, wasFen, computedFen, cause: change, recomputedFen: recomputeCorrection(whole) }
}
