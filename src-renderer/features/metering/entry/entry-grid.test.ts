import { flushPromises, mount } from '@vue/test-utils'
import { createPinia, setActivePinia } from 'pinia'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { defineComponent, h, nextTick, ref } from 'vue'

import type { Id } from '../../../../src-shared/kernel/ids.ts'
import { localDate, month } from '../../../../src-shared/kernel/time.ts'
import { call } from '../../../platform/client.ts'
import type { InputFor } from '../../../platform/client.ts'
import { asked } from '../../../ui/layer/confirm.ts'
import type { EntryRow } from '../meter-words.ts'
import EntryGrid from './EntryGrid.vue'
import { useEntryRows } from './entry-rows.ts'
import { entrySaver } from './save-entry.ts'

type Entered = InputFor<'metering.enter'>
let sent: Entered[]

beforeEach(() => {
  setActivePinia(createPinia())
  sessionStorage.clear()
  sent = []
  vi.spyOn(call, 'command').mockImplementation(((_name: string, input: Entered) => {
    sent.push(input)
    const row = meter(input.meterId.slice(-1), { reading: kept(input) })
    return Promise.resolve({ ok: true, value: row })
  }) as never)
})
afterEach(() => {
  document.body.innerHTML = ''
  vi.restoreAllMocks()
})

const meterId = (n: string): Id => `0190b5f0-0000-7000-8000-00000000000${n}` as Id

function kept({ readOn, kind, dials, confirmed }: Entered): EntryRow['reading'] {
  const readingId = meterId('9')
  return {
    readingId,
    readOn,
    kind,
    dials,
    state: 'checked',
    usageE3: 9000,
    anomalies: confirmed,
    reason: null,
    isCorrected: false,
    reader: '',
  }
}

/** Stood at 1,376 with 10 and 10 before. */
function meter(n: string, changes: Partial<EntryRow> = {}): EntryRow {
  return {
    meterId: meterId(n),
    code: `S-${n}`,
    medium: 'cold_water',
    building: '3栋',
    roomCode: `3-1-10${n}`,
    place: null,
    occupancy: 'occupied',
    serialNo: null,
    route: '3栋',
    routeOrder: Number(n),
    verifiedUntilOn: null,
    facts: {
      registers: ['total'],
      digits: 5,
      multiplierE3: 1000,
      loss: { kind: 'none' },
      ways: [{ register: 'total', startE3: 1_376_000, realE3: null, run: 'forward', carriedE3: 0 }],
      earlierE3: [10_000, 10_000],
      occupancy: 'occupied',
    },
    previousOn: localDate('2026-10-31'),
    previousKind: 'normal',
    reading: null,
    stopped: null,
    ...changes,
  }
}

/** The grid as its page puts it together: rows, saver, and the hand that goes on when a row is kept. */
async function grid(rows: readonly EntryRow[]) {
  const cursor = ref(0)
  let saver: ReturnType<typeof entrySaver> | undefined
  const Page = defineComponent({
    setup() {
      const entry = useEntryRows()
      entry.rows.value = rows
      const own = entrySaver(entry, { month: () => month('2026-11'), readOn: () => localDate('2026-11-20') })
      saver = own
      return () =>
        h(EntryGrid, {
          rows: entry.rows.value,
          cursor: cursor.value,
          draftOf: entry.draftOf,
          problems: entry.problems.value,
          editable: true,
          onType: entry.type,
          onGo: (index: number) => (cursor.value = index),
          onSave: async (row: EntryRow) => {
            if (await own.save(row)) cursor.value += 1
          },
        })
    },
  })
  const wrapper = mount(Page, { attachTo: document.body })
  await nextTick()
  const field = () => wrapper.get<HTMLInputElement>('tr.current input')
  return {
    wrapper,
    cursor,
    question: () => saver?.question.value ?? null,
    row: (n: string) => wrapper.get(`[data-meter="S-${n}"]`).text(),
    type: (text: string) => field().setValue(text),
    press: async (key: string) => {
      await wrapper.get('tr.current').trigger('keydown', { key })
      await flushPromises()
    },
    enter: async () => {
      await field().trigger('keydown', { key: 'Enter' })
      await flushPromises()
    },
  }
}

