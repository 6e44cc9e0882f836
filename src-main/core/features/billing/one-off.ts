import { dueDate, lineKeyText } from '../../../../src-shared/domain/billing/index.ts'
import type { LineExplanation, LineKey } from '../../../../src-shared/domain/billing/index.ts'
import type { OneOffPricing } from '../../../../src-shared/domain/tariff/index.ts'
import { AppError } from '../../../../src-shared/kernel/app-error.ts'
import type { Fen } from '../../../../src-shared/kernel/money.ts'
import { formatFen } from '../../../../src-shared/kernel/money.ts'
import { monthOf } from '../../../../src-shared/kernel/time.ts'
import { hot } from '../../db/read-handle.ts'
import type { CommandContext, Input, Output, QueryContext } from '../../request/context.ts'
import { beginRun, nextAttempts } from '../ledger/index.ts'
import { ROOM_IN_SCOPE, scopeParams } from '../room/index.ts'
import { loadHolidays, readTerms, rolling } from '../standard/index.ts'
import { idOfLine } from './plan-month.ts'

type OneOff = Output<'billing.one_offs'>['standards'][number]

const goLive = hot<{ go_live_on: string | null }>('SELECT go_live_on FROM project WHERE id = ?')
const standardRow = hot<{ fee_item_id: string; terms_json: string }>(
  'SELECT fee_item_id, terms_json FROM fee_standard WHERE id = ? AND project_id = ? AND ended_on IS NULL',
)
const offered = hot<{ id: string; name: string; item: string; terms_json: string; price_e6: number }>(
  `SELECT s.id, s.name, item.name AS item, s.terms_json, v.price_e6 FROM fee_standard s JOIN fee_item item ON item.id = s.fee_item_id
   JOIN fee_standard_version v ON v.id = (SELECT x.id FROM fee_standard_version x WHERE x.fee_standard_id = s.id AND x.from_on <= ?2
     ORDER BY x.from_on DESC LIMIT 1)
   WHERE s.project_id = ?1 AND s.tariff_kind = 'one_off' AND s.ended_on IS NULL ORDER BY item.priority, s.code`,
)
const roomSeen = hot<{ code: string }>(
  `SELECT room.code FROM room WHERE room.id = ? AND room.ended_on IS NULL AND ${ROOM_IN_SCOPE}`,
)
const termOn = hot<{ id: string }>(`SELECT t.id FROM owner_term t WHERE t.room_id = ?1
  AND ifnull(t.from_on, '') <= ?2 AND (t.to_on IS NULL OR t.to_on >= ?2)
  AND EXISTS(SELECT 1 FROM relation o WHERE o.owner_term_id = t.id AND o.role = 'owner') LIMIT 1`)

export function listOneOffs({ db, actor, today }: QueryContext): Output<'billing.one_offs'> {
  const standards = db.hotAll(offered, actor.projectId, today).map((row) => {
    const { minFen, maxFen } = readTerms(row.terms_json).pricing as OneOffPricing
    const amountFen = Math.round(row.price_e6 / 10_000)
    return { standardId: row.id, name: row.name, feeItem: row.item, amountFen, minFen, maxFen } as OneOff
  })
  return { standards, mayExceed: actor.permissions.has('billing.run') }
}

/**
 * 临时费: one line of its own, posted at once, so that the counter takes the money in the same breath. It stands in a run that
 * holds nothing else: taking that back takes the charge back.
 */
export function chargeOnce(
  context: CommandContext,
  input: Input<'billing.charge_once'>,
): Output<'billing.charge_once'> {
  const { db, actor, today } = context
  const { roomId, standardId, amountFen, note } = input
  if ((db.hotFirst(goLive, actor.projectId)?.go_live_on ?? null) === null) throw new AppError('billing.no_go_live')
  const room = db.hotFirst(roomSeen, roomId, ...scopeParams(actor))
  if (room === null) throw new AppError('record.not_found', { what: 'room' })
  const standard = db.hotFirst(standardRow, standardId, actor.projectId)
  if (standard === null) throw new AppError('standard.not_found')
  const terms = readTerms(standard.terms_json)
  if (terms.pricing.kind !== 'one_off') throw new AppError('billing.not_one_off')
  requireInRange(actor.permissions.has('billing.run'), { amountFen, pricing: terms.pricing })
  const owner = db.hotFirst(termOn, roomId, today)
  if (owner === null) throw new AppError('billing.no_owner_today', { roomCode: room.code })
  const { projectId } = actor
  const month = monthOf(today)
  const place = { projectId, roomId, itemId: standard.fee_item_id, month, fromOn: today }
  const next = nextAttempts(db, {
    ...{ projectId, firstMonth: month, lastMonth: month, roomId, exceptRunId: null },
    itemIds: [standard.fee_item_id],
  })
  const key: LineKey = { ...place, attempt: next(place) }
  const dueOn = dueDate(terms, {
    month: key.month,
    createdOn: today,
    rollToWorkingDay: terms.rollDue ? rolling(loadHolidays(db, actor.projectId)) : null,
  })
  const explanation: LineExplanation = {
    formula: 1,
    tariff: { kind: 'fixed' },
    proration: { kind: 'this_month' },
    rounding: { mode: 'half_up', precision: 'fen', scope: 'month' },
    priceVersion: 'override',
    parts: [
      {
        priceE6: amountFen * 10_000,
        quantity: { value: 1, scale: 0 },
        factor: [1, 1],
        days: 1,
        ofDays: 1,
        repeat: 1,
      },
    ],
    position: 0,
    roundedFen: amountFen,
    ...(note === null || note === '' ? {} : { note }),
  }
  const runId = beginRun(db, {
    ...{ projectId, month, kind: 'one_off', scope: { buildingId: null, roomId } },
    ...{ state: 'posted', jobId: null, lines: 1, totalFen: amountFen },
  })
  const lineId = idOfLine({ key })
  db.insert('receivable', {
    id: lineId,
    project_id: actor.projectId,
    room_id: roomId,
    owner_term_id: owner.id,
    fee_item_id: standard.fee_item_id,
    fee_standard_id: standardId,
    bill_run_id: runId,
    line_key: lineKeyText(key),
    attempt: key.attempt,
    month: key.month,
    from_on: today,
    to_on: today,
    due_on: dueOn,
    amount_fen: amountFen,
    explanation_json: JSON.stringify(explanation),
    business_on: today,
    at: context.now,
  })
  return { lineId: lineId as Output<'billing.charge_once'>['lineId'], dueOn }
}

function requireInRange(
  mayExceed: boolean,
  { amountFen, pricing }: { readonly amountFen: Fen; readonly pricing: OneOffPricing },
): void {
  const { minFen, maxFen } = pricing
  if (mayExceed || (amountFen >= minFen && amountFen <= maxFen)) return
  throw new AppError('billing.one_off_out_of_range', { min: formatFen(minFen), max: formatFen(maxFen) }, 'amountFen')
}
