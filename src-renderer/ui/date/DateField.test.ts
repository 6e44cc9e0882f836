import { mount } from '@vue/test-utils'
import { afterEach, describe, expect, it } from 'vitest'

import { instant, localDate, localDateOf } from '../../../src-shared/kernel/time.ts'
import type { LocalDate } from '../../../src-shared/kernel/time.ts'
import { alignToday } from '../../platform/time.ts'
import DateField from './DateField.vue'

afterEach(() => alignToday(localDateOf(instant(Date.now()))))

function field(modelValue: LocalDate | null, more: Record<string, unknown> = {}) {
  const wrapper = mount(DateField, {
    props: {
      modelValue,
      'onUpdate:modelValue': (value: LocalDate | null) => wrapper.setProps({ modelValue: value }),
      ...more,
    },
    attachTo: document.body,
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

describe('a date field', () => {
  it('counts from the business day that core names, whatever the PC says', async () => {
    alignToday(localDate('2026-11-23'))
    const { wrapper, input, type } = field(null)
    await type('+3')
    expect(wrapper.props('modelValue')).toBe('2026-11-26')
    await type('今')
    expect(wrapper.props('modelValue')).toBe('2026-11-23')
    await type('1120')
    expect(input.element.value).toBe('2026-11-20')
  })

  it('keeps a day that does not exist on the screen, says so, and gives no day that nobody sees', async () => {
    const { wrapper, input, type } = field(localDate('2026-01-31'))
    await type('2026-02-30')
    expect(wrapper.props('modelValue')).toBeNull()
    expect(wrapper.emitted('problem')?.at(-1)?.[0]).toContain('2 月没有 30 日')
    expect(input.element.value).toBe('2026-02-30')
    expect(input.attributes('aria-invalid')).toBe('true')
  })

  it('can be emptied', async () => {
    const { wrapper, type } = field(localDate('2026-01-31'))
    await type('')
    expect(wrapper.props('modelValue')).toBeNull()
  })

  it('refuses a day before its first', async () => {
    const { wrapper, type } = field(localDate('2026-06-01'), { min: localDate('2026-05-01') })
    await type('20260430')
    expect(wrapper.props('modelValue')).toBeNull()
  })
})
