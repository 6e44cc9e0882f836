import { describe, expect, it } from 'vitest'

import { paceOf } from './pace.ts'

describe('the pace of a task', () => {
  it('is rows a second, and from it the time that is left', () => {
    const seen = { first: { done: 100, atMs: 0 }, last: { done: 1_100, atMs: 2_000 }, total: 4_100 }
    expect(paceOf(seen)).toEqual({ perSecond: 500, secondsLeft: 6 })
  })

  it('is not guessed from the first moment, nor while nothing moves', () => {
    expect(paceOf({ first: { done: 0, atMs: 0 }, last: { done: 300, atMs: 100 }, total: 4_100 })).toBeNull()
    expect(paceOf({ first: { done: 300, atMs: 0 }, last: { done: 300, atMs: 5_000 }, total: 4_100 })).toBeNull()
  })

  it('leaves no time when all is written', () => {
    expect(paceOf({ first: { done: 0, atMs: 0 }, last: { done: 100, atMs: 1_000 }, total: 100 })?.secondsLeft).toBe(0)
  })
})
