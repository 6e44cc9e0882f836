import { describe, expect, it } from 'vitest'

import type { Channel } from './channel.ts'
import { Client } from './client.ts'
import type { Result } from './client.ts'

const COMMAND_ID = '019a0000-0000-7000-8000-000000000001'

/** Core's end of a channel, played by the test. */
function fakeChannel() {
  const posted: Record<string, unknown>[] = []
  const listeners = { message: (_message: unknown): void => {}, close: (): void => {} }
  let closed = false
  const channel: Channel = {
    post: (message) => {
      if ((message as { input?: unknown }).input === 'unsendable') throw new TypeError('could not be cloned')
      posted.push(message as Record<string, unknown>)
    },
    onMessage: (listener) => (listeners.message = listener),
    onClose: (listener) => (listeners.close = listener),
    close: () => (closed = true),
  }
  const calls = (): Record<string, unknown>[] => posted.filter((message) => message['t'] === 'call')
  const answer = (id: unknown, output: unknown): void => listeners.message({ t: 'answer', id, ok: true, output })
  return {
    channel,
    posted,
    calls,
    answer,
    say: (message: unknown) => listeners.message(message),
    die: () => listeners.close(),
    isClosed: () => closed,
  }
}

/** Timers that only the test moves, one after another in their order. */
function fakeTimers() {
  const timers = new Map<() => void, number>()
  let now = 0
  return {
    setTimer: (run: () => void, ms: number) => {
      timers.set(run, now + ms)
    },
    advance: (ms: number) => {
      const until = now + ms
      for (;;) {
        const next = [...timers].filter(([, at]) => at <= until).sort(([, one], [, other]) => one - other)[0]
        if (next === undefined) break
        const [run, at] = next
        timers.delete(run)
        now = at
        run()
      }
      now = until
    },
    pending: () => timers.size,
  }
}

function start() {
  const timers = fakeTimers()
  const client = new Client({ timeoutMs: 30_000, reconnectMs: 5_000, setTimer: timers.setTimer })
  return { client, timers }
}

/** What a call has come to so far. */
function watch(call: Promise<Result<unknown>>): { readonly result: () => Result<unknown> | null } {
  let settled: Result<unknown> | null = null
  void call.then((result) => (settled = result))
  return { result: () => settled }
}
const turn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve))

describe('the client', () => {
  it('gives each call its own answer, in whatever order answers come', async () => {
    const { client } = start()
    const core = fakeChannel()
    client.attach(core.channel, 1)
    const first = client.query('a', {})
    const second = client.query('b', {})
    const [one, two] = core.calls()
    core.answer(two?.['id'], 'second')
    core.answer(one?.['id'], 'first')
    expect(await first).toEqual({ ok: true, value: 'first' })
    expect(await second).toEqual({ ok: true, value: 'second' })
  })

  it('asks a query again once over a new channel, and then gives up', async () => {
    const { client } = start()
    const [first, second, third] = [fakeChannel(), fakeChannel(), fakeChannel()]
    client.attach(first.channel, 1)
    const call = watch(client.query('room.open', { roomId: 1 }))
    first.die()
    client.attach(second.channel, 2)
    expect(second.calls()).toEqual(first.calls())
    second.die()
    client.attach(third.channel, 3)
    await turn()
    expect(third.calls()).toEqual([])
    expect(call.result()).toMatchObject({ ok: false, error: { code: 'core.unavailable' } })
  })

  it('sends a command again under its own id, so that core can answer what it already did', async () => {
    const { client } = start()
    const channels = [fakeChannel(), fakeChannel(), fakeChannel(), fakeChannel()]
    const call = watch(client.command('counter.collect', { a: 1 }, { commandId: COMMAND_ID }))
    for (const [at, core] of channels.entries()) {
      client.attach(core.channel, at + 1)
      if (at < 3) {
        expect(core.calls()).toMatchObject([{ kind: 'command', commandId: COMMAND_ID, input: { a: 1 } }])
        core.die()
      }
    }
    await turn()
    expect(call.result()).toMatchObject({ ok: false, error: { code: 'core.unavailable' } })
  })

  it('waits for the first channel and then sends what was asked meanwhile', async () => {
    const { client, timers } = start()
    const call = client.query('session.current', {})
    timers.advance(4_999)
    const core = fakeChannel()
    client.attach(core.channel, 1)
    core.answer(core.calls()[0]?.['id'], 'here')
    expect(await call).toEqual({ ok: true, value: 'here' })
  })

  it('says that core is unavailable when no channel comes in time, also for what was under way when core died', async () => {
    const { client, timers } = start()
    const core = fakeChannel()
    client.attach(core.channel, 1)
    const underWay = watch(client.query('room.list', {}))
    core.die()
    const later = watch(client.query('room.open', {}))
    timers.advance(5_000)
    await turn()
    expect(underWay.result()).toMatchObject({ ok: false, error: { class: 'internal', code: 'core.unavailable' } })
    expect(later.result()).toMatchObject({ ok: false, error: { code: 'core.unavailable' } })
  })

  it('does not give up a call because an earlier channel was once missing', async () => {
    const { client, timers } = start()
    const first = fakeChannel()
    client.attach(first.channel, 1)
    const call = watch(client.query('room.list', {}))
    first.die()
    timers.advance(4_000)
    const second = fakeChannel()
    client.attach(second.channel, 2)
    timers.advance(1_000)
    await turn()
    expect(call.result()).toBeNull()
    second.answer(second.calls()[0]?.['id'], 'late but there')
    await turn()
    expect(call.result()).toEqual({ ok: true, value: 'late but there' })
  })

  it('answers a time-out after its time, and takes no notice of the late answer', async () => {
    const { client, timers } = start()
    const core = fakeChannel()
    client.attach(core.channel, 1)
    const call = watch(client.query('room.list', {}, { timeoutMs: 1_000 }))
    timers.advance(1_000)
    core.answer(core.calls()[0]?.['id'], 'too late')
    await turn()
    expect(call.result()).toMatchObject({ ok: false, error: { code: 'core.timeout' } })
  })

  it('gives a later call its whole time, however the calls before it stand', async () => {
    const { client, timers } = start()
    client.attach(fakeChannel().channel, 1)
    const first = watch(client.query('room.list', {}, { timeoutMs: 1_000 }))
    timers.advance(900)
    const second = watch(client.query('room.list', {}, { timeoutMs: 1_000 }))
    timers.advance(100)
    await turn()
    expect(first.result()).toMatchObject({ ok: false, error: { code: 'core.timeout' } })
    timers.advance(899)
    await turn()
    expect(second.result()).toBeNull()
    timers.advance(501)
    await turn()
    expect(second.result()).toMatchObject({ ok: false, error: { code: 'core.timeout' } })
  })

  it('answers at once what cannot be sent', async () => {
    const { client, timers } = start()
    client.attach(fakeChannel().channel, 1)
    expect(await client.query('room.list', 'unsendable')).toMatchObject({
      ok: false,
      error: { code: 'core.unsendable' },
    })
    timers.advance(1_000)
    expect(timers.pending()).toBe(0)
  })

  it('leaves a port of an older core unused', () => {
    const { client } = start()
    const [newer, older] = [fakeChannel(), fakeChannel()]
    client.attach(newer.channel, 7)
    client.attach(older.channel, 6)
    expect({ newer: newer.isClosed(), older: older.isClosed() }).toEqual({ newer: false, older: true })
    void client.query('a', {})
    expect(newer.calls()).toHaveLength(1)
  })

  it('tells when core went away and when it is back', () => {
    const { client } = start()
    const states: string[] = []
    client.onState((state) => states.push(state))
    const [first, second] = [fakeChannel(), fakeChannel()]
    client.attach(first.channel, 1)
    first.die()
    client.attach(second.channel, 2)
    first.die()
    expect(states).toEqual(['up', 'down', 'up'])
  })
})

