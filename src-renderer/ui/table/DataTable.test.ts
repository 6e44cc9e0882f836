import { flushPromises, mount } from '@vue/test-utils'
import { beforeEach, describe, expect, it, vi } from 'vitest'

import DataTable from './DataTable.vue'
import type { DataColumn } from './column.ts'
import { arraySource } from './list-source.ts'

interface Room {
  readonly id: string
  readonly code: string
  readonly owedFen: number
}
const rooms: readonly Room[] = Array.from({ length: 12 }, (_, index) => ({
  id: `r${index}`,
  code: `3-1-${String(index + 101).padStart(4, '0')}`,
  owedFen: index * 100,
}))
const columns: readonly DataColumn<Room>[] = [
  { key: 'code', title: '房号', kind: 'code', width: 100, sortKey: 'code' },
  { key: 'owedFen', title: '欠费', kind: 'due', width: 100, sumKey: 'owed' },
  { key: 'note', title: '备注', width: 100, optional: true },
]

beforeEach(() => localStorage.clear())

async function table(slots: Record<string, string> = {}) {
  const wrapper = mount(DataTable<Room>, {
    props: {
      name: 'rooms',
      columns,
      source: arraySource(rooms, { sums: { owed: 3_820_417 } }),
      rowKey: (room: Room) => room.id,
      sort: { key: 'code', direction: 'asc' as const },
      unit: '户',
      selectable: true,
      exportable: true,
      selected: new Set<string>(),
      'onUpdate:selected': (selected: ReadonlySet<string>) => wrapper.setProps({ selected }),
    },
    slots,
    attachTo: document.body,
  })
  await flushPromises()
  const grid = wrapper.get('.grid')
  return {
    wrapper,
    press: async (key: string, more: Record<string, unknown> = {}) => {
      await grid.trigger('keydown', { key, ...more })
      await flushPromises()
    },
    ticked: (): readonly string[] => [...(wrapper.props('selected') as ReadonlySet<string>)],
  }
}

describe('a list that is filtered', () => {
  it('begins at its top again, and keeps its place when the same list is read again', async () => {
    const { wrapper, press } = await table()
    const current = (): string | undefined => (wrapper.emitted('update:current')?.at(-1)?.[0] as Room | undefined)?.id
    await press('End')
    await wrapper.setProps({ version: 1 })
    await flushPromises()
    expect(current()).toBe('r11')
    await wrapper.setProps({ filter: { text: '3-1' } })
    await flushPromises()
    expect(current()).toBe('r0')
    await press('ArrowDown')
    await press('Enter')
    expect(wrapper.emitted('open')).toEqual([[rooms[1]]])
  })

  it.each(['ArrowDown', 'Enter'])('goes from a filter to its rows on %s', async (key) => {
    const { wrapper } = await table({ filters: '<input class="find">' })
    const field = wrapper.get<HTMLInputElement>('.find')
    field.element.focus()
    await field.trigger('keydown', { key })
    expect(document.activeElement).toBe(wrapper.get('.grid').element)
  })

  it('leaves the arrows to a select among the filters', async () => {
    const { wrapper } = await table({ filters: '<input class="find" role="combobox">' })
    const field = wrapper.get<HTMLInputElement>('.find')
    field.element.focus()
    await field.trigger('keydown', { key: 'ArrowDown' })
    expect(document.activeElement).toBe(field.element)
  })
})

describe('a list under the hand', () => {
  it('shows count and sums over all that match', async () => {
    const { wrapper } = await table()
    expect(wrapper.get('footer').text()).toMatch(/共 12 户\s*欠费 38,204\.17/)
  })

  it('opens the row that the arrows reached, on Enter', async () => {
    const { wrapper, press } = await table()
    await press('ArrowDown')
    await press('ArrowDown')
    await press('ArrowUp')
    await press('Enter')
    expect(wrapper.emitted('open')).toEqual([[rooms[1]]])
  })

  it('ticks with Space, and a range with Shift and arrows', async () => {
    const { press, ticked } = await table()
    await press(' ')
    expect(ticked()).toEqual(['r0'])
    await press('End')
    await press('ArrowUp', { shiftKey: true })
    await press('ArrowUp', { shiftKey: true })
    expect(ticked()).toEqual(['r0', 'r10', 'r11', 'r9'])
    await press('a', { ctrlKey: true })
    expect(ticked()).toEqual([])
    await press('a', { ctrlKey: true })
    expect(ticked()).toHaveLength(12)
  })

  it('copies the ticked rows for a sheet, without the columns that are not shown', async () => {
    const writeText = vi.fn<(text: string) => Promise<void>>(() => Promise.resolve())
    vi.stubGlobal('navigator', { clipboard: { writeText } })
    const { press } = await table()
    await press('ArrowDown')
    await press(' ')
    await press('c', { ctrlKey: true })
    expect(writeText).toHaveBeenCalledWith('房号\t欠费\n3-1-0102\t1.00')
    vi.unstubAllGlobals()
  })

  it('hands filter, order and shown columns to the export', async () => {
    const { wrapper } = await table()
    await wrapper.get('footer button').trigger('click')
    expect(wrapper.emitted('export')).toEqual([
      [{ filter: {}, sort: { key: 'code', direction: 'asc' }, columns: ['code', 'owedFen'] }],
    ])
  })
})
