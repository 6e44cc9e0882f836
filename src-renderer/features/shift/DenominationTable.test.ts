import { flushPromises, mount } from '@vue/test-utils'
import { afterEach, describe, expect, it } from 'vitest'
import { defineComponent, h, ref } from 'vue'

import FormBody from '../../ui/form/FormBody.vue'
import DenominationTable from './DenominationTable.vue'
import { amountOf, noPieces } from './pieces.ts'

afterEach(() => {
  document.body.innerHTML = ''
})

function desk() {
  const pieces = ref(noPieces())
  const body = ref<InstanceType<typeof FormBody> | null>(null)
  const Host = defineComponent({
    emits: ['submit'],
    setup: (_, { emit }) => {
      return () =>
        h(FormBody, { ref: body, onSubmit: () => emit('submit') }, () =>
          h(DenominationTable, {
            modelValue: pieces.value,
            'onUpdate:modelValue': (typed: typeof pieces.value) => (pieces.value = typed),
          }),
        )
    },
  })
  const wrapper = mount(Host, { attachTo: document.body })
  const [hundreds, fifties] = wrapper.findAll('input')
  if (hundreds === undefined || fifties === undefined) throw new Error('two denominations')
  const submit = async (): Promise<void> => {
    await body.value?.submit()
    await flushPromises()
  }
  return { wrapper, pieces, hundreds, fifties, submit }
}

describe('a count of the drawer', () => {
  it.each(['1e3', '12个', 'abc', '-5', '99999999999999999999'])(
    'with %s in a line says what is wrong, counts nothing there and is not sent',
    async (text) => {
      const { wrapper, pieces, hundreds, fifties, submit } = desk()
      await hundreds.setValue('12')
      await hundreds.setValue(text)
      await fifties.trigger('focus')
      await fifties.setValue('2')
      await submit()
      expect(wrapper.emitted('submit')).toBeUndefined()
      expect(wrapper.get('[role="alert"]').text()).not.toBe('')
      expect(amountOf(pieces.value)).toBe(10_000)
      expect(document.activeElement).toBe(hundreds.element)
    },
  )

  it('is sent when every line is a number or empty', async () => {
    const { wrapper, pieces, hundreds, submit } = desk()
    await hundreds.setValue('1e3')
    await submit()
    await hundreds.setValue('3')
    await submit()
    expect(wrapper.emitted('submit')).toHaveLength(1)
    expect(amountOf(pieces.value)).toBe(30_000)
    expect(wrapper.find('[role="alert"]').exists()).toBe(false)
  })
})
