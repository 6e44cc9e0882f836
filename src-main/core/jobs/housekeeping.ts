import type { Database } from '../db/database.ts'
import type { ScheduledItem } from './scheduler.ts'

const DAY_MS = 86_400_000
/** An import draft holds a whole sheet with personal data: it leaves when nobody touched it for a week. */
const DRAFT_DAYS = 7
/** A command sent again gets its first answer for 30 days (architecture §3). */
const ANSWER_DAYS = 30
/** The safety page looks back a week; what is older serves nobody. */
const FAILURE_DAYS = 90
/** Rows deleted at a time, so that a tick stays short. */
const PART = 500

const OLD_DRAFTS = `DELETE FROM import_draft WHERE id IN (SELECT id FROM import_draft WHERE updated_at < ? LIMIT ${PART})`
const OLD_ANSWERS = `DELETE FROM command_result WHERE command_id IN (SELECT command_id FROM command_result WHERE at < ? ORDER BY at LIMIT ${PART})`
const OLD_FAILURES = `DELETE FROM sign_in_failure WHERE id IN (SELECT id FROM sign_in_failure WHERE at < ? LIMIT ${PART})`

export interface HousekeepingParts {
  readonly database: Pick<Database, 'transactTechnical' | 'checkpoint'>
  readonly pruneLogs: () => void
}

/** What core keeps in order by itself; features add their own items beside these. */
export function housekeeping({ database, pruneLogs }: HousekeepingParts): readonly ScheduledItem[] {
  return [
    { name: 'database.checkpoint', everyMinutes: 1, run: () => database.checkpoint('if_due') },
    {
      name: 'import.drop_drafts',
      everyMinutes: 60,
      run: (now) => database.transactTechnical(OLD_DRAFTS, now - DRAFT_DAYS * DAY_MS),
    },
    {
      name: 'command.forget_answers',
      everyMinutes: 10,
      run: (now) => database.transactTechnical(OLD_ANSWERS, now - ANSWER_DAYS * DAY_MS),
    },
    {
      name: 'session.forget_failures',
      everyMinutes: 60,
      run: (now) => database.transactTechnical(OLD_FAILURES, now - FAILURE_DAYS * DAY_MS),
    },
    { name: 'log.prune', everyMinutes: 12 * 60, run: pruneLogs },
  ]
}
