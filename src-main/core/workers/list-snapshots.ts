import { randomUUID } from 'node:crypto'

import { LIST_LIMIT } from '../../../src-shared/contract/list.ts'
import { AppError } from '../../../src-shared/kernel/app-error.ts'
import type { Actor } from '../request/context.ts'

interface Snapshot {
  readonly list: string
  readonly userId: string
  readonly projectId: string
  readonly rowIds: Float64Array
}

/** So many lists stay open at once over all windows; the one not looked at for longest goes first. */
const MOST_OPEN = 24

/** 列表快照: ordered row ids of an opened list, kept in the reader so that a window of rows is one look-up by ids. */
export class ListSnapshots {
  readonly #open = new Map<string, Snapshot>()

  /** Keeps the first `LIST_LIMIT` of the ids. */
  keep(list: string, actor: Actor, rowIds: readonly number[]): { readonly snapshotId: string; readonly cut: boolean } {
    const snapshotId = randomUUID()
    const kept = rowIds.length > LIST_LIMIT ? rowIds.slice(0, LIST_LIMIT) : rowIds
    this.#open.set(snapshotId, {
      list,
      userId: actor.userId,
      projectId: actor.projectId,
      rowIds: Float64Array.from(kept),
    })
    for (const oldest of this.#open.keys()) {
      if (this.#open.size <= MOST_OPEN) break
      this.#open.delete(oldest)
    }
    return { snapshotId, cut: kept.length < rowIds.length }
  }

  /** @throws AppError `list.expired` when the snapshot is gone or belongs to somebody else. */
  window(
    list: string,
    actor: Actor,
    wanted: { readonly snapshotId: string; readonly from: number; readonly size: number },
  ): number[] {
    const snapshot = this.#open.get(wanted.snapshotId)
    const mine =
      snapshot !== undefined &&
      snapshot.list === list &&
      snapshot.userId === actor.userId &&
      snapshot.projectId === actor.projectId
    if (!mine) throw new AppError('list.expired')
    this.#open.delete(wanted.snapshotId)
    this.#open.set(wanted.snapshotId, snapshot)
    return [...snapshot.rowIds.subarray(wanted.from, wanted.from + wanted.size)]
  }
}
