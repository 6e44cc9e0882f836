import { addDays, localDateOf, startOfDay } from '../../../../src-shared/kernel/time.ts'
import type { Instant } from '../../../../src-shared/kernel/time.ts'
import type { Database } from '../../db/database.ts'
import { hot } from '../../db/read-handle.ts'
import type { JobRunner } from '../../jobs/runner.ts'
import type { ScheduledItem } from '../../jobs/scheduler.ts'

const since = hot<{ id: string }>("SELECT id FROM job WHERE kind = 'verify_chain' AND created_at >= ? LIMIT 1")
const HOUR_MS = 3_600_000
/** After the day's work, before the next one's. */
const NIGHT_HOUR = 1

/** Each night; a PC that is off at night verifies in the quiet of its first hours. */
export function auditSchedule(parts: {
  readonly database: Database
  readonly jobs: JobRunner
  readonly newId: () => string
}): ScheduledItem {
  const { database, jobs, newId } = parts
  return {
    name: 'audit.verify_nightly',
    everyMinutes: 15,
    run(now) {
      if (database.read.hotFirst(since, lastNight(now)) !== null) return
      database.transact({ command: 'audit.verify', userId: 'system' }, (unit) =>
        jobs.enqueue(unit, { kind: 'verify_chain', projectId: null, input: null, jobId: newId() }),
      )
      jobs.wake()
    },
  }
}

/** The newest "one in the morning" that has passed. */
function lastNight(now: Instant): number {
  const today = localDateOf(now)
  const tonight = startOfDay(today) + NIGHT_HOUR * HOUR_MS
  return tonight <= now ? tonight : startOfDay(addDays(today, -1)) + NIGHT_HOUR * HOUR_MS
}
