import { localDateOf, monthOf, startOfDay } from '../../../../src-shared/kernel/time.ts'
import type { Instant, LocalDate } from '../../../../src-shared/kernel/time.ts'
import type { Database } from '../../db/database.ts'
import { hot } from '../../db/read-handle.ts'
import type { ReadHandle } from '../../db/read-handle.ts'
import type { JobRunner } from '../../jobs/runner.ts'
import type { ScheduledItem } from '../../jobs/scheduler.ts'
import type { Log } from '../../log.ts'
import type { EventHub } from '../../request/events.ts'
import type { TaskRunner } from '../../workers/task-runner.ts'
import { enqueuePublishing, insertRun } from './insert-run.ts'
import type { PlanRunAnswer } from './publish.ts'
import { loadRunSettings } from './run-settings.ts'

const projects = hot<{ id: string }>(
  'SELECT id FROM project WHERE ended_on IS NULL AND go_live_on IS NOT NULL AND go_live_on <= ? ORDER BY code',
)
/** A run under way, one of the whole project that waits to be checked, or one that this day has had and kept. */
const busy = hot<{ id: string }>(`SELECT id FROM bill_run WHERE project_id = ?1 AND (state IN ('generating','undoing')
  OR (kind = 'due' AND state = 'submitted' AND scope_json ->> '$.buildingId' IS NULL AND scope_json ->> '$.roomId' IS NULL)
  OR (kind = 'due' AND state <> 'cancelled' AND started_by = 'system' AND started_at >= ?2 AND started_at < ?3)) LIMIT 1`)
const lastByPerson = hot<{ at: number }>(
  "SELECT at FROM op_log WHERE user_id <> 'system' ORDER BY dev_seq DESC LIMIT 1",
)
const DAY_MS = 86_400_000
/** A clock that jumped ahead over an empty office must not bill for months to come: somebody has been at work in these days. */
const AT_WORK_MS = 3 * DAY_MS
const LOOK_AGAIN_MS = 3_600_000

export interface AutoRunParts {
  readonly database: Pick<Database, 'read' | 'transact'>
  readonly events: Pick<EventHub, 'publish'>
  readonly documents: TaskRunner
  readonly jobs: Pick<JobRunner, 'enqueue' | 'wake'>
  readonly newId: () => string
  readonly log: Log
}

const SCOPE = { buildingId: null, roomId: null, extent: 'due' } as const

/**
 * 自动出账: once a day, for each project that wants it, what is due and not billed is published, or handed in where a second person
 * must check. A program that was off for days makes up for them once somebody works again: the scan finds what was missed.
 */
export function autoRuns(parts: AutoRunParts): ScheduledItem {
  const lookedAt = new Map<string, Instant>()
  return {
    name: 'billing.auto_run',
    everyMinutes: 10,
    run(now) {
      const today = localDateOf(now)
      for (const { id } of parts.database.read.hotAll(projects, today)) {
        const before = lookedAt.get(id)
        if (before !== undefined && now >= before && now < before + LOOK_AGAIN_MS) continue
        if (!loadRunSettings(parts.database.read, id).autoRun || !somebodyAtWork(parts.database.read, now)) continue
        if (isBusy(parts.database.read, id, today)) continue
        lookedAt.set(id, now)
        void billDue(parts, { projectId: id, today, now }).catch((error: unknown) => {
          // Looked at again with the next tick: a worker may have ended, a record may be mended.
          lookedAt.delete(id)
          parts.log.error('billing.auto_run_failed', { projectId: id, cause: String(error) })
        })
      }
    },
  }
}

interface Day {
  readonly projectId: string
  readonly today: LocalDate
  readonly now: Instant
}

async function billDue(parts: AutoRunParts, { projectId, today }: Day): Promise<void> {
  const { database, documents, jobs, newId } = parts
  const month = monthOf(today)
  const asked = { month, scope: SCOPE, fingerprint: '', projectId, today }
  const { lines, totalFen, fingerprint } = (await documents.run('billing.check_plan', asked)) as PlanRunAnswer
  if (lines === 0) return
  const committed = database.transact({ command: 'billing.auto_run', userId: 'system' }, (unit) => {
    if (isBusy(unit, projectId, today)) return
    const run = { projectId, month, scope: SCOPE, lines, totalFen, fingerprint }
    if (loadRunSettings(unit, projectId).secondCheck) {
      insertRun(unit, { ...run, state: 'submitted', jobId: null })
      return
    }
    const jobId = newId()
    const runId = insertRun(unit, { ...run, state: 'generating', jobId })
    enqueuePublishing(unit, jobs, { projectId, runId, jobId, month, scope: SCOPE, fingerprint, today })
  })
  parts.events.publish(committed.events)
  jobs.wake()
}

function isBusy(db: ReadHandle, projectId: string, today: LocalDate): boolean {
  const begin = startOfDay(today)
  return db.hotFirst(busy, projectId, begin, begin + DAY_MS) !== null
}

function somebodyAtWork(db: ReadHandle, now: Instant): boolean {
  const last = db.hotFirst(lastByPerson)
  return last !== null && now < last.at + AT_WORK_MS
}
