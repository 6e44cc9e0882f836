import type { Change, RoomValues } from '../../../../src-shared/domain/import/index.ts'
import { roomCodeKey } from '../../../../src-shared/domain/import/index.ts'
import { invariant } from '../../../../src-shared/kernel/assert.ts'
import type { PlannedDraft } from './plan-draft.ts'

/** One row to write, in the order of the sheet; `row` is its number there. */
export type WorkRow =
  | { readonly kind: 'ready'; readonly row: number; readonly room: RoomValues }
  | {
      readonly kind: 'update'
      readonly row: number
      readonly room: RoomValues
      readonly roomId: string
      /** The room as it was planned upon: somebody who changed it since wins. */
      readonly version: number
      readonly changes: readonly Change[]
    }

export function workOf({ plan, known }: PlannedDraft): readonly WorkRow[] {
  const work: WorkRow[] = []
  for (const planned of plan?.rows ?? []) {
    if (planned.kind === 'ready') work.push({ kind: 'ready', row: planned.row, room: planned.room })
    if (planned.kind !== 'update') continue
    const existing = known.get(roomCodeKey(planned.room.code))
    invariant(existing !== undefined, 'a row that updates has its room')
    const { roomId, version } = existing
    work.push({ kind: 'update', row: planned.row, room: planned.room, roomId, version, changes: planned.changes })
  }
  return work
}
