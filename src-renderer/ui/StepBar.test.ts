import { mount } from '@vue/test-utils'
import { describe, expect, it } from 'vitest'

import StepBar from './StepBar.vue'

describe('the steps of a wizard', () => {
  it('are buttons only where a press leads somewhere', async () => {
    const wrapper = mount(StepBar, {
      props: {
        steps: [
          { id: 'scope', title: '范围', state: 'done', opens: true },
          { id: 'check', title: '核对', state: 'current' },
          { id: 'publish', title: '发布', state: 'todo' },
        ],
      },
    })
    expect(wrapper.findAll('button').map((button) => button.text())).toEqual(['✓范围'])
    await wrapper.get('button').trigger('click')
    await wrapper.get('[aria-current="step"]').trigger('click')
    expect(wrapper.emitted('go')).toEqual([['scope']])
  })
})
