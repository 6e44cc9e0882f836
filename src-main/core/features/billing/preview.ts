import type { Fen } from '../../../../src-shared/kernel/money.ts'
import { addMonths } from '../../../../src-shared/kernel/time.ts'
import type { Month } from '../../../../src-shared/kernel/time.ts'
import type { PlannedLine } from '../../../../src-shared/domain/billing/index.ts'
import { hot } from '../../db/read-handle.ts'
import type { ReadHandle } from '../../db/read-handle.ts'
import type { Input, Output, QueryContext } from '../../request/context.ts'
import { LINE_IS_VISIBLE } from '../ledger/index.ts'
import { viewCharge } from './charge-view.ts'
import { ownerNamesByRoom } from './owner-names.ts'
import { planMonth } from './plan-month.ts'
import type { MonthPlan } from './plan-month.ts'
import { loadRunSettings } from './run-settings.ts'

type Preview = Output<'billing.preview'>

const linesOfMonths = hot<{
  room_id: string
  fee_item_id: string
  month: Month
  fen: number
}>(`SELECT r.room_id, r.fee_item_id, r.month, sum(r.amount_fen) AS fen
  FROM receivable r WHERE r.project_id = ? AND r.month BETWEEN ? AND ? AND ${LINE_IS_VISIBLE}
    AND NOT EXISTS(SELECT 1 FROM bill_run opened WHERE opened.id = r.bill_run_id AND opened.kind = 'opening')
  GROUP BY r.room_id, r.fee_item_id, r.month`)
const MOST_OUTLIERS = 200

/** What a run would do: totals, reasons, and the lines that changed most against the month before. */
export function previewMonth(context: QueryContext, input: Input<'billing.preview'>): Preview {
  const started = performance.now()
  const { db, actor, today } = context
  const month = planMonth(db, { projectId: actor.projectId, ...input, today })
  const before = earlierAmounts({ db, projectId: actor.projectId }, { plan: month, month: input.month })
  const { summary, plan, excluded } = month
  return {
    created: summary.createdCount,
    existing: summary.existingCount,
    skippedCount: summary.skippedCount,
    totalFen: summary.createdFen,
    lastMonthFen: sumBefore(plan.created, before),
    byItem: itemsOf(month),
    excludedCount: excluded.length,
    excludedFen: excluded.reduce((sum, line) => sum + line.amountFen, 0) as Preview['excludedFen'],
    skipped: [...summary.skippedByCode].map(([reason, count]) => ({
      reason,
      count,
      example: plan.skipped.find((row) => row.code === reason)?.roomCode ?? '',
    })),
    outliers: outliersOf(context, month, before),
    fingerprint: month.fingerprint,
    computedMs: Math.round(performance.now() - started),
    secondCheck: loadRunSettings(db, actor.projectId).secondCheck,
  }
}

function itemsOf({ plan, data, summary }: MonthPlan): Preview['byItem'] {
  const lines = new Map<string, number>()
  for (const { key } of plan.created) lines.set(key.itemId, (lines.get(key.itemId) ?? 0) + 1)
  return [...summary.createdFenByItem].map(([itemId, totalFen]) => ({
    itemId: itemId as Preview['byItem'][number]['itemId'],
    feeItem: data.items.get(itemId)?.name ?? '',
    nature: data.items.get(itemId)?.nature ?? 'revenue',
    lines: lines.get(itemId) ?? 0,
    totalFen,
  }))
}

/** What a room was billed for an item in the month before a line; of a month that this very run bills, what the run says. */
type Earlier = (line: PlannedLine) => Fen | null

const keyOf = (roomId: string, itemId: string, month: string): string => `${roomId}|${itemId}|${month}`

export function earlierAmounts(
  { db, projectId }: { readonly db: ReadHandle; readonly projectId: string },
  { plan: { plan }, month }: { readonly plan: MonthPlan; readonly month: Month },
): Earlier {
  let first = month
  let last = month
  for (const { key } of plan.created) {
    if (key.month < first) first = key.month
    if (key.month > last) last = key.month
  }
  const amounts = new Map<string, number>()
  for (const row of db.hotAll(linesOfMonths, projectId, addMonths(first, -1), addMonths(last, -1)))
    amounts.set(keyOf(row.room_id, row.fee_item_id, row.month), row.fen)
  if (first !== last) {
    for (const { key, amountFen } of plan.created) {
      const at = keyOf(key.roomId, key.itemId, key.month)
      amounts.set(at, (amounts.get(at) ?? 0) + amountFen)
    }
  }
  const monthBefore = new Map<Month, Month>()
  return ({ key }) => {
    const earlier = monthBefore.get(key.month) ?? addMonths(key.month, -1)
    monthBefore.set(key.month, earlier)
    return (amounts.get(keyOf(key.roomId, key.itemId, earlier)) ?? null) as Fen | null
  }
}

/** The month before of the very rooms, items and months of the plan, each once however many lines it has. */
function sumBefore(lines: readonly PlannedLine[], before: Earlier): Fen {
  const seen = new Set<string>()
  let sum = 0
  for (const line of lines) {
    const at = keyOf(line.key.roomId, line.key.itemId, line.key.month)
    if (seen.has(at)) continue
    seen.add(at)
    sum += before(line) ?? 0
  }
  return sum as Fen
}

function outliersOf({ db, actor }: QueryContext, month: MonthPlan, before: Earlier): Preview['outliers'] {
  const { plan, excluded, data } = month
  const codes = new Map(data.request.rooms.map((room) => [room.id, room.code]))
  const taken = new Set(excluded)
  const largest = [...plan.created, ...excluded]
    .sort((a, b) => change(b, before(b)) - change(a, before(a)) || b.amountFen - a.amountFen)
    .slice(0, MOST_OUTLIERS)
  // Whatever was taken out by hand stays in sight, however little it changed.
  const shown = [...largest, ...excluded.filter((line) => !largest.includes(line))]
  const names = ownerNamesByRoom(
    db,
    shown.map((line) => line.key.roomId),
    actor,
  )
  return shown.map((line) => {
    const { roomId, itemId } = line.key
    const view = {
      roomId,
      roomCode: codes.get(roomId) ?? '',
      ownerNames: names.get(roomId) ?? '',
      itemId,
      feeItem: data.items.get(itemId)?.name ?? '',
      month: line.key.month,
      fromOn: line.fromOn,
      toOn: line.toOn,
      charge: viewCharge(line.explanation),
      amountFen: line.amountFen,
      lastMonthFen: before(line),
      excluded: taken.has(line),
    }
    return view as Preview['outliers'][number]
  })
}

/** How far a line is from the month before, in parts of it; a new line stands between a change of 0 and one of a hundredth. */
function change(line: PlannedLine, last: Fen | null): number {
  if (last === null || last === 0) return 0.005
  return Math.abs(line.amountFen - last) / Math.abs(last)
}
