import { afterEach, describe, expect, it } from 'vitest'

import { PORT_MESSAGE } from '../../src-shared/contract/desktop.ts'
import { Client } from '../../src-shared/contract/request/client.ts'
import { isId } from '../../src-shared/kernel/ids.ts'
import { attachPorts, newCommandId } from './client.ts'

interface Stop {
  (): void
}
const stops: Stop[] = []
afterEach(() => stops.splice(0).forEach((stop) => stop()))

/** A window that can be told what came and from where. */
function page(): {
  readonly window: Window
  receive(event: { data: unknown; source: unknown; ports?: readonly MessagePort[] }): void
} {
  let listener: ((event: MessageEvent) => void) | null = null
  const window = {
    addEventListener: (_: string, one: (event: MessageEvent) => void) => {
      listener = one
    },
    removeEventListener: () => {
      listener = null
    },
  } as unknown as Window
  return {
    window,
    receive: ({ data, source, ports = [] }) => listener?.({ data, source, ports } as unknown as MessageEvent),
  }
}

function newClient(): Client {
  return new Client({ timeoutMs: 1_000, reconnectMs: 1_000, setTimer: () => undefined })
}

function channel(): { readonly port: MessagePort; readonly sent: unknown[]; isClosed(): boolean } {
  const sent: unknown[] = []
  let closed = false
  const port = {
    postMessage: (message: unknown) => sent.push(message),
    addEventListener: () => undefined,
    start: () => undefined,
    close: () => {
      closed = true
    },
  } as unknown as MessagePort
  return { port, sent, isClosed: () => closed }
}

describe('the page takes its channel to core', () => {
  it('from the preload of its own window', () => {
    const { window, receive } = page()
    const client = newClient()
    stops.push(attachPorts(client, window))
    const { port, sent } = channel()
    receive({ data: { type: PORT_MESSAGE, epoch: 1 }, source: window, ports: [port] })
    expect(sent).toEqual([{ t: 'subscribe', epoch: null, seq: 0 }])
  })

  it('but never from another window, nor in a message of another kind', () => {
    const { window, receive } = page()
    stops.push(attachPorts(newClient(), window))
    const foreign = channel()
    receive({ data: { type: PORT_MESSAGE, epoch: 1 }, source: {}, ports: [foreign.port] })
    receive({ data: { type: 'core-ports', epoch: 1 }, source: window, ports: [foreign.port] })
    receive({ data: { type: PORT_MESSAGE, epoch: '1' }, source: window, ports: [foreign.port] })
    receive({ data: null, source: window, ports: [foreign.port] })
    expect(foreign.sent).toEqual([])
  })

  it('and gives an older one back unused', () => {
    const { window, receive } = page()
    stops.push(attachPorts(newClient(), window))
    const newer = channel()
    const older = channel()
    receive({ data: { type: PORT_MESSAGE, epoch: 5 }, source: window, ports: [newer.port] })
    receive({ data: { type: PORT_MESSAGE, epoch: 4 }, source: window, ports: [older.port] })
    expect(older.isClosed()).toBe(true)
    expect(older.sent).toEqual([])
    expect(newer.isClosed()).toBe(false)
  })

  it('and makes a new id for every form', () => {
    const ids = new Set(Array.from({ length: 100 }, newCommandId))
    expect(ids.size).toBe(100)
    expect([...ids].every(isId)).toBe(true)
  })
})
