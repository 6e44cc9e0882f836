import { flushPromises, mount } from '@vue/test-utils'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'

import LookupBox from './LookupBox.vue'
import { liveText } from './live-text.ts'

interface Hit {
  readonly id: string
  readonly title: string
}

beforeEach(() => vi.useFakeTimers())
afterEach(() => vi.useRealTimers())

function box(search: (text: string) => Promise<readonly Hit[]>, restMs = 0) {
  const wrapper = mount(LookupBox<Hit>, { props: { search, label: '查找', restMs } })
  const input = wrapper.get('input')
  return {
    wrapper,
    input,
    type: async (text: string) => {
      await input.setValue(text)
      await vi.advanceTimersByTimeAsync(100)
      await flushPromises()
    },
  }
}

const two = [
  { id: '1', title: '3-2-1501' },
  { id: '2', title: '3-2-1502' },
]

describe('the search box', () => {
  it('takes the hit that the arrows chose, on Enter', async () => {
    const { wrapper, input, type } = box(() => Promise.resolve(two))
    await type('3-2')
    await input.trigger('keydown', { key: 'ArrowDown' })
    await input.trigger('keydown', { key: 'Enter' })
    await flushPromises()
    expect(wrapper.emitted('pick')).toEqual([[two[1]]])
  })

  it('never takes the answer to an older question', async () => {
    const answers: ((hits: readonly Hit[]) => void)[] = []
    const { wrapper, type } = box(() => new Promise((resolve) => answers.push(resolve)))
    await type('3')
    await type('3-2')
    answers[1]?.([two[1] as Hit])
    answers[0]?.([two[0] as Hit])
    await flushPromises()
    expect(wrapper.text()).toContain('3-2-1502')
    expect(wrapper.text()).not.toContain('3-2-1501')
  })

  it('opens a single hit after a rest where the page asks for it', async () => {
    const { wrapper, type } = box(() => Promise.resolve([two[0] as Hit]), 400)
    await type('1501')
    expect(wrapper.emitted('pick')).toBeUndefined()
    await vi.advanceTimersByTimeAsync(400)
    expect(wrapper.emitted('pick')).toHaveLength(1)
  })

  it('finds 张三 while zhang’san is still being composed', () => {
    expect(liveText("zhang'san", 'composing')).toBe('zhangsan')
    expect(liveText('zhang san', 'composing')).toBe('zhangsan')
    expect(liveText('３－２－１５０１ ', 'typed')).toBe('3-2-1501')
  })

  it('leaves Enter to the input method', async () => {
    const { wrapper, input, type } = box(() => Promise.resolve(two))
    await type('zhang')
    await input.trigger('keydown', { key: 'Enter', keyCode: 229 })
    await flushPromises()
    expect(wrapper.emitted('pick')).toBeUndefined()
  })
})
