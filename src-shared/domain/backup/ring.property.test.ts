import fc from 'fast-check'
import { describe, expect, it } from 'vitest'

import { instant, localDateOf, monthOf } from '../../kernel/time.ts'
import { RING, RING_SETS, planRing } from './ring.ts'
import type { RingSet } from './ring.ts'

const DAY_MS = 86_400_000
const START = Date.parse('2023-01-01T02:00:00+08:00')

const setAt = (ms: number): RingSet => ({ name: `wuye-${ms}`, madeAt: instant(ms) })
/** Sets of up to four years, several a day at times, none for weeks at others. */
const someSets = fc
  .uniqueArray(fc.integer({ min: START, max: START + 1_400 * DAY_MS }), { maxLength: 400 })
  .map((times) => times.map(setAt))

const newestOf = (sets: readonly RingSet[]): RingSet | undefined => [...sets].sort((a, b) => b.madeAt - a.madeAt)[0]

describe('the ring of backups', () => {
  it('keeps or drops each set, never more than it has room for, and the newest always', () => {
    fc.assert(
      fc.property(someSets, (sets) => {
        const { keep, drop } = planRing(sets)
        expect([...keep, ...drop].sort()).toEqual(sets.map(({ name }) => name).sort())
        expect(keep.length).toBeLessThanOrEqual(RING_SETS)
        if (sets.length > 0) expect(keep[0]).toBe(newestOf(sets)?.name)
      }),
    )
  })

  it('drops nothing more when asked again, and nothing comes back by a newer set', () => {
    fc.assert(
      fc.property(someSets, fc.integer({ min: 1, max: 90 * DAY_MS }), (sets, later) => {
        const kept = planRing(sets).keep
        const rest = sets.filter(({ name }) => kept.includes(name))
        expect(planRing(rest).drop).toEqual([])
        const next = setAt((newestOf(sets)?.madeAt ?? START) + later)
        const after = planRing([...rest, next]).keep
        expect(after.filter((name) => name !== next.name && !kept.includes(name))).toEqual([])
      }),
    )
  })

  it('does not depend on the order in which a folder lists its sets', () => {
    fc.assert(
      fc.property(someSets, (sets) => {
        expect(planRing([...sets].reverse())).toEqual(planRing(sets))
      }),
    )
  })

  it('leaves, of daily backups over years, each of the last seven days, five weeks and twenty-four months', () => {
    fc.assert(
      fc.property(fc.integer({ min: 800, max: 1_400 }), (days) => {
        let held: RingSet[] = []
        for (let day = 0; day < days; day++) {
          held.push(setAt(START + day * DAY_MS))
          const { keep } = planRing(held)
          held = held.filter(({ name }) => keep.includes(name))
        }
        const dates = held.map(({ madeAt }) => localDateOf(madeAt))
        for (let back = 0; back < RING.days; back++)
          expect(dates).toContain(localDateOf(instant(START + (days - 1 - back) * DAY_MS)))
        expect(new Set(dates.map(monthOf)).size).toBe(RING.months)
        expect(held.length).toBeLessThanOrEqual(RING_SETS)
      }),
      { numRuns: 6 },
    )
  })

  it('loses nothing when the office was closed for a year', () => {
    const before = Array.from({ length: 7 }, (_, day) => setAt(START + day * DAY_MS))
    expect(planRing([...before, setAt(START + 370 * DAY_MS)]).drop).toEqual([])
  })
})
