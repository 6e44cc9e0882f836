import type { Database } from '../../db/database.ts'
import { hot } from '../../db/read-handle.ts'
import type { ScheduledItem } from '../../jobs/scheduler.ts'
import type { EventHub } from '../../request/events.ts'
import { markDecided } from './request-rows.ts'

const overdue = hot<{ id: string }>(
  "SELECT id FROM approval_request WHERE state = 'pending' AND expires_at <= ? ORDER BY expires_at LIMIT 100",
)

/** Requests that waited too long end by themselves, and the applicant's page is told. */
export function approvalSchedule(parts: { readonly database: Database; readonly events: EventHub }): ScheduledItem {
  return {
    name: 'approval.expire',
    everyMinutes: 5,
    run(now) {
      if (parts.database.read.hotAll(overdue, now).length === 0) return
      const { events } = parts.database.transact({ command: 'approval.expire', userId: 'system' }, (unit) => {
        for (const { id } of unit.hotAll(overdue, now)) markDecided(unit, id, { state: 'expired', by: null })
      })
      parts.events.publish(events)
    },
  }
}
