import { computed, onScopeDispose, shallowRef, triggerRef } from 'vue'
import type { ComputedRef, ShallowRef } from 'vue'

import type { WireError } from '../../platform/client.ts'
import type { ListSnapshot, ListSort, ListSource } from './list-source.ts'

const WINDOW = 100
/** Beyond this, "all" is a matter for a batch act by filter, not for ticks. */
export const TICK_LIMIT = 5_000

export interface OpenList<Row> {
  readonly snapshot: ShallowRef<ListSnapshot<Row> | null>
  readonly failure: ShallowRef<WireError | null>
  readonly opening: ShallowRef<boolean>
  readonly count: ComputedRef<number>
  open(request: { readonly filter: unknown; readonly sort: ListSort }): Promise<void>
  /** The row of a place in the list, or `undefined` while its window is on the way. */
  rowAt(index: number): Row | undefined
  ensure(from: number, to: number): Promise<void>
}

/** Keeps one snapshot open at a time and its rows by windows, so that the scroll bar can jump (architecture §3, lists). */
export function useList<Row>(source: () => ListSource<Row>): OpenList<Row> {
  const snapshot = shallowRef<ListSnapshot<Row> | null>(null)
  const failure = shallowRef<WireError | null>(null)
  const opening = shallowRef(false)
  const rows = shallowRef(new Map<number, Row>())
  const asked = new Map<number, Promise<void>>()
  let request: { readonly filter: unknown; readonly sort: ListSort } | null = null
  let attempt = 0

  function put(from: number, part: readonly Row[]): void {
    part.forEach((row, index) => rows.value.set(from + index, row))
    triggerRef(rows)
  }

  function release(): void {
    if (snapshot.value !== null) source().close?.(snapshot.value.snapshotId)
  }

  async function open(next: { readonly filter: unknown; readonly sort: ListSort }): Promise<void> {
    const mine = ++attempt
    request = next
    opening.value = true
    const answer = await source().open(next)
    if (mine !== attempt) {
      if (answer.ok) source().close?.(answer.value.snapshotId)
      return
    }
    opening.value = false
    failure.value = answer.ok ? null : answer.error
    if (!answer.ok) return
    release()
    asked.clear()
    rows.value = new Map()
    snapshot.value = answer.value
    put(0, answer.value.rows)
  }

  async function fetchWindow(window: number): Promise<void> {
    const current = snapshot.value
    if (current === null) return
    const from = window * WINDOW
    const answer = await source().window({ snapshotId: current.snapshotId, from, size: WINDOW })
    if (snapshot.value !== current) return
    if (answer.ok) {
      put(from, answer.value.rows)
      return
    }
    asked.delete(window)
    // The reader has forgotten the snapshot (it restarted, or the page slept): the same list is opened anew.
    if (answer.error.code === 'list.expired' && request !== null) await open(request)
  }

  async function ensure(from: number, to: number): Promise<void> {
    const last = Math.min(to, (snapshot.value?.count ?? 0) - 1)
    const waiting: Promise<void>[] = []
    for (let window = Math.floor(Math.max(from, 0) / WINDOW); window * WINDOW <= last; window++) {
      if (isComplete(window)) continue
      const known = asked.get(window) ?? fetchWindow(window)
      asked.set(window, known)
      waiting.push(known)
    }
    await Promise.all(waiting)
  }

  function isComplete(window: number): boolean {
    const end = Math.min((window + 1) * WINDOW, snapshot.value?.count ?? 0)
    for (let index = window * WINDOW; index < end; index++) if (!rows.value.has(index)) return false
    return true
  }

  onScopeDispose(release)
  return {
    snapshot,
    failure,
    opening,
    count: computed(() => snapshot.value?.count ?? 0),
    open,
    rowAt: (index) => rows.value.get(index),
    ensure,
  }
}
