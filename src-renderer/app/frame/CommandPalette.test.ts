import { flushPromises, mount } from '@vue/test-utils'
import { createPinia, setActivePinia } from 'pinia'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { createMemoryHistory, createRouter } from 'vue-router'

import { ShortcutDispatcher } from '../../platform/shortcuts/dispatcher.ts'
import { SHORTCUTS } from '../../platform/shortcuts/use-shortcuts.ts'
import { ALL_SHORTCUTS } from '../shortcuts.ts'
import CommandPalette from './CommandPalette.vue'
import { matchEntries } from './palette-entries.ts'
import { loadSpelling } from './spelling.ts'

afterEach(() => {
  document.body.innerHTML = ''
})

async function palette() {
  setActivePinia(createPinia())
  const dispatcher = new ShortcutDispatcher(ALL_SHORTCUTS)
  const history = vi.fn<() => void>()
  const post = vi.fn<() => void>()
  dispatcher.open({
    scope: 'counter',
    handlers: { 'counter.history': history, 'counter.post': post, 'counter.down': vi.fn<() => void>() },
    modal: false,
    openedAtMs: 0,
  })
  const page = { template: '<i />' }
  const router = createRouter({
    history: createMemoryHistory(),
    routes: [
      { path: '/', component: page },
      { path: '/password', component: page },
      { path: '/help/shortcuts', component: page },
    ],
  })
  const wrapper = mount(CommandPalette, {
    props: { open: false, 'onUpdate:open': (open: boolean) => wrapper.setProps({ open }) },
    attachTo: document.body,
    global: { plugins: [router], provide: { [SHORTCUTS as symbol]: dispatcher } },
  })
  await wrapper.setProps({ open: true })
  await vi.waitFor(() => expect(document.querySelector('.palette input')).not.toBeNull())
  await flushPromises()
  const input = document.querySelector<HTMLInputElement>('.palette input')
  if (input === null) throw new Error('the palette has a box')
  return {
    router,
    dispatcher,
    history,
    titles: () => [...document.querySelectorAll('.palette [role="option"] .grow')].map((one) => one.textContent),
    chosen: () => document.querySelector('.palette [aria-selected="true"] .grow')?.textContent,
    type: async (text: string) => {
      input.value = text
      input.dispatchEvent(new Event('input'))
      await flushPromises()
    },
    press: async (key: string) => {
      input.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true }))
      await flushPromises()
    },
  }
}

describe('the palette', () => {
  it('is one list that the arrows drive, before anything is typed', async () => {
    const { titles, chosen, press, router } = await palette()
    expect(titles()).toEqual(['今日', '任务', '快捷键', '修改密码', '缴费记录'])
    for (let step = 0; step < 3; step++) await press('ArrowDown')
    expect(chosen()).toBe('修改密码')
    await press('Enter')
    await vi.waitFor(() => expect(router.currentRoute.value.path).toBe('/password'))
  })

  it('does what the open page can do, but never posts money or moves in it', async () => {
    const { titles, type, press, history } = await palette()
    await type('jfjl')
    expect(titles()).toEqual(['缴费记录'])
    await press('Enter')
    await vi.waitFor(() => expect(history).toHaveBeenCalledOnce())
  })

  it('keeps the keys of the page behind it from acting', async () => {
    const { dispatcher } = await palette()
    const press = {
      key: 'h',
      code: 'KeyH',
      ctrlKey: true,
      metaKey: false,
      altKey: false,
      shiftKey: false,
      isComposing: false,
      keyCode: 0,
    }
    expect(dispatcher.find(press, { atMs: 9_000, repeat: false, inTextField: false })).toBeNull()
  })
})

describe('a page is found', () => {
  const entries = ['数据导入', '收费台', '收据', '导入记录'].map((title) => ({
    id: title,
    title,
    detail: '',
    keys: '',
    run: () => undefined,
  }))

  it.each([
    ['daoru', ['导入记录', '数据导入']],
    ['dr', ['导入记录', '数据导入']],
    ['sf', ['收费台']],
    ['导入', ['导入记录', '数据导入']],
    ['SHOUJU', ['收据']],
    ['zzz', []],
  ])('by %s', async (wanted, titles) => {
    const spellingOf = await loadSpelling()
    expect(matchEntries(entries, { wanted, spellingOf }).map(({ title }) => title)).toEqual(titles)
  })
})
