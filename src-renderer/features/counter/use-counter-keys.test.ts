import { flushPromises, mount } from '@vue/test-utils'
import { createPinia } from 'pinia'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { KeepAlive, defineComponent, h, shallowRef } from 'vue'
import { createMemoryHistory, createRouter } from 'vue-router'

import { pageHome } from '../../platform/hand.ts'
import { searchBox, tellSearch } from '../../platform/search-box.ts'
import { EMPTY_COUNTER } from './key-machine.ts'
import type { CounterMode } from './key-machine.ts'
import type { Counter } from './use-counter.ts'
import { useCounterKeys } from './use-counter-keys.ts'

afterEach(() => {
  searchBox.value = null
})

/** 1-1-202 is on the screen; the search box holds `searching`, or the focus is elsewhere. */
function desk(options: { searching?: string; mode?: CounterMode; amount?: 'readable' | 'unreadable' } = {}) {
  const { searching, mode = 'lines', amount = 'readable' } = options
  searchBox.value = { focus: vi.fn<() => void>(), clear: vi.fn<() => void>(), typing: () => searching ?? null }
  const focusLines = vi.fn<() => void>()
  const found = vi.fn<Counter['found']>().mockResolvedValue('on_screen')
  const counter = {
    opened: { account: shallowRef<object | null>({ room: { code: '1-1-202' } }) },
    state: shallowRef({ ...EMPTY_COUNTER, mode }),
    posted: shallowRef(null),
    dispatch: vi.fn<() => void>(),
    post: vi.fn<() => void>(),
    refuse: vi.fn<() => void>(),
    found,
  }
  let acts: ReturnType<typeof useCounterKeys> | undefined
  const Page = defineComponent({
    setup() {
      acts = useCounterKeys(counter as unknown as Counter, {
        focusLines,
        focusAmount: vi.fn<() => void>(),
        checkAmount: () => amount === 'readable',
      })
      return () => h('div')
    },
  })
  const router = createRouter({ history: createMemoryHistory(), routes: [{ path: '/', component: Page }] })
  const wrapper = mount(() => h(KeepAlive, () => h(Page)), { global: { plugins: [createPinia(), router] } })
  return { wrapper, counter, focusLines, post: () => acts?.post() }
}

describe('F12', () => {
  it('posts from the lines, and from a search box that still names the account on the screen', () => {
    for (const at of [desk(), desk({ searching: '1-1-202' })]) {
      at.post()
      expect(at.counter.post).toHaveBeenCalledOnce()
    }
  })

  it.each(['1-1-20', '刘秀英', ''])('posts nothing while the search box has the focus and holds "%s"', (searching) => {
    const { counter, post } = desk({ searching })
    post()
    expect(counter.refuse).toHaveBeenCalledWith('other_text')
    expect(counter.post).not.toHaveBeenCalled()
  })

  it('posts nothing while the date or the amount over the lines waits for Enter', () => {
    const { counter, post } = desk({ mode: 'amount' })
    post()
    expect(counter.refuse).toHaveBeenCalledWith('field_open')
    expect(counter.post).not.toHaveBeenCalled()
  })

  it('posts nothing on an amount that is no amount', () => {
    const { counter, post } = desk({ amount: 'unreadable' })
    post()
    expect(counter.post).not.toHaveBeenCalled()
  })
})

describe('the hand at the counter', () => {
  it('is at home on the lines of an account, else in the search', () => {
    const { counter, focusLines } = desk()
    pageHome.value?.()
    expect(focusLines).toHaveBeenCalledOnce()
    counter.opened.account.value = null
    pageHome.value?.()
    expect(searchBox.value?.focus).toHaveBeenCalledOnce()
  })

  it('is left in the search while somebody is typing there', () => {
    const { counter } = desk({ searching: '1-1' })
    counter.opened.account.value = null
    pageHome.value?.()
    expect(searchBox.value?.focus).not.toHaveBeenCalled()
  })
})

describe('the search box', () => {
  it('gives the hand to the lines when it finds the room that is on the screen, and when Esc leaves it', async () => {
    const { counter, focusLines } = desk()
    tellSearch('picked')
    await flushPromises()
    expect(focusLines).toHaveBeenCalledOnce()
    tellSearch('left')
    await flushPromises()
    expect(focusLines).toHaveBeenCalledTimes(2)
    expect(counter.dispatch).toHaveBeenCalledWith({ type: 'mode', mode: 'lines' })
  })

  it('leaves the hand to the account that is still being opened', async () => {
    const { counter, focusLines } = desk()
    counter.found.mockResolvedValue('opening')
    tellSearch('picked')
    await flushPromises()
    expect(focusLines).not.toHaveBeenCalled()
  })

  it('says nothing to a counter that has gone', async () => {
    const { wrapper, counter } = desk()
    wrapper.unmount()
    tellSearch('picked')
    await flushPromises()
    expect(counter.found).not.toHaveBeenCalled()
  })
})
