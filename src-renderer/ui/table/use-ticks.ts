import { computed } from 'vue'
import type { ComputedRef, Ref } from 'vue'

import type { OpenList } from './use-list.ts'

export interface Ticks<Row> {
  readonly allState: ComputedRef<'on' | 'off' | 'some'>
  has(index: number): boolean
  toggle(index: number): void
  toggleAll(): Promise<void>
  /** Ticks every row between two places, in either order; loads what is not there yet. */
  tickRange(from: number, to: number): Promise<void>
  tickedRows(): readonly Row[]
}

/** Ticked rows by key, over the windows of a list. */
export function useTicks<Row>(options: {
  readonly list: OpenList<Row>
  readonly selected: Ref<ReadonlySet<string>>
  readonly rowKey: (row: Row) => string
}): Ticks<Row> {
  const { list, selected, rowKey } = options

  function keyAt(index: number): string | null {
    const row = list.rowAt(index)
    return row === undefined ? null : rowKey(row)
  }

  async function tickRange(from: number, to: number): Promise<void> {
    const [first, last] = from <= to ? [from, to] : [to, from]
    await list.ensure(first, last)
    const next = new Set(selected.value)
    for (let index = first; index <= last; index++) {
      const key = keyAt(index)
      if (key !== null) next.add(key)
    }
    selected.value = next
  }

  return {
    allState: computed(() => {
      if (selected.value.size === 0) return 'off'
      return selected.value.size >= list.count.value ? 'on' : 'some'
    }),
    has: (index) => selected.value.has(keyAt(index) ?? ''),
    toggle: (index) => {
      const key = keyAt(index)
      if (key === null) return
      const next = new Set(selected.value)
      if (!next.delete(key)) next.add(key)
      selected.value = next
    },
    toggleAll: async () => {
      if (selected.value.size > 0) selected.value = new Set()
      else await tickRange(0, list.count.value - 1)
    },
    tickRange,
    tickedRows: () => {
      const rows: Row[] = []
      for (let index = 0; index < list.count.value; index++) {
        const row = list.rowAt(index)
        if (row !== undefined && selected.value.has(rowKey(row))) rows.push(row)
      }
      return rows
    },
  }
}
