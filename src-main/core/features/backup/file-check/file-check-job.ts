import { isFileCheckDue } from '../../../../../src-shared/domain/backup/index.ts'
import type { FileVerdict } from '../../../../../src-shared/domain/backup/index.ts'
import type { Database } from '../../../db/database.ts'
import { delegatedJob } from '../../../jobs/definition.ts'
import type { AnyJob } from '../../../jobs/definition.ts'
import type { JobRunner } from '../../../jobs/runner.ts'
import type { ScheduledItem } from '../../../jobs/scheduler.ts'
import type { TaskRunner } from '../../../workers/task-runner.ts'
import type { CheckFileInput } from './check-file.ts'
import { loadFileChecks } from './file-check-rows.ts'

/** Before a backup that waits in the same lane: whether the file is whole is what the backup wants to know, too. */
const PRIORITY = 70
const NOBODY = 'system'

export interface FileCheckParts {
  readonly database: Pick<Database, 'read' | 'transact'>
  readonly jobs: JobRunner
  readonly newId: () => string
}

/** 数据文件检查 as a task, in the thread that makes the backups. One that the end of the program cuts off begins anew. */
export function fileCheckJob({ file, runner }: { readonly file: CheckFileInput; readonly runner: TaskRunner }): AnyJob {
  return delegatedJob<null>({
    kind: 'check_file',
    lane: 'backup',
    priority: PRIORITY,
    async run({ signal, progress }) {
      const hooks = { signal, onProgress: progress }
      const verdict = (await runner.run('backup.check_file', file, hooks)) as FileVerdict
      return { verdict }
    },
  })
}

/**
 * Begins a check, unless one waits or runs already. After an unclean exit it is written down at once, so that it is not forgotten
 * when the program is closed again.
 */
export function beginFileCheck({ database, jobs, newId }: FileCheckParts): void {
  if (loadFileChecks(database.read).running) return
  database.transact({ command: 'backup.check_file', userId: NOBODY }, (unit) =>
    jobs.enqueue(unit, { kind: 'check_file', projectId: null, input: null, jobId: newId() }),
  )
  jobs.wake()
}

/** 每周检查: looks once an hour whether it is due. */
export function weeklyFileCheck(parts: FileCheckParts): ScheduledItem {
  return {
    name: 'backup.check_file',
    everyMinutes: 60,
    run(now) {
      if (isFileCheckDue(loadFileChecks(parts.database.read), now)) beginFileCheck(parts)
    },
  }
}