describe('the grid of readings', () => {
  it('keeps a figure on Enter and goes to the next meter', async () => {
    const page = await grid([meter('1'), meter('2')])
    await page.type('1385')
    await page.enter()
    expect(sent).toEqual([
      {
        meterId: meterId('1'),
        month: '2026-11',
        readingId: null,
        readOn: '2026-11-20',
        kind: 'normal',
        dials: [{ register: 'total', valueE3: 1_385_000, run: 'forward', rollOver: 'by_rule' }],
        confirmed: [],
      },
    ])
    expect(page.cursor.value).toBe(1)
    expect(page.row('1')).toContain('已复核')
    expect(document.activeElement).toBe(page.wrapper.get('tr.current input').element)
  })

  it('shows the reading before and, while it is typed, the usage', async () => {
    const page = await grid([meter('1')])
    expect(page.row('1')).toContain('1,376')
    await page.type('1385.5')
    expect(page.row('1')).toContain('9.5')
    await page.type('1385')
    expect(page.row('1')).not.toContain('9.5')
  })

  it('goes on over an empty row and keeps nothing of it', async () => {
    const page = await grid([meter('1'), meter('2')])
    await page.enter()
    expect([sent, page.cursor.value]).toEqual([[], 1])
    await page.press('ArrowUp')
    expect(page.cursor.value).toBe(0)
  })

  it('keeps what was typed when the hand goes away by arrow', async () => {
    const page = await grid([meter('1'), meter('2')])
    await page.type('1385')
    await page.press('ArrowDown')
    expect(page.cursor.value).toBe(1)
    expect(page.row('1')).toContain('1,385')
    expect(sent).toEqual([])
  })

  it('asks at once about a red usage, and sends what was confirmed', async () => {
    const page = await grid([meter('1'), meter('2')])
    await page.type('1476')
    expect(page.row('1')).toContain('100 !')
    await page.enter()
    expect(asked.value?.consequences[0]).toBe('比近两期平均高出一倍半以上')
    asked.value?.answer(false)
    await flushPromises()
    expect([sent, page.cursor.value]).toEqual([[], 0])
    await page.enter()
    asked.value?.answer(true)
    await flushPromises()
    expect(sent).toMatchObject([{ confirmed: ['far_above_mean'] }])
    expect(page.cursor.value).toBe(1)
  })

  it('asks what happened when the figure went down', async () => {
    const page = await grid([meter('1'), meter('2')])
    await page.type('1370')
    await page.enter()
    expect(page.question()?.answers).toEqual(['rolled_over', 'replaced', 'reversed', 'mistyped'])
    page.question()?.answer('mistyped')
    await flushPromises()
    expect([sent, page.cursor.value]).toEqual([[], 0])
    await page.enter()
    page.question()?.answer('reversed')
    await flushPromises()
    expect(sent).toMatchObject([{ dials: [{ valueE3: 1_370_000, run: 'reversed' }] }])
  })

  it('sends to the registry whoever says that the meter was replaced', async () => {
    const page = await grid([meter('1')])
    await page.type('5')
    await page.enter()
    page.question()?.answer('replaced')
    await flushPromises()
    expect(page.row('1')).toContain('换表')
    expect(sent).toEqual([])
  })

  it('names the first reading as one, and goes through the registers of a meter before the next', async () => {
    const two: Partial<EntryRow> = {
      facts: { ...meter('1').facts, registers: ['peak', 'valley'], ways: [], earlierE3: [] },
      previousOn: null,
      previousKind: null,
    }
    const page = await grid([meter('1', two), meter('2')])
    expect(page.row('1')).toContain('首次')
    const [peak, valley] = page.wrapper.findAll<HTMLInputElement>('tr.current input')
    await peak?.setValue('10')
    await peak?.trigger('keydown', { key: 'Enter' })
    await flushPromises()
    expect(document.activeElement).toBe(valley?.element)
    await valley?.setValue('20')
    await valley?.trigger('keydown', { key: 'Enter' })
    await flushPromises()
    expect(sent).toMatchObject([{ kind: 'first', dials: [{ register: 'peak' }, { register: 'valley' }] }])
  })

  it('lets nobody type over a billed reading', async () => {
    const billed = meter('1', { reading: { ...kept(enteredAt(1_385_000)), state: 'billed' } as EntryRow['reading'] })
    const page = await grid([billed, meter('2')])
    expect(page.wrapper.find('[data-meter="S-1"] input').exists()).toBe(false)
    expect(page.row('1')).toContain('已计费')
  })

  it('draws only the rows in sight of a long route', async () => {
    const page = await grid(
      Array.from({ length: 2_000 }, (_, index) => meter('1', { code: `S-${index}`, meterId: `m${index}` as Id })),
    )
    expect(page.wrapper.findAll('tbody tr').length).toBeLessThan(80)
  })
})

function enteredAt(valueE3: number): Entered {
  return {
    meterId: meterId('1'),
    month: month('2026-11'),
    readingId: null,
    readOn: localDate('2026-11-20'),
    kind: 'normal',
    dials: [{ register: 'total', valueE3, run: 'forward', rollOver: 'by_rule' }],
    confirmed: [],
  }
}
