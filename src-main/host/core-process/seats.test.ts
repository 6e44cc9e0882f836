import { beforeEach, describe, expect, test } from 'vitest'
import type { HostToCore } from '../../../src-shared/contract/desktop.ts'
import { Seats } from './seats.ts'

let sent: { message: HostToCore; ports: readonly string[] }[] = []
let delivered: { port: string; epoch: number }[] = []
let pairs = 0

function seats(): Seats<string> {
  const made = new Seats<string>({
    send: (message, ports) => {
      sent.push({ message, ports })
      return true
    },
    newPair: () => {
      pairs += 1
      return { forCore: `core${pairs}`, forPage: `page${pairs}` }
    },
  })
  made.add('w1', (port, epoch) => delivered.push({ port, epoch }))
  return made
}

beforeEach(() => {
  sent = []
  delivered = []
  pairs = 0
})

describe('the channels of a window', () => {
  test('a port is handed out only when the page listens and core has the database open', () => {
    const all = seats()
    all.pageListens('w1')
    expect(delivered).toEqual([])
    all.coreOpened()
    expect(delivered).toEqual([{ port: 'page1', epoch: 1 }])
    expect(sent).toEqual([{ message: { t: 'attach', windowId: 'w1', token: null }, ports: ['core1'] }])
  })

  test('after a restart of core the window gets a newer port and is still signed in', () => {
    const all = seats()
    all.pageListens('w1')
    all.coreOpened()
    all.keepToken('w1', 'secret')
    all.coreExited()
    all.pageListens('w1')
    expect(delivered).toHaveLength(1)
    all.coreOpened()
    expect(delivered.at(-1)).toEqual({ port: 'page2', epoch: 2 })
    expect(sent.at(-1)?.message).toEqual({ t: 'attach', windowId: 'w1', token: 'secret' })
  })

  test('a page that loads again keeps its sign-in', () => {
    const all = seats()
    all.coreOpened()
    all.pageListens('w1')
    all.keepToken('w1', 'secret')
    all.pageGone('w1')
    expect(sent.at(-1)?.message).toEqual({ t: 'detach', windowId: 'w1' })
    all.pageListens('w1')
    expect(sent.at(-1)?.message).toEqual({ t: 'attach', windowId: 'w1', token: 'secret' })
  })

  test('signing out forgets the token, closing the window forgets the window', () => {
    const all = seats()
    all.coreOpened()
    all.pageListens('w1')
    all.keepToken('w1', 'secret')
    all.keepToken('w1', null)
    all.pageListens('w1')
    expect(sent.at(-1)?.message).toEqual({ t: 'attach', windowId: 'w1', token: null })
    all.remove('w1')
    const count = sent.length
    all.coreOpened()
    expect(sent).toHaveLength(count)
  })
})
