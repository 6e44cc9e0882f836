import type { Id } from '../../../../src-shared/kernel/ids.ts'
import { hot } from '../../db/read-handle.ts'
import type { ReadHandle } from '../../db/read-handle.ts'
import type { Output } from '../../request/context.ts'

type ShiftChip = Output<'counter.collect'>['shift']

const receiptsIn = hot<{ count: number }>('SELECT count(*) AS count FROM receipt WHERE shift_id = ?')

/** What the counter may show of a shift: how many receipts, never how much. */
export function shiftChipOf(
  db: ReadHandle,
  shift: { readonly shiftId: string; readonly drawer: string; readonly openedAt: number; readonly counted: boolean },
): ShiftChip {
  const { shiftId, drawer, openedAt, counted } = shift
  return { shiftId: shiftId as Id, drawer, openedAt, counted, receipts: db.hotFirst(receiptsIn, shiftId)?.count ?? 0 }
}
