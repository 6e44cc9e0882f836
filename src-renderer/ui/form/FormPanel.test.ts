import { flushPromises, mount } from '@vue/test-utils'
import { afterEach, describe, expect, it } from 'vitest'
import { defineComponent, h, nextTick, ref } from 'vue'

import type { Fen } from '../../../src-shared/kernel/money.ts'
import FormPanel from '../layer/FormPanel.vue'
import { asked } from '../layer/confirm.ts'
import MoneyInput from '../number/MoneyInput.vue'
import FormField from './FormField.vue'

afterEach(() => {
  document.body.innerHTML = ''
  asked.value = null
})

function form(props: { changed?: boolean; errors?: Record<string, string> } = {}) {
  const first = ref<Fen | null>(null)
  const second = ref<Fen | null>(null)
  const Host = defineComponent({
    setup: () => () => [
      h(FormField, { label: '实收', name: 'paid' }, () =>
        h(MoneyInput, { modelValue: first.value, 'onUpdate:modelValue': (value: Fen | null) => (first.value = value) }),
      ),
      h(FormField, { label: '找零', name: 'change' }, () =>
        h(MoneyInput, {
          modelValue: second.value,
          'onUpdate:modelValue': (value: Fen | null) => (second.value = value),
        }),
      ),
    ],
  })
  const wrapper = mount(FormPanel, {
    props: { title: '收款', ...props },
    slots: { default: () => h(Host) },
    attachTo: document.body,
  })
  const [one, two] = wrapper.findAll('input')
  if (one === undefined || two === undefined) throw new Error('two fields')
  return { wrapper, one, two }
}

describe('a form', () => {
  it('begins in its first field; Enter goes to the next and Ctrl+Enter saves', async () => {
    const { wrapper, one, two } = form()
    expect(document.activeElement).toBe(one.element)
    await one.trigger('keydown', { key: 'Enter' })
    expect(document.activeElement).toBe(two.element)
    await two.trigger('keydown', { key: 'Enter', ctrlKey: true })
    await flushPromises()
    expect(wrapper.emitted('submit')).toHaveLength(1)
  })

  it('does not save while a field holds what is no amount, and leads back to it', async () => {
    const { wrapper, one, two } = form()
    await one.setValue('abc')
    two.element.focus()
    await two.trigger('keydown', { key: 'Enter', ctrlKey: true })
    await flushPromises()
    expect(wrapper.emitted('submit')).toBeUndefined()
    expect(document.activeElement).toBe(one.element)
  })

  it('leads to the field that was refused and says why under it', async () => {
    const { wrapper, two } = form()
    await wrapper.setProps({ errors: { change: '超过了实收。' } })
    await nextTick()
    expect(document.activeElement).toBe(two.element)
    expect(wrapper.text()).toContain('超过了实收。')
  })

  it('takes a refusal back while its field is mended, and says it again when it still holds', async () => {
    const { wrapper, one, two } = form({ errors: { paid: '请填写。', change: '超过了实收。' } })
    await two.setValue('5')
    expect(wrapper.text()).not.toContain('超过了实收。')
    expect(wrapper.text()).toContain('请填写。')
    await one.trigger('keydown', { key: 'Enter', ctrlKey: true })
    await flushPromises()
    expect(wrapper.text()).toContain('超过了实收。')
  })

  it('closes on Esc at once when nothing changed', async () => {
    const { wrapper, one } = form()
    await one.trigger('keydown', { key: 'Escape' })
    await flushPromises()
    expect(wrapper.emitted('close')).toHaveLength(1)
  })

  it('asks before it gives up what was typed', async () => {
    const { wrapper, one } = form({ changed: true })
    await one.trigger('keydown', { key: 'Escape' })
    expect(asked.value?.verb).toBe('放弃')
    expect(wrapper.emitted('close')).toBeUndefined()
    asked.value?.answer(true)
    await flushPromises()
    expect(wrapper.emitted('close')).toHaveLength(1)
  })
})
