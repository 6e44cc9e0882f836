import type { BillingPlan } from '../../../../src-shared/domain/billing/index.ts'
import type { Input, Output, QueryContext } from '../../request/context.ts'
import { ownerNamesByRoom } from './owner-names.ts'
import { planMonth } from './plan-month.ts'

type PreviewRow = Output<'billing.preview_rows'>['rows'][number]
type Row = Pick<PreviewRow, 'amountFen' | 'reason'> & {
  readonly roomId: string
  readonly itemId: string
  readonly fromOn: string
  readonly toOn: string
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
  const rows = rowsOf(plan, show)
  const page = rows.slice(from, from + size)
  const names = ownerNamesByRoom(
    db,
    page.map((row) => row.roomId),
    actor,
  )
  const shown = page.map(
    (row) =>
      ({
        ...row,
        roomCode: codes.get(row.roomId) ?? '',
        ownerNames: names.get(row.roomId) ?? '',
        feeItem: data.items.get(row.itemId)?.name ?? null,
      }) as PreviewRow,
  )
  return { rows: shown, count: rows.length }
}

function rowsOf({ created, existing, skipped }: BillingPlan, show: Input<'billing.preview_rows'>['show']): Row[] {
  switch (show) {
    case 'created':
      return created.map(({ key: { roomId, itemId }, fromOn, toOn, amountFen }) => ({
        roomId,
        itemId,
        fromOn,
        toOn,
        amountFen,
        reason: null,
      }))
    case 'existing':
      return existing.map(({ roomId, itemId, fromOn, amountFen }) => ({
        roomId,
        itemId,
        fromOn,
        toOn: fromOn,
        amountFen,
        reason: null,
      }))
    default:
      return skipped.map(({ roomId, itemId, fromOn, toOn, code }) => ({
        roomId,
        itemId,
        fromOn,
        toOn,
        amountFen: null,
        reason: code,
      }))
  }
}
