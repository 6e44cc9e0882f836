import { hot } from '../../db/read-handle.ts'
import { clockWarning } from '../../request/clock-guard.ts'
import { answers } from '../../request/context.ts'
import type { Queries } from '../../request/context.ts'
import { lastBackupAt } from '../backup/index.ts'
import type { CoreDeps } from '../deps.ts'

const firstProject = hot<{ name: string }>(
  'SELECT name FROM project WHERE ended_on IS NULL ORDER BY created_at, id LIMIT 1',
)
const anyUser = hot<{ id: string }>('SELECT id FROM user LIMIT 1')

/** What the login page shows before anybody signed in. */
export function setupQueries({ database, lastCleanExitAt }: Pick<CoreDeps, 'database' | 'lastCleanExitAt'>): Queries {
  return {
    'setup.status': answers('setup.status', ({ db, now }) => ({
      initialized: db.hotFirst(anyUser) !== null,
      projectName: db.hotFirst(firstProject)?.name ?? null,
      lastCleanExitAt,
      lastBackupAt: lastBackupAt(db),
      clockWarning: clockWarning(now, database.head.latestAt),
    })),
  }
}
