import { expect, test } from 'vitest'
import { Attempts } from './attempts.ts'

test('three tries are free, then the wait doubles up to a minute, and a success forgets it', () => {
  let now = 0
  const attempts = new Attempts(() => now)
  const waits: number[] = []
  for (let at = 0; at < 9; at++) {
    attempts.failed()
    waits.push(attempts.waitMs())
    now += attempts.waitMs()
  }
  expect(waits).toEqual([0, 0, 2_000, 4_000, 8_000, 16_000, 32_000, 60_000, 60_000])
  attempts.succeeded()
  attempts.failed()
  expect(attempts.waitMs()).toBe(0)
})
