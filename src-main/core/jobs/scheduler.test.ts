import { describe, expect, it } from 'vitest'

import { instant } from '../../../src-shared/kernel/time.ts'
import { housekeeping } from './housekeeping.ts'
import { Scheduler } from './scheduler.ts'
import type { ScheduledItem } from './scheduler.ts'

const MINUTE = 60_000

function scheduled(items: readonly ScheduledItem[]) {
  let at = 1_000_000
  const errors: string[] = []
  const log = {
    info: () => {},
    warn: () => {},
    error: (event: string, fields = {}) => void errors.push(`${event} ${JSON.stringify(fields)}`),
  }
  const scheduler = new Scheduler({ items, clock: { now: () => instant(at) }, log })
  return { scheduler, errors, pass: (minutes: number) => void (at += minutes * MINUTE) }
}

describe('what happens by itself', () => {
  it('runs with the first tick and then in its own rhythm', () => {
    const runs: number[] = []
    const { scheduler, pass } = scheduled([{ name: 'a.b', everyMinutes: 10, run: (now) => void runs.push(now) }])
    scheduler.tick()
    pass(9)
    scheduler.tick()
    expect(runs).toHaveLength(1)
    pass(1)
    scheduler.tick()
    expect(runs).toHaveLength(2)
  })

  it('goes on when the clock was set back', () => {
    let runs = 0
    const { scheduler, pass } = scheduled([{ name: 'a.b', everyMinutes: 10, run: () => void (runs += 1) }])
    scheduler.tick()
    pass(-5)
    scheduler.tick()
    expect(runs).toBe(2)
  })

  it('is logged when it fails, and stops no other', () => {
    let ran = false
    const failing = {
      name: 'a.fails',
      everyMinutes: 1,
      run: () => {
        throw new Error('no')
      },
    }
    const { scheduler, errors } = scheduled([
      failing,
      { name: 'b.runs', everyMinutes: 1, run: () => void (ran = true) },
    ])
    scheduler.tick()
    expect(ran).toBe(true)
    expect(errors).toEqual([expect.stringContaining('a.fails')])
  })

  it('drops drafts after a week, answers after thirty days, wrong passwords after ninety', () => {
    const written: [string, ...unknown[]][] = []
    const database = {
      transactTechnical: (sql: string, ...parameters: unknown[]) => void written.push([sql, ...parameters]),
      checkpoint: () => {},
    }
    let pruned = 0
    const { scheduler } = scheduled(housekeeping({ database, pruneLogs: () => void (pruned += 1) }))
    scheduler.tick()
    expect(written.map(([sql, before]) => [/FROM (\w+)/.exec(sql)?.[1], before])).toEqual([
      ['import_draft', 1_000_000 - 7 * 86_400_000],
      ['command_result', 1_000_000 - 30 * 86_400_000],
      ['sign_in_failure', 1_000_000 - 90 * 86_400_000],
    ])
    expect(pruned).toBe(1)
  })
})
