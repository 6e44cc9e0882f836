import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'

import { giveHandBack, keepHand, takeHome } from './hand.ts'

let stop = (): void => undefined

beforeEach(() => {
  document.body.innerHTML = '<nav><a href="#x" id="link">收据</a></nav><main id="work" tabindex="-1"></main>'
  stop = keepHand()
})
afterEach(() => {
  stop()
  document.body.innerHTML = ''
})

function work(): HTMLElement {
  return document.getElementById('work') as HTMLElement
}
function show(html: string): void {
  work().innerHTML = html
}
const atHand = (): string => (document.activeElement as HTMLElement | null)?.id ?? ''

describe('the hand on a page', () => {
  it('goes to the main button before the list, and to the list before the page', () => {
    show('<div class="data-table"><div class="grid" tabindex="0" id="grid"></div></div>')
    takeHome()
    expect(atHand()).toBe('grid')
    show('<div class="data-table"><div class="grid" tabindex="0" id="grid"></div></div><button data-home id="next" />')
    takeHome()
    expect(atHand()).toBe('next')
    show('<p>没有</p>')
    takeHome()
    expect(atHand()).toBe('work')
  })

  it('waits on the page for a home that is still being read', async () => {
    show('<p>正在读取</p>')
    takeHome()
    show('<button data-home id="next">完成</button>')
    await vi.waitFor(() => expect(atHand()).toBe('next'))
  })

  it('is not lost when the step that had it goes away', async () => {
    show('<button id="old">下一步</button>')
    document.getElementById('old')?.focus()
    show('<div class="data-table"><div class="grid" tabindex="0" id="grid"></div></div>')
    await vi.waitFor(() => expect(atHand()).toBe('grid'))
  })

  it('is left where the person put it, and in a layer', async () => {
    document.getElementById('link')?.focus()
    show('<button data-home id="next">完成</button>')
    await Promise.resolve()
    expect(atHand()).toBe('link')
    document.body.insertAdjacentHTML('beforeend', '<div class="el-overlay"><input id="field"></div>')
    document.getElementById('field')?.focus()
    takeHome()
    expect(atHand()).toBe('field')
  })

  it('comes back from a layer to where it was, or home when that is gone', () => {
    show('<button id="row">编辑</button><button data-home id="next">完成</button>')
    const row = document.getElementById('row')
    giveHandBack(row)
    expect(atHand()).toBe('row')
    row?.remove()
    giveHandBack(row)
    expect(atHand()).toBe('next')
  })
})
