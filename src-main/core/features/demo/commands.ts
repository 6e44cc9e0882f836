import { AppError } from '../../../../src-shared/kernel/app-error.ts'
import { firstDayOf, monthOf } from '../../../../src-shared/kernel/time.ts'
import { hot } from '../../db/read-handle.ts'
import { handles } from '../../request/context.ts'
import type { Commands } from '../../request/context.ts'
import type { CoreDeps } from '../deps.ts'
import type { DemoTask } from './document-tasks.ts'

const inProject = hot<{
  one: 1
}>(`SELECT 1 AS one FROM room WHERE project_id = ?1 UNION SELECT 1 FROM fee_standard WHERE project_id = ?1
  UNION SELECT 1 FROM fee_item WHERE project_id = ?1
  UNION SELECT 1 FROM job WHERE project_id = ?1 AND kind IN ('load_demo', 'import_rooms') AND state IN ('queued', 'running') LIMIT 1`)

export function demoCommands({ jobs }: Pick<CoreDeps, 'jobs'>): Commands {
  return {
    'job.load_demo': handles('job.load_demo', (context, { profile, seed }) => {
      const { db, actor, today } = context
      if (db.hotFirst(inProject, actor.projectId) !== null) throw new AppError('job.project_not_empty')
      // The community goes live with the month that runs: its first bills are whole.
      const input: DemoTask = { profile, seed, goLiveOn: firstDayOf(monthOf(today)) }
      const jobId = context.newId()
      jobs.enqueue(db, { kind: 'load_demo', projectId: actor.projectId, input, jobId })
      context.afterCommit(() => jobs.wake())
      return { jobId: jobId as never }
    }),
  }
}
