import { MessageChannel } from 'node:worker_threads'
import { once } from 'node:events'
import type { AddressInfo } from 'node:net'

import { WebSocket, WebSocketServer } from 'ws'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'

import { webSocketChannel } from '../../src-main/edge/transports/web-socket-channel.ts'
import { nodePortChannel } from '../../src-shared/contract/request/channel.ts'
import type { Channel } from '../../src-shared/contract/request/channel.ts'

interface Pair {
  readonly near: Channel
  readonly far: Channel
}

const LARGEST_FRAME = 4 * 1_024 * 1_024
let server: WebSocketServer
const sockets: WebSocket[] = []

beforeAll(async () => {
  server = new WebSocketServer({ host: '127.0.0.1', port: 0, maxPayload: LARGEST_FRAME })
  await once(server, 'listening')
})
afterEach(() => {
  for (const socket of sockets.splice(0)) socket.terminate()
})
afterAll(() => new Promise((resolve) => server.close(resolve)))

async function socketPair(): Promise<{ readonly dialled: WebSocket; readonly accepted: WebSocket }> {
  const { port } = server.address() as AddressInfo
  const accepting = once(server, 'connection')
  const dialled = new WebSocket(`ws://127.0.0.1:${port}`)
  const [accepted] = (await accepting) as [WebSocket]
  sockets.push(dialled, accepted)
  await once(dialled, 'open')
  return { dialled, accepted }
}

const kinds: readonly (readonly [string, () => Promise<Pair>])[] = [
  [
    'a MessagePort',
    () => {
      const { port1, port2 } = new MessageChannel()
      return Promise.resolve({ near: nodePortChannel(port1, 'value'), far: nodePortChannel(port2, 'value') })
    },
  ],
  [
    'a WebSocket',
    async () => {
      const { dialled, accepted } = await socketPair()
      return { near: webSocketChannel(dialled), far: webSocketChannel(accepted) }
    },
  ],
]

function nextMessages(channel: Channel, count: number): Promise<unknown[]> {
  return new Promise((resolve) => {
    const got: unknown[] = []
    channel.onMessage((message) => {
      got.push(message)
      if (got.length === count) resolve(got)
    })
  })
}

/** Long enough for a loopback message that was sent to arrive. */
const settle = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 40))

describe.each(kinds)('a channel over %s', (_kind, open) => {
  let pair: Pair
  afterEach(() => {
    pair.near.close()
    pair.far.close()
  })

  it('keeps the order of a thousand messages', async () => {
    pair = await open()
    const got = nextMessages(pair.far, 1_000)
    for (let at = 0; at < 1_000; at++) pair.near.post({ at })
    expect(await got).toEqual(Array.from({ length: 1_000 }, (_, at) => ({ at })))
  })

  it('keeps what arrived before anybody listened', async () => {
    pair = await open()
    pair.near.post('early')
    await settle()
    expect(await nextMessages(pair.far, 1)).toEqual(['early'])
  })

  it('carries data of the contract unchanged, names with rare characters and a megabyte of rows included', async () => {
    pair = await open()
    const message = {
      t: 'answer',
      id: 1,
      ok: true,
      output: {
        name: '䶮𬭚 "王·李"\n\u2028',
        none: null,
        yes: true,
        amountFen: -9_007_199_254_740_991,
        rows: Array.from({ length: 8_000 }, (_, at) => ({ code: `3-2-${at}`, note: '物'.repeat(20) })),
      },
    }
    pair.near.post(message)
    expect(await nextMessages(pair.far, 1)).toEqual([message])
  })

  it('tells the other side once that it is gone, and says nothing of its own closing', async () => {
    pair = await open()
    let nearHeard = 0
    let farHeard = 0
    pair.near.onClose(() => (nearHeard += 1))
    pair.far.onClose(() => (farHeard += 1))
    pair.near.onMessage(() => {})
    pair.far.onMessage(() => {})
    pair.near.close()
    await settle()
    expect({ nearHeard, farHeard }).toEqual({ nearHeard: 0, farHeard: 1 })
  })

  it('takes a message for a side that has gone without an error', async () => {
    pair = await open()
    pair.far.onMessage(() => {})
    pair.far.close()
    await settle()
    expect(() => pair.near.post({ late: true })).not.toThrow()
  })

  it('throws for what it cannot carry, so that the call is answered instead of lost', async () => {
    pair = await open()
    expect(() => pair.near.post({ input: () => {} })).toThrow()
    expect(() => pair.near.post({ input: Symbol('x') })).toThrow()
  })
})

describe('a channel over a WebSocket', () => {
  it.each([
    ['a number beyond the finite', Number.NaN],
    ['bytes', new Uint8Array(2)],
    ['a date object', new Date(0)],
    ['a map', new Map()],
    ['a big integer', 1n],
  ])('refuses %s, which JSON would change silently', async (_what, value) => {
    const { dialled } = await socketPair()
    expect(() => webSocketChannel(dialled).post({ value })).toThrow(TypeError)
  })

  it.each([
    ['bytes', (peer: WebSocket) => peer.send(Buffer.from([1, 2, 3]))],
    ['text that is no JSON', (peer: WebSocket) => peer.send('{"t":')],
    ['a frame above the limit', (peer: WebSocket) => peer.send(`"${'x'.repeat(LARGEST_FRAME)}"`)],
  ])('ends the connection of a peer that sends %s, and tells it', async (_what, send) => {
    const { dialled, accepted } = await socketPair()
    const channel = webSocketChannel(accepted)
    const heard: unknown[] = []
    channel.onMessage((message) => heard.push(message))
    const closed = new Promise<void>((resolve) => channel.onClose(resolve))
    send(dialled)
    await closed
    expect(heard).toEqual([])
  })
})