describe('events at the client', () => {
  const event = (epoch: string, seq: number) => ({
    t: 'event',
    epoch,
    seq,
    name: 'room.changed',
    data: { roomIds: [] },
  })

  it('go on after the last one seen when the channel changes', () => {
    const { client } = start()
    const seen: number[] = []
    client.onEvent((message) => seen.push(message.seq))
    const [first, second] = [fakeChannel(), fakeChannel()]
    client.attach(first.channel, 1)
    expect(first.posted).toEqual([{ t: 'subscribe', epoch: null, seq: 0 }])
    first.say({ t: 'reset', epoch: 'e1', seq: 4 })
    first.say(event('e1', 5))
    first.die()
    client.attach(second.channel, 2)
    expect(second.posted).toEqual([{ t: 'subscribe', epoch: 'e1', seq: 5 }])
    second.say(event('e1', 5))
    second.say(event('e1', 6))
    expect(seen).toEqual([5, 6])
  })

  it('ask the screens to read everything again when some were missed', () => {
    const { client } = start()
    let resets = 0
    client.onReset(() => (resets += 1))
    const core = fakeChannel()
    client.attach(core.channel, 1)
    core.say({ t: 'reset', epoch: 'e2', seq: 90 })
    expect(resets).toBe(1)
    const [unsubscribed, after] = [client.onReset(() => (resets += 100)), fakeChannel()]
    unsubscribed()
    client.attach(after.channel, 2)
    after.say({ t: 'reset', epoch: 'e3', seq: 0 })
    expect(resets).toBe(2)
  })

  it('of a channel that has been replaced are dropped', () => {
    const { client } = start()
    const seen: string[] = []
    client.onEvent((message) => seen.push(message.epoch))
    const [first, second] = [fakeChannel(), fakeChannel()]
    client.attach(first.channel, 1)
    client.attach(second.channel, 2)
    second.say(event('new', 1))
    first.say(event('old', 9))
    second.say(event('new', 2))
    expect(seen).toEqual(['new', 'new'])
  })

  it('are not mistaken for garbage on the wire', async () => {
    const { client } = start()
    const core = fakeChannel()
    client.attach(core.channel, 1)
    const call = watch(client.query('a', {}))
    for (const garbage of [null, 'text', 7, [], {}, { t: 'nothing' }, { t: 'answer', id: 999, ok: true }])
      core.say(garbage)
    await turn()
    expect(call.result()).toBeNull()
  })
})
