import { flushPromises, mount } from '@vue/test-utils'
import { afterEach, describe, expect, it } from 'vitest'
import { defineComponent, h, ref } from 'vue'

import { localDate } from '../../../../src-shared/kernel/time.ts'
import FormBody from '../../../ui/form/FormBody.vue'
import PricingFields from '../terms/PricingFields.vue'
import CycleFields from '../terms/CycleFields.vue'
import { newTermsDraft } from '../terms/terms-draft.ts'
import type { TermsDraft } from '../terms/terms-draft.ts'
import PriceFields from './PriceFields.vue'
import { newPriceDraft } from './price-draft.ts'

afterEach(() => {
  document.body.innerHTML = ''
})

/** The fields of a form, mounted as the drawer holds them. */
function fields(changes: Partial<TermsDraft> = {}) {
  const terms = ref({ ...newTermsDraft(), ...changes })
  const price = ref(newPriceDraft(localDate('2026-12-01')))
  const Host = defineComponent({
    setup: () => () =>
      h(FormBody, {}, () => [
        h(PricingFields, { modelValue: terms.value, feeItems: [] }),
        h(PriceFields, {
          modelValue: price.value,
          priced: { kind: terms.value.kind, of: null, perMonths: 1 },
          fromHint: '',
        }),
        h(CycleFields, { modelValue: terms.value }),
      ]),
  })
  const wrapper = mount(Host, { attachTo: document.body })
  const names = () => wrapper.findAll('[data-field]').map((field) => field.attributes('data-field'))
  return { wrapper, terms, price, names }
}

describe('the fields of a standard', () => {
  it('ask of each kind what it needs, and of none what it has no use for', async () => {
    expect(fields({ kind: 'area' }).names()).toEqual(
      expect.arrayContaining(['basis', 'priceE6', 'surcharge', 'timing', 'anchor']),
    )
    const oneOff = fields({ kind: 'one_off' }).names()
    expect(oneOff).toEqual(expect.arrayContaining(['minFen', 'maxFen', 'priceE6', 'due']))
    for (const none of ['surcharge', 'timing', 'anchor', 'issue', 'cycleMonths']) expect(oneOff).not.toContain(none)
    const { names, price } = fields({ kind: 'metered' })
    expect(names()).toEqual(expect.arrayContaining(['medium', 'usage', 'priceE6', 'minimumFen']))
    expect(names()).not.toContain('timing')
    price.value.usageKind = 'tiers'
    await flushPromises()
    expect(names()).not.toContain('priceE6')
    expect(names()).toEqual(expect.arrayContaining(['tierPer', 'onTransfer', 'household']))
  })

  it('mark in a formula what is wrong once it was left, and take a name by a click', async () => {
    const { wrapper, price } = fields({ kind: 'formula' })
    const text = wrapper.get('[data-field="formula"] textarea')
    await text.setValue('人数 × 2')
    expect(wrapper.find('mark').exists()).toBe(false)
    await text.trigger('blur')
    expect(wrapper.get('mark').text()).toBe('人数')
    expect(wrapper.get('[data-field="formula"] [role="alert"]').text()).toContain('第 1 个字')
    await text.setValue('')
    await wrapper.get('button.name').trigger('click')
    expect(price.value.formula).toBe('建筑面积')
    await flushPromises()
    expect(wrapper.find('mark').exists()).toBe(false)
  })

  it('issue an anniversary a week before it, until somebody says otherwise', async () => {
    const { wrapper, terms } = fields()
    const byName = (name: string) => wrapper.findAll('[data-field="anchor"] button').find((one) => one.text() === name)
    await byName('交房周年')?.trigger('click')
    expect(terms.value).toMatchObject({ anchor: 'hand_over', issue: 'days_before_start', issueDays: 7 })
    await byName('自然月')?.trigger('click')
    expect(terms.value).toMatchObject({ anchor: 'natural', issue: 'day_of_month' })
  })
})
