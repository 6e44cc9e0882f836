import { mount } from '@vue/test-utils'
import { describe, expect, it } from 'vitest'

import { fen } from '../../../src-shared/kernel/money.ts'
import type { Fen } from '../../../src-shared/kernel/money.ts'
import MoneyInput from './MoneyInput.vue'

function field(modelValue: Fen | null, more: Record<string, unknown> = {}) {
  const wrapper = mount(MoneyInput, {
    props: {
      modelValue,
      'onUpdate:modelValue': (value: Fen | null) => wrapper.setProps({ modelValue: value }),
      ...more,
    },
  })
  const input = wrapper.get('input')
  return {
    wrapper,
    input,
    type: async (text: string) => {
      await input.trigger('focus')
      await input.setValue(text)
      await input.trigger('blur')
    },
  }
}

describe('an amount field', () => {
  it('shows two decimals and thousands', () => {
    expect(field(fen(123_450)).input.element.value).toBe('1,234.50')
  })

  it.each([
    ['1,234.5', 123_450, '1,234.50'],
    ['１２', 1_200, '12.00'],
    ['=89.43*1.8', 16_097, '160.97'],
    ['-20', -2_000, '-20.00'],
    ['', null, ''],
  ])('takes %s', async (text, amount, shown) => {
    const { wrapper, input, type } = field(fen(1))
    await type(text)
    expect(wrapper.props('modelValue')).toBe(amount)
    expect(input.element.value).toBe(shown)
  })

  it('keeps what is no amount on the screen, says so, and gives no value that nobody sees', async () => {
    const { wrapper, input, type } = field(fen(500))
    await type('12a')
    expect(wrapper.props('modelValue')).toBeNull()
    expect(input.element.value).toBe('12a')
    expect(input.attributes('aria-invalid')).toBe('true')
    await type('12')
    expect(wrapper.props('modelValue')).toBe(1_200)
    expect(input.attributes('aria-invalid')).toBeUndefined()
  })

  it('refuses more than its limit', async () => {
    const { wrapper, type } = field(fen(500), { max: fen(9_900) })
    await type('100')
    expect(wrapper.props('modelValue')).toBeNull()
    await type('99')
    expect(wrapper.props('modelValue')).toBe(9_900)
  })

  it.each(['900a', '=900/', '1e3', '9007199254740993'])('has no value while %s is being typed', async (text) => {
    const { wrapper, input } = field(null)
    await input.trigger('focus')
    await input.setValue('900')
    await input.setValue(text)
    expect(wrapper.props('modelValue')).toBeNull()
    expect(input.element.value).toBe(text)
    expect(wrapper.getComponent(MoneyInput).vm.check()).toBe(false)
    expect(wrapper.emitted('problem')?.at(-1)?.[0]).not.toBe('')
  })

  it('says of twenty digits that they are too many, of letters that they are no number', async () => {
    const { wrapper, type } = field(null)
    await type('12345678901234567890')
    await type('12x')
    const [long, letters] = (wrapper.emitted('problem') ?? []).filter(([text]) => text !== '')
    expect(long?.[0]).toContain('太大')
    expect(letters?.[0]).toContain('不是数字')
  })

  it('a value from elsewhere replaces what was typed wrongly', async () => {
    const { wrapper, input, type } = field(fen(500))
    await type('12a')
    await wrapper.setProps({ modelValue: fen(700) })
    expect(input.element.value).toBe('7.00')
    expect(input.attributes('aria-invalid')).toBeUndefined()
  })

  it('finishes a calculation on Enter, so that the form can be saved at once', async () => {
    const { wrapper, input } = field(null)
    await input.trigger('focus')
    await input.setValue('=100/3')
    await input.trigger('keydown', { key: 'Enter' })
    expect(wrapper.props('modelValue')).toBe(3_333)
    expect(input.element.value).toBe('33.33')
  })

  it('lets function keys pass', async () => {
    const { input } = field(fen(1))
    const event = new KeyboardEvent('keydown', { key: 'F12', cancelable: true, bubbles: true })
    input.element.dispatchEvent(event)
    expect(event.defaultPrevented).toBe(false)
  })
})
