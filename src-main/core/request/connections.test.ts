import { afterEach, describe, expect, it } from 'vitest'

import type { Channel } from '../../../src-shared/contract/request/channel.ts'
import type { CallMessage } from '../../../src-shared/contract/request/wire.ts'
import { Connections } from './connections.ts'
import type { AskingWindow, Dispatcher } from './dispatch.ts'
import { EventHub } from './events.ts'

function fakeChannel() {
  const got: Record<string, unknown>[] = []
  const listeners = { message: (_message: unknown): void => {}, close: (): void => {} }
  let closed = false
  const channel: Channel = {
    post: (message) => {
      if (closed) throw new Error('the page went away')
      got.push(message as Record<string, unknown>)
    },
    onMessage: (listener) => (listeners.message = listener),
    onClose: (listener) => (listeners.close = listener),
    close: () => (closed = true),
  }
  return {
    channel,
    got,
    say: (message: unknown) => listeners.message(message),
    die: () => listeners.close(),
    isClosed: () => closed,
  }
}

const events = new EventHub()
afterEach(() => events.stop())

type Answer = (call: CallMessage, window: AskingWindow) => unknown

function start(answer: Answer | null = () => 'answered') {
  const told: (string | null)[] = []
  const dispatcher = {
    answer: async (call: CallMessage, window: AskingWindow) => ({
      t: 'answer',
      id: call.id,
      ok: true,
      output: await answer?.(call, window),
    }),
  } as unknown as Dispatcher
  const connections = new Connections({
    dispatcher: () => (answer === null ? null : dispatcher),
    events,
    tellToken: (_windowId, token) => told.push(token),
  })
  return { connections, told }
}
const query = (id: number, input: unknown = {}) => ({ t: 'call', id, kind: 'query', op: 'room.list', input })
const turn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve))

describe('a window that is attached', () => {
  it('is answered over the channel that it asked on', async () => {
    const { connections } = start()
    const page = fakeChannel()
    connections.attach({ windowId: 'w1', channel: page.channel, token: null })
    page.say(query(7))
    await turn()
    expect(page.got).toEqual([{ t: 'answer', id: 7, ok: true, output: 'answered' }])
  })

  it('is answered that no database is open, instead of not at all', async () => {
    const { connections } = start(null)
    const page = fakeChannel()
    connections.attach({ windowId: 'w1', channel: page.channel, token: null })
    page.say(query(1))
    await turn()
    expect(page.got).toMatchObject([{ id: 1, ok: false, error: { code: 'database.not_open' } }])
  })

  it('gets no answer to what is no message of ours', async () => {
    const { connections } = start()
    const page = fakeChannel()
    connections.attach({ windowId: 'w1', channel: page.channel, token: null })
    for (const rubbish of [null, 1, 'x', [], { t: 'call' }, { t: 'answer', id: 1 }]) page.say(rubbish)
    await turn()
    expect(page.got).toEqual([])
  })

  it('loses its older channel to a newer one', () => {
    const { connections } = start()
    const [older, newer] = [fakeChannel(), fakeChannel()]
    connections.attach({ windowId: 'w1', channel: older.channel, token: 't' })
    connections.attach({ windowId: 'w1', channel: newer.channel, token: 't' })
    older.die()
    events.publish([{ name: 'shift.changed', data: { shiftIds: [] } }])
    expect({ older: older.isClosed(), newer: newer.isClosed(), heard: newer.got.length }).toEqual({
      older: true,
      newer: false,
      heard: 1,
    })
  })

  it('keeps a new token for its next call and tells main', async () => {
    const tokens: (string | null)[] = []
    const { connections, told } = start((_call, window) => {
      tokens.push(window.token)
      window.setToken('fresh')
    })
    const page = fakeChannel()
    connections.attach({ windowId: 'w1', channel: page.channel, token: null })
    page.say(query(1))
    await turn()
    page.say(query(2))
    await turn()
    expect(tokens).toEqual([null, 'fresh'])
    expect(told).toEqual(['fresh', 'fresh'])
  })

  it('that went away meanwhile does no harm to what is answered', async () => {
    const { connections } = start()
    const page = fakeChannel()
    connections.attach({ windowId: 'w1', channel: page.channel, token: null })
    page.say(query(1))
    connections.closeAll()
    await turn()
    expect(page.got).toEqual([])
  })
})

