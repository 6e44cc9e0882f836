import type { KeyProof } from '../../../../src-shared/contract/backup-manifest.ts'
import type { Database } from '../../db/database.ts'
import { delegatedJob } from '../../jobs/definition.ts'
import type { AnyJob } from '../../jobs/definition.ts'
import type { TaskRunner } from '../../workers/task-runner.ts'
import type { MadeSet, MakeSetInput } from './set/make-set.ts'

/** Behind everything that a person waits for; it has a lane of its own in any case. */
const PRIORITY = 80

export interface BackupJobInput {
  readonly folder: string
}

/** What is saved, and by which key it opens. The proof changes with the recovery code. */
export interface BackupSource {
  readonly dataDir: string
  readonly databasePath: string
  readonly keyHex: string
  readonly program: string
  proof: KeyProof
}

/** 备份 as a task: everything heavy happens in a thread of its own, on a connection that only reads. */
export function backupJob({ source, runner }: { readonly source: BackupSource; readonly runner: TaskRunner }): AnyJob {
  return delegatedJob<BackupJobInput>({
    kind: 'backup',
    lane: 'backup',
    priority: PRIORITY,
    async run(context, { folder }) {
      const started = performance.now()
      const input: MakeSetInput = { ...source, folder, now: context.now() }
      const hooks = { signal: context.signal, onProgress: context.progress }
      // Copying cannot be stopped in its middle; whoever ends the program does not wait for it.
      const made = (await Promise.race([runner.run('backup.make', input, hooks), aborted(context.signal)])) as MadeSet
      return { ...made, folder, tookMs: Math.round(performance.now() - started) }
    },
  })
}

function aborted(signal: AbortSignal): Promise<never> {
  return new Promise((_resolve, reject) => {
    signal.addEventListener('abort', () => reject(new DOMException('The backup was cancelled', 'AbortError')), {
      once: true,
    })
  })
}

/** A backup that a crash or the end of the program cut off is not taken up again: its moment is over. */
export function closeInterrupted(database: Pick<Database, 'transactTechnical'>): void {
  const failure = JSON.stringify({ code: 'backup.interrupted', params: {} })
  const text = `UPDATE job SET state = 'failed', failure_json = ?, finished_at = created_at
    WHERE kind = 'backup' AND state IN ('queued','running')`
  database.transactTechnical(text, failure)
}
