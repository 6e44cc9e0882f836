import { exactText, recompute } from '../../../../src-shared/domain/billing/index.ts'
import type { LineExplanation } from '../../../../src-shared/domain/billing/index.ts'
import { AppError } from '../../../../src-shared/kernel/app-error.ts'
import { invariant } from '../../../../src-shared/kernel/assert.ts'
import { daysInMonth } from '../../../../src-shared/kernel/time.ts'
import type { LocalDate, Month } from '../../../../src-shared/kernel/time.ts'
import { hot } from '../../db/read-handle.ts'
import type { Output, QueryContext } from '../../request/context.ts'

interface LineRow {
  readonly id: string
  readonly code: string
  readonly building_id: string
  readonly project_id: string
  readonly item: string
  readonly standard: string
  readonly month: string
  readonly from_on: string
  readonly to_on: string
  readonly due_on: string
  readonly amount_fen: number
  readonly explanation_json: string
}
const line =
  hot<LineRow>(`SELECT r.id, room.code, room.building_id, r.project_id, item.name AS item, s.name AS standard, r.month, r.from_on, r.to_on, r.due_on,
    r.amount_fen, r.explanation_json FROM receivable r
  JOIN bill_run run ON run.id = r.bill_run_id AND run.state IN ('posted','undoing','undone')
  JOIN room ON room.id = r.room_id JOIN fee_item item ON item.id = r.fee_item_id JOIN fee_standard s ON s.id = r.fee_standard_id
  WHERE r.id = ?`)

/** 为什么是这个数: the stored explanation, and what it gives when it is computed again now. */
export function explainLine({ db, actor }: QueryContext, lineId: string): Output<'billing.explain'> {
  const row = db.hotFirst(line, lineId)
  const seen =
    row !== null &&
    row.project_id === actor.projectId &&
    (actor.buildingIds === null || actor.buildingIds.includes(row.building_id))
  if (!seen) throw new AppError('record.not_found', { what: 'receivable' })
  const explanation = JSON.parse(row.explanation_json) as LineExplanation
  const own = ownPart(explanation)
  return {
    lineId: row.id as Output<'billing.explain'>['lineId'],
    roomCode: row.code,
    feeItem: row.item,
    standardName: row.standard,
    month: row.month as Month,
    fromOn: row.from_on as LocalDate,
    toOn: row.to_on as LocalDate,
    areaBasis: explanation.tariff.kind === 'area' ? explanation.tariff.basis : 'none',
    areaE2: own.quantity.scale === 2 ? own.quantity.value : 0,
    priceE6: own.priceE6,
    priceFromOn: explanation.priceVersion === 'override' ? null : explanation.priceVersion,
    proration: explanation.proration.kind,
    billedDays: own.days,
    daysInMonth: daysInMonth(row.month as Month),
    factor: [own.factor[0], own.factor[1]],
    ofDays: own.ofDays,
    exact: exactText(explanation),
    rounding: { mode: explanation.rounding.mode, precision: explanation.rounding.precision },
    amountFen: row.amount_fen as Output<'billing.explain'>['amountFen'],
    recomputedFen: recompute(explanation),
    dueOn: row.due_on as LocalDate,
  }
}

function ownPart(explanation: LineExplanation): LineExplanation['parts'][number] {
  let position = explanation.position
  for (const part of explanation.parts) {
    if (position < part.repeat) return part
    position -= part.repeat
  }
  invariant(false, 'the position of an explanation is one of its parts')
}
