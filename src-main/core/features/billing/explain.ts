import { recompute } from '../../../../src-shared/domain/billing/index.ts'
import type { LineExplanation } from '../../../../src-shared/domain/billing/index.ts'
import { splitTax } from '../../../../src-shared/domain/tariff/index.ts'
import { AppError } from '../../../../src-shared/kernel/app-error.ts'
import { fen } from '../../../../src-shared/kernel/money.ts'
import { daysInMonth } from '../../../../src-shared/kernel/time.ts'
import type { LocalDate, Month } from '../../../../src-shared/kernel/time.ts'
import { hot } from '../../db/read-handle.ts'
import type { Output, QueryContext } from '../../request/context.ts'
import { viewCharge } from './charge-view.ts'

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
  readonly tax_rate_ppm: number
  readonly run_id: string
  readonly run_kind: string
  readonly run_state: string
  readonly override_reason: string | null
}
const line =
  hot<LineRow>(`SELECT r.id, room.code, room.building_id, r.project_id, item.name AS item, s.name AS standard, r.month, r.from_on, r.to_on, r.due_on,
    r.amount_fen, r.explanation_json, item.tax_rate_ppm, run.id AS run_id, run.kind AS run_kind, run.state AS run_state,
    (SELECT b.override_reason FROM fee_binding b WHERE b.room_id = r.room_id AND b.fee_standard_id = r.fee_standard_id
      AND b.from_on <= r.from_on AND (b.to_on IS NULL OR b.to_on >= r.from_on) LIMIT 1) AS override_reason
  FROM receivable r
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
  return {
    lineId: row.id as Output<'billing.explain'>['lineId'],
    roomCode: row.code,
    feeItem: row.item,
    standardName: row.standard,
    month: row.month as Month,
    fromOn: row.from_on as LocalDate,
    toOn: row.to_on as LocalDate,
    charge: viewCharge(explanation),
    priceFromOn: explanation.priceVersion === 'override' ? null : explanation.priceVersion,
    overrideReason: explanation.priceVersion === 'override' ? row.override_reason : null,
    proration: explanation.proration.kind,
    daysInMonth: daysInMonth(row.month as Month),
    amountFen: row.amount_fen as Output<'billing.explain'>['amountFen'],
    recomputedFen: recompute(explanation),
    taxFen: splitTax(fen(row.amount_fen), row.tax_rate_ppm).taxFen,
    taxRatePpm: row.tax_rate_ppm,
    dueOn: row.due_on as LocalDate,
    note: explanation.note ?? null,
    oneOffRunId: (row.run_kind === 'one_off' && row.run_state === 'posted'
      ? row.run_id
      : null) as Output<'billing.explain'>['oneOffRunId'],
  }
}
