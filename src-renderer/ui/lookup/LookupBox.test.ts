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

/** As every page uses it: the text belongs to the page, which gives it back a tick later. */
function box(search: (text: string) => Promise<readonly Hit[]>, more: Record<string, unknown> = {}) {
  const wrapper = mount(LookupBox<Hit>, {
    props: {
      search,
      label: '查找',
      text: '',
      'onUpdate:text': (text: string | undefined) => wrapper.setProps({ text: text ?? '' }),
      ...more,
    },
  })
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

  it('searches what stands in the box, not what stood there before the last key', async () => {
    const asked: string[] = []
    const { type } = box((text) => {
      asked.push(text)
      return Promise.resolve(two)
    })
    await type('1-1-20')
    await type('1-1-202')
    expect(asked).toEqual(['1-1-20', '1-1-202'])
  })

  it('opens what the arrows chose even when Enter comes before the next answer', async () => {
    const { wrapper, input, type } = box((text) => (text === '3-2' ? Promise.resolve(two) : new Promise(() => {})))
    await type('3-2')
    await input.trigger('keydown', { key: 'ArrowDown' })
    await input.trigger('keydown', { key: 'Enter' })
    expect(wrapper.emitted('pick')).toEqual([[two[1]]])
  })

  it('keeps the chosen row when a late answer brings the list anew', async () => {
    const answers: ((hits: readonly Hit[]) => void)[] = []
    const { wrapper, input, type } = box(() => new Promise((resolve) => answers.push(resolve)))
    await type('3')
    answers[0]?.(two)
    await type('3-2')
    await input.trigger('keydown', { key: 'ArrowDown' })
    answers[1]?.([{ id: '0', title: '3-2-1500' }, ...two])
    await flushPromises()
    await input.trigger('keydown', { key: 'Enter' })
    expect(wrapper.emitted('pick')).toEqual([[two[1]]])
  })

  it('typing on gives the arrows’ choice up: Enter asks for what is written now', async () => {
    const { wrapper, input, type } = box((text) => Promise.resolve(text === '3-2' ? two : [{ id: '9', title: text }]))
    await type('3-2')
    await input.trigger('keydown', { key: 'ArrowDown' })
    await input.setValue('1-1-101')
    await input.trigger('keydown', { key: 'Enter' })
    await flushPromises()
    expect(wrapper.emitted('pick')).toEqual([[{ id: '9', title: '1-1-101' }]])
  })

  it('asks again on Enter after the list was closed', async () => {
    const { wrapper, input, type } = box(() => Promise.resolve(two))
    await type('3-2')
    await input.trigger('keydown', { key: 'Escape' })
    await input.trigger('keydown', { key: 'Enter' })
    await flushPromises()
    expect(wrapper.emitted('pick')).toEqual([[two[0]]])
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
    const { wrapper, type } = box(() => Promise.resolve([two[0] as Hit]), { restMs: 400 })
    await type('1501')
    expect(wrapper.emitted('pick')).toBeUndefined()
    await vi.advanceTimersByTimeAsync(400)
    expect(wrapper.emitted('pick')).toHaveLength(1)
  })

  it('lets a hit wait for Enter that the page does not want opened by a rest', async () => {
    const { wrapper, type } = box(() => Promise.resolve([two[0] as Hit]), { restMs: 400, takenByRest: () => false })
    await type('800')
    await vi.advanceTimersByTimeAsync(1_000)
    expect(wrapper.emitted('pick')).toBeUndefined()
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
