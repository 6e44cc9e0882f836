import { expect, test } from 'vitest'
import { Backoff } from './backoff.ts'

test('the first restart is immediate, further ones wait longer, a quarter of a minute at most', () => {
  const backoff = new Backoff()
  expect([10, 10, 10, 10, 10, 10].map((upMs) => backoff.delayAfter(upMs))).toEqual([
    0, 200, 1_000, 5_000, 15_000, 15_000,
  ])
})

test('after a minute of work the count begins anew', () => {
  const backoff = new Backoff()
  for (const upMs of [10, 10, 10]) backoff.delayAfter(upMs)
  expect(backoff.delayAfter(60_000)).toBe(0)
  expect(backoff.delayAfter(59_999)).toBe(200)
})
