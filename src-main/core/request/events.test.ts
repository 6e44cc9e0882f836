import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'

import type { EventMessage } from '../../../src-shared/contract/request/wire.ts'
import { EventHub } from './events.ts'

let hub: EventHub
let heard: EventMessage[]
beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'performance'] })
  hub = new EventHub()
  heard = []
  hub.subscribe((event) => heard.push(event))
})
afterEach(() => {
  hub.stop()
  vi.useRealTimers()
})
const changed = (...roomIds: string[]) => hub.publish([{ name: 'room.changed', data: { roomIds } }])
const ids = () => heard.map((event) => event.data['roomIds'])

describe('events after a commit', () => {
  it('go out at once, and those of the next 100 ms together', () => {
    changed('a')
    expect(ids()).toEqual([['a']])
    changed('b')
    changed('c', 'b')
    vi.advanceTimersByTime(99)
    expect(heard).toHaveLength(1)
    vi.advanceTimersByTime(1)
    expect(ids()).toEqual([['a'], ['b', 'c']])
  })

  it('of another kind do not wait for each other', () => {
    changed('a')
    hub.publish([{ name: 'shift.changed', data: { shiftIds: ['s'] } }])
    expect(heard.map((event) => event.name)).toEqual(['room.changed', 'shift.changed'])
  })

  it('that mean "any of them" keep that meaning when they are merged with named ones', () => {
    changed('a')
    changed('b')
    changed()
    changed('c')
    vi.advanceTimersByTime(100)
    expect(ids()).toEqual([['a'], []])
  })

  it('that would name more than 200 name nothing', () => {
    changed('a')
    changed(...Array.from({ length: 201 }, (_, at) => `r${at}`))
    vi.advanceTimersByTime(100)
    expect(ids()[1]).toEqual([])
  })

  it('are numbered without a gap', () => {
    for (let at = 0; at < 5; at++) {
      changed(`r${at}`)
      vi.advanceTimersByTime(200)
    }
    expect(heard.map((event) => event.seq)).toEqual([1, 2, 3, 4, 5])
  })

  it('are not sent any more once core stops', () => {
    changed('a')
    changed('b')
    hub.stop()
    vi.advanceTimersByTime(1_000)
    expect(heard).toHaveLength(1)
  })
})

describe('events that a page missed', () => {
  const missed = (seq: number, epoch: string | null = hub.epoch) => hub.missed(epoch, seq)
  beforeEach(() => {
    for (let at = 0; at < 600; at++) {
      changed(`r${at}`)
      vi.advanceTimersByTime(200)
    }
  })

  it('are told again from where it stood', () => {
    expect(missed(597)).toMatchObject([{ seq: 598 }, { seq: 599 }, { seq: 600 }])
    expect(missed(600)).toEqual([])
    expect(missed(100)).toHaveLength(500)
  })

  it.each([
    ['they are no longer held', () => missed(99)],
    ['it saw another core', () => missed(599, 'another')],
    ['it is new', () => missed(0, null)],
    ['it claims to have seen the future', () => missed(601)],
  ])('are a reset when %s', (_why, ask) => {
    expect(ask()).toEqual({ t: 'reset', epoch: hub.epoch, seq: 600 })
  })
})
