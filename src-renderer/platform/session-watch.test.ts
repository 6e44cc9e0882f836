import { PiniaColada, useQueryCache } from '@pinia/colada'
import { createPinia } from 'pinia'
import { createApp } from 'vue'
import { describe, expect, it } from 'vitest'

import type { CallMessage } from '../../src-shared/contract/request/wire.ts'
import { call, client } from './client.ts'
import { connectEvents } from './events.ts'
import { watchSession } from './session-watch.ts'
import { useSession } from './session.ts'

const LIMIN = {
  user: { id: 'u1', username: 'limin', displayName: '李敏' },
  roles: [],
  project: { id: 'p1', code: 'JX', name: '锦绣花园' },
  projects: [],
  permissions: [],
  features: [],
  locked: false,
  mustChangePassword: false,
  idleLockMinutes: 10,
  today: '2026-11-23',
}

type Answer = object | 'refuse'

/** A core whose session the test holds; `job.list` stands for any other operation. */
function office() {
  const state: { session: object | null; other: Answer } = { session: LIMIN, other: { jobs: [] } }
  let deliver: (message: unknown) => void = () => undefined
  client.attach(
    {
      post: (message) => {
        const { t, id, op } = message as CallMessage
        if (t !== 'call') return
        const output = op === 'session.current' ? { session: state.session } : state.other
        const refused = {
          t: 'answer',
          id,
          ok: false,
          error: { class: 'forbidden', code: 'session.required', params: {} },
        }
        queueMicrotask(() => deliver(output === 'refuse' ? refused : { t: 'answer', id, ok: true, output }))
      },
      onMessage: (listener) => {
        deliver = listener
      },
      onClose: () => undefined,
      close: () => undefined,
    },
    1,
  )
  const pinia = createPinia()
  createApp({ render: () => null })
    .use(pinia)
    .use(PiniaColada, {})
  const cache = useQueryCache(pinia)
  const session = useSession(pinia)
  connectEvents(client, cache, {})
  watchSession(session, cache)
  return {
    state,
    cache,
    session,
    event: (name: string, data: object = {}) => deliver({ t: 'event', epoch: 'e', seq: ++seq, name, data }),
  }
}
let seq = 0
const settle = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 5))

describe('the session of a page', () => {
  it('is read again when a role changed, and ends when core says so', async () => {
    const { state, session, event } = office()
    await session.load()
    expect(session.can('room.view')).toBe(false)
    state.session = { ...LIMIN, permissions: ['room.view'] }
    event('session.changed')
    await settle()
    expect(session.can('room.view')).toBe(true)
    state.session = null
    state.other = 'refuse'
    await call.query('job.list', {})
    await settle()
    expect(session.phase).toBe('signed_out')
  })

  it('that core ended says why at the login page, and no longer once somebody is in again', async () => {
    const { state, session, event } = office()
    await session.load()
    state.session = null
    event('session.changed', { userId: 'u1', ended: 'disabled' })
    await settle()
    expect(session.endedBecause).toBe('disabled')
    state.session = LIMIN
    await session.load()
    expect(session.endedBecause).toBeNull()
  })

  it('that ended without a word has a plain one; the end of a colleague’s is none of its own', async () => {
    const { state, session, event } = office()
    await session.load()
    event('session.changed', { userId: 'u2', ended: 'disabled' })
    await settle()
    state.session = null
    event('session.changed', { userId: 'u1' })
    await settle()
    expect(session.endedBecause).toBe('other')
  })

  it('that was never begun has not ended', async () => {
    const { state, session } = office()
    state.session = null
    await session.load()
    expect(session.endedBecause).toBeNull()
  })

  it('leaves nothing that was read to the next project', async () => {
    const { state, cache, session } = office()
    await session.load()
    cache.setQueryData(['counter.state'], { any: 1 })
    state.session = { ...LIMIN, project: { id: 'p2', code: 'BS', name: '碧水湾' } }
    await session.load()
    expect(cache.getQueryData(['counter.state'])).toBeUndefined()
  })
})
