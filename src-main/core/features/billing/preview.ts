import type { Fen } from '../../../../src-shared/kernel/money.ts'
import { addMonths } from '../../../../src-shared/kernel/time.ts'
import type { PlannedLine } from '../../../../src-shared/domain/billing/index.ts'
import { hot } from '../../db/read-handle.ts'
import type { Input, Output, QueryContext } from '../../request/context.ts'
import { LINE_IS_VISIBLE } from '../ledger/index.ts'
import { ownerNamesByRoom } from './owner-names.ts'
import { planMonth } from './plan-month.ts'
import type { MonthPlan } from './plan-month.ts'

type Preview = Output<'billing.preview'>
type PreviewRow = Output<'billing.preview_rows'>['rows'][number]

const lastMonthLines = hot<{
  room_id: string
  fee_item_id: string
  fen: number
}>(`SELECT r.room_id, r.fee_item_id, sum(r.amount_fen) AS fen
  FROM receivable r WHERE r.project_id = ? AND r.month = ? AND ${LINE_IS_VISIBLE} GROUP BY r.room_id, r.fee_item_id`)
const MOST_OUTLIERS = 200

/** What a run would do: totals, reasons, and the lines that changed most against the month before. */
export function previewMonth(context: QueryContext, input: Input<'billing.preview'>): Preview {
  const started = performance.now()
  const { db, actor, today } = context
  const month = planMonth(db, { projectId: actor.projectId, ...input, today })
  const before = lastMonthOf(context, input)
  const { summary, data, plan } = month
  const roomsOfPlan = new Set(plan.created.map((line) => line.key.roomId))
  return {
    created: summary.createdCount,
    existing: summary.existingCount,
    skippedCount: summary.skippedCount,
    totalFen: summary.createdFen,
    lastMonthFen: sumOver(before, roomsOfPlan),
    byItem: [...summary.createdFenByItem].map(([itemId, totalFen]) => ({
      feeItem: data.itemNames.get(itemId) ?? '',
      lines: plan.created.filter((line) => line.key.itemId === itemId).length,
      totalFen,
    })),
    skipped: [...summary.skippedByCode].map(([reason, count]) => ({
      reason,
      count,
      example: plan.skipped.find((row) => row.code === reason)?.roomCode ?? '',
    })),
    outliers: outliersOf(context, month, before),
    fingerprint: month.fingerprint,
    computedMs: Math.round(performance.now() - started),
  }
}

/** One page of the rows behind a card. */
export function previewRows(
  context: QueryContext,
  input: Input<'billing.preview_rows'>,
): Output<'billing.preview_rows'> {
  const { db, actor, today } = context
  const { month, scope, show, from, size } = input
  const { plan, data } = planMonth(db, { projectId: actor.projectId, month, scope, today })
  const codes = new Map(data.request.rooms.map((room) => [room.id, room.code]))
  const rows = {
    created: () =>
      plan.created.map((line) => ({
        roomId: line.key.roomId,
        itemId: line.key.itemId,
        amountFen: line.amountFen,
        reason: null,
      })),
    existing: () =>
      plan.existing.map((line) => ({
        roomId: line.roomId,
        itemId: line.itemId,
        amountFen: line.amountFen,
        reason: null,
      })),
    skipped: () =>
      plan.skipped.map((row) => ({ roomId: row.roomId, itemId: row.itemId, amountFen: null, reason: row.code })),
  }[show]()
  const page = rows.slice(from, from + size)
  const names = ownerNamesByRoom(
    db,
    page.map((row) => row.roomId),
    actor,
  )
  const shown = page.map(({ roomId, itemId, amountFen, reason }) => ({
    roomId: roomId as PreviewRow['roomId'],
    roomCode: codes.get(roomId) ?? '',
    ownerNames: names.get(roomId) ?? '',
    feeItem: data.itemNames.get(itemId) ?? null,
    amountFen,
    reason,
  }))
  return { rows: shown, count: rows.length }
}

type LastMonth = ReadonlyMap<string, Fen>

function lastMonthOf({ db, actor }: QueryContext, input: Input<'billing.preview'>): LastMonth {
  const rows = db.hotAll(lastMonthLines, actor.projectId, addMonths(input.month, -1))
  return new Map(rows.map((row) => [`${row.room_id}|${row.fee_item_id}`, row.fen as Fen]))
}

function sumOver(before: LastMonth, rooms: ReadonlySet<string>): Fen {
  let sum = 0
  for (const [key, amount] of before) if (rooms.has(key.slice(0, key.indexOf('|')))) sum += amount
  return sum as Fen
}

function outliersOf({ db, actor }: QueryContext, { plan, data }: MonthPlan, before: LastMonth): Preview['outliers'] {
  const codes = new Map(data.request.rooms.map((room) => [room.id, room.code]))
  const lastOf = (line: PlannedLine): Fen | null => before.get(`${line.key.roomId}|${line.key.itemId}`) ?? null
  const largest = [...plan.created]
    .sort((a, b) => change(b, lastOf(b)) - change(a, lastOf(a)) || b.amountFen - a.amountFen)
    .slice(0, MOST_OUTLIERS)
  const names = ownerNamesByRoom(
    db,
    largest.map((line) => line.key.roomId),
    actor,
  )
  return largest.map((line) => {
    const part = line.explanation.parts[0]
    return {
      roomId: line.key.roomId as Preview['outliers'][number]['roomId'],
      roomCode: codes.get(line.key.roomId) ?? '',
      ownerNames: names.get(line.key.roomId) ?? '',
      feeItem: data.itemNames.get(line.key.itemId) ?? '',
      fromOn: line.fromOn,
      toOn: line.toOn,
      quantityE2: part?.quantity.value ?? 0,
      priceE6: part?.priceE6 ?? 0,
      amountFen: line.amountFen,
      lastMonthFen: lastOf(line),
    }
  })
}

/** How far a line is from the month before, in parts of it; a new line stands between a change of 0 and one of a hundredth. */
function change(line: PlannedLine, last: Fen | null): number {
  if (last === null || last === 0) return 0.005
  return Math.abs(line.amountFen - last) / Math.abs(last)
}
