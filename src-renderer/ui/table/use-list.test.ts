import { effectScope, ref } from 'vue'
import { describe, expect, it } from 'vitest'

import type { ListSource } from './list-source.ts'
import { useList } from './use-list.ts'
import { useTicks } from './use-ticks.ts'

interface Row {
  readonly id: string
}
const ORDER = { filter: {}, sort: { key: 'id', direction: 'asc' as const } }

/** A list of `count` rows of which the reader forgets the snapshot when told to. */
function listOf(count: number): {
  readonly source: ListSource<Row>
  readonly asked: number[]
  forget(): void
  opened(): number
} {
  const asked: number[] = []
  let opened = 0
  let forgotten = false
  const rowsFrom = (from: number, size: number): Row[] =>
    Array.from({ length: Math.max(0, Math.min(size, count - from)) }, (_, index) => ({ id: `r${from + index}` }))
  return {
    asked,
    opened: () => opened,
    forget: () => {
      forgotten = true
    },
    source: {
      open: () => {
        opened += 1
        forgotten = false
        return Promise.resolve({
          ok: true,
          value: { snapshotId: `s${opened}`, count, cut: false, sums: {}, rows: rowsFrom(0, 100) },
        })
      },
      window: ({ from, size }) => {
        asked.push(from)
        if (forgotten)
          return Promise.resolve({ ok: false, error: { class: 'not_found', code: 'list.expired', params: {} } })
        return Promise.resolve({ ok: true, value: { rows: rowsFrom(from, size) } })
      },
    },
  }
}

describe('a long list', () => {
  it('asks for the rows in sight alone, and for none twice', async () => {
    const { source, asked } = listOf(20_000)
    const list = effectScope().run(() => useList(() => source))
    if (list === undefined) throw new Error('no scope')
    await list.open(ORDER)
    await Promise.all([list.ensure(15_010, 15_030), list.ensure(15_015, 15_035)])
    await list.ensure(0, 40)
    expect(asked).toEqual([15_000])
    expect(list.rowAt(15_020)).toEqual({ id: 'r15020' })
    expect(list.rowAt(5_000)).toBeUndefined()
  })

  it('opens itself again when the reader has forgotten it', async () => {
    const { source, forget, opened } = listOf(500)
    const list = effectScope().run(() => useList(() => source))
    if (list === undefined) throw new Error('no scope')
    await list.open(ORDER)
    forget()
    await list.ensure(200, 220)
    expect(opened()).toBe(2)
    expect(list.failure.value).toBeNull()
  })

  it('ticks a range across rows that were never on the screen', async () => {
    const { source } = listOf(500)
    const list = effectScope().run(() => useList(() => source))
    if (list === undefined) throw new Error('no scope')
    await list.open(ORDER)
    const selected = ref<ReadonlySet<string>>(new Set())
    const ticks = useTicks({ list, selected, rowKey: (row: Row) => row.id })
    await ticks.tickRange(350, 95)
    expect(selected.value.size).toBe(256)
    expect(selected.value.has('r222')).toBe(true)
    await ticks.toggleAll()
    expect(selected.value.size).toBe(0)
  })
})