describe('events', () => {
  it('reach signed-in windows alone', () => {
    const { connections } = start()
    const [signedIn, atLogin] = [fakeChannel(), fakeChannel()]
    connections.attach({ windowId: 'w1', channel: signedIn.channel, token: 't' })
    connections.attach({ windowId: 'w2', channel: atLogin.channel, token: null })
    events.publish([{ name: 'user.changed', data: { userIds: [] } }])
    expect(signedIn.got).toMatchObject([{ t: 'event', name: 'user.changed' }])
    expect(atLogin.got).toEqual([])
  })

  it('that were missed come with the subscription, or a reset when they are gone', () => {
    const { connections } = start()
    const page = fakeChannel()
    connections.attach({ windowId: 'w1', channel: page.channel, token: 't' })
    page.say({ t: 'subscribe', epoch: 'another core', seq: 3 })
    expect(page.got).toMatchObject([{ t: 'reset', epoch: events.epoch }])
  })
})

describe('a page that has run wild', () => {
  it('has at most 64 calls under way; the others are told to wait', async () => {
    const release: (() => void)[] = []
    const { connections } = start(() => new Promise<void>((resolve) => release.push(resolve)))
    const page = fakeChannel()
    connections.attach({ windowId: 'w1', channel: page.channel, token: null })
    for (let id = 1; id <= 66; id++) page.say(query(id))
    expect(page.got).toMatchObject([
      { id: 65, ok: false, error: { code: 'command.busy' } },
      { id: 66, ok: false, error: { code: 'command.busy' } },
    ])
    for (const go of release) go()
    await turn()
    page.say(query(67))
    expect(release).toHaveLength(65)
  })

  const endless: Record<string, unknown> = {}
  endless['self'] = endless
  const deep: unknown[] = []
  let inner = deep
  for (let level = 0; level < 100_000; level++) {
    const next: unknown[] = []
    inner.push(next)
    inner = next
  }
  it.each([
    ['two megabytes of text', { text: '字'.repeat(1_000_000) }],
    ['a million rows', { rows: Array.from({ length: 1_000_000 }, () => 1) }],
    ['bytes', new Uint8Array(2_000_000)],
    ['a circle', endless],
    ['nesting without end', deep],
    ['long names', Object.fromEntries(Array.from({ length: 600 }, (_, at) => [`${'k'.repeat(1_000)}${at}`, 1]))],
  ])('is refused %s unread', async (_what, input) => {
    let asked = 0
    const { connections } = start(() => (asked += 1))
    const page = fakeChannel()
    connections.attach({ windowId: 'w1', channel: page.channel, token: null })
    page.say(query(1, input))
    await turn()
    expect(page.got).toMatchObject([{ id: 1, ok: false, error: { code: 'input.too_large' } }])
    expect(asked).toBe(0)
  })

  it('is refused when half a character stands in it, however deep', async () => {
    let asked = 0
    const { connections } = start(() => (asked += 1))
    const page = fakeChannel()
    connections.attach({ windowId: 'w1', channel: page.channel, token: null })
    page.say(query(1, { rows: [{ reason: '\ud800录错' }] }))
    await turn()
    expect(page.got).toMatchObject([{ id: 1, ok: false, error: { code: 'input.broken_text' } }])
    expect(asked).toBe(0)
  })

  it('is answered as usual when its form is large but possible', async () => {
    const { connections } = start()
    const page = fakeChannel()
    connections.attach({ windowId: 'w1', channel: page.channel, token: null })
    page.say(
      query(1, { cells: Array.from({ length: 500 }, (_, row) => ({ row, field: 'phone', text: '13800008000' })) }),
    )
    await turn()
    expect(page.got).toMatchObject([{ ok: true }])
  })
})
