import fc from 'fast-check'
import { describe, expect, it } from 'vitest'

import { readToCore, readToPage } from './wire.ts'

const COMMAND_ID = '019a0000-0000-7000-8000-000000000001'

describe('a message from a page', () => {
  it('is read when it is a query, a command or a subscription, and loses what does not belong to it', () => {
    expect(readToCore({ t: 'call', id: 1, kind: 'query', op: 'room.list', input: {}, user: 'admin' })).toEqual({
      t: 'call',
      id: 1,
      kind: 'query',
      op: 'room.list',
      input: {},
    })
    expect(readToCore({ t: 'call', id: 2, kind: 'command', op: 'a', input: 1, commandId: COMMAND_ID })).toEqual({
      t: 'call',
      id: 2,
      kind: 'command',
      op: 'a',
      input: 1,
      commandId: COMMAND_ID,
    })
    expect(readToCore({ t: 'subscribe', epoch: null, seq: 0 })).toEqual({ t: 'subscribe', epoch: null, seq: 0 })
  })

  it.each([
    ['nothing', null],
    ['no object', 'call'],
    ['no kind', { t: 'call', id: 1, op: 'a' }],
    ['an unknown kind', { t: 'call', id: 1, kind: 'stream', op: 'a' }],
    ['a broken number', { t: 'call', id: 1.5, kind: 'query', op: 'a' }],
    ['a name that is no text', { t: 'call', id: 1, kind: 'query', op: {} }],
    ['a name without end', { t: 'call', id: 1, kind: 'query', op: 'a'.repeat(81) }],
    ['a command without its id', { t: 'call', id: 1, kind: 'command', op: 'a' }],
    ['a command under a random id', { t: 'call', id: 1, kind: 'command', op: 'a', commandId: crypto.randomUUID() }],
    ['a subscription without a number', { t: 'subscribe', epoch: null }],
    ['a subscription to an object', { t: 'subscribe', epoch: {}, seq: 1 }],
  ])('is dropped when it holds %s', (_what, message) => {
    expect(readToCore(message)).toBeNull()
  })

  it('never makes reading fail, whatever it is', () => {
    fc.assert(
      fc.property(fc.anything(), (message) => {
        expect(() => [readToCore(message), readToPage(message)]).not.toThrow()
      }),
    )
  })
})
