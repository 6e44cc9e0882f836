import { once } from 'node:events'
import type { AddressInfo } from 'node:net'

import { WebSocket, WebSocketServer } from 'ws'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'

import { hot } from '../../src-main/core/db/read-handle.ts'
import { webSocketChannel } from '../../src-main/edge/transports/web-socket-channel.ts'
import { Client } from '../../src-shared/contract/request/client.ts'
import { ADMIN, startTestCore } from '../support/test-core.ts'
import type { TestCore } from '../support/test-core.ts'

const STATION = 'station-1'

let test: TestCore
let server: WebSocketServer
const accepted: WebSocket[] = []
beforeAll(async () => {
  test = await startTestCore()
  server = new WebSocketServer({ host: '127.0.0.1', port: 0, maxPayload: 2 * 1_024 * 1_024 })
  server.on('connection', (socket) => {
    accepted.push(socket)
    test.core.attach(STATION, webSocketChannel(socket), keptToken())
  })
  await once(server, 'listening')
})
afterAll(async () => {
  for (const socket of accepted) socket.terminate()
  await new Promise((resolve) => server.close(resolve))
  await test.stop()
})

/** What the office PC keeps for the station, as main keeps it for a window. */
function keptToken(): string | null {
  const told = test.toHost.findLast((message) => message.t === 'session' && message.windowId === STATION)
  return told?.t === 'session' ? told.token : null
}

async function dial(client: Client, epoch: number): Promise<void> {
  const { port } = server.address() as AddressInfo
  const socket = new WebSocket(`ws://127.0.0.1:${port}`)
  const channel = webSocketChannel(socket)
  await once(socket, 'open')
  client.attach(channel, epoch)
}

function aClient(): Client {
  const setTimer = (run: () => void, ms: number): void => {
    setTimeout(run, ms).unref()
  }
  return new Client({ timeoutMs: 10_000, reconnectMs: 5_000, setTimer })
}
const confirmations = (): number =>
  test.core.database.read.hotAll(hot<unknown>("SELECT 1 FROM setting WHERE key = 'clock.confirmed'")).length

describe('a station on another PC', () => {
  it('signs in, keeps its session over a cut cable, and has its command done once', async () => {
    const client = aClient()
    await dial(client, 1)
    const login = await client.command(
      'session.login',
      { username: ADMIN.username, password: ADMIN.password },
      { commandId: test.newId() },
    )
    expect(login.ok).toBe(true)

    const commandId = test.newId()
    const first = client.command('session.confirm_clock', { reason: '校准过时间' }, { commandId })
    const down = new Promise<void>((resolve) => client.onState((state) => state === 'down' && resolve()))
    // The cable goes while the command is under way: the station cannot know whether it was done.
    setImmediate(() => accepted.at(-1)?.terminate())
    await down
    await dial(client, 2)
    expect(await first).toEqual({ ok: true, value: { done: true } })
    expect(confirmations()).toBe(1)

    const { ok } = await client.query('project.current', {})
    expect(ok).toBe(true)
  })

  it('hears what changed elsewhere, in order and by ids alone', async () => {
    const client = aClient()
    const heard: { readonly name: string; readonly data: unknown }[] = []
    client.onEvent(({ name, data }) => heard.push({ name, data }))
    await dial(client, 3)
    const projectId = (await test.admin.query('project.current', {})).id
    await test.admin.command('project.update', { name: '锦绣花园一期', payeeName: '锦绣物业', goLiveOn: null })
    await expect.poll(() => heard).toContainEqual({ name: 'project.changed', data: { projectId } })
    expect(JSON.stringify(heard)).not.toContain('锦绣')
  })
})
