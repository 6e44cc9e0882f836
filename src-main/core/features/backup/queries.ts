import { computeHealth } from '../../../../src-shared/domain/backup/index.ts'
import type { BackupHealth } from '../../../../src-shared/domain/backup/index.ts'
import type { Id } from '../../../../src-shared/kernel/ids.ts'
import type { Instant } from '../../../../src-shared/kernel/time.ts'
import type { ReadHandle } from '../../db/read-handle.ts'
import { answers } from '../../request/context.ts'
import type { Output, Queries } from '../../request/context.ts'
import { loadFileChecks } from './file-check/file-check-rows.ts'
import { findUnfinished, loadLastRuns } from './history.ts'
import type { LastRuns } from './history.ts'
import { findCodeChange, findPlace } from './place-setting.ts'

export function backupQueries(): Queries {
  return {
    'backup.status': answers('backup.status', ({ db, now }) => {
      const { lastDoneAt, lastFailedAt, failure } = loadLastRuns(db)
      const file = loadFileChecks(db)
      return {
        health: backupHealth(db, now),
        lastDoneAt,
        lastFailedAt,
        failure,
        running: findUnfinished(db) !== null,
        file: { verdict: file.verdict, checkedAt: file.lastDoneAt, running: file.running },
      }
    }),

    'backup.overview': answers('backup.overview', ({ db }) => ({
      place: findPlace(db),
      runningJobId: findUnfinished(db) as Id | null,
      lastDrill: drillView(loadLastRuns(db)),
      codeChangedAt: findCodeChange(db),
    })),
  }
}

/** 备份状态, as the status bar and the first page of the day say it. */
export function backupHealth(db: ReadHandle, now: Instant): BackupHealth {
  return computeHealth(loadLastRuns(db), { now, placeChosen: findPlace(db) !== null })
}

/** When the newest proved set was made: for the sign-in page. */
export function lastBackupAt(db: ReadHandle): number | null {
  return loadLastRuns(db).lastDoneAt
}

function drillView({ done, lastDoneAt }: LastRuns): Output<'backup.overview'>['lastDrill'] {
  if (done === null || lastDoneAt === null) return null
  const { setName = '', folder = '', bytes = 0, rows = 0, operations = 0, receipts = 0, tookMs = 0 } = done.result
  return { jobId: done.jobId as Id, setName, folder, madeAt: lastDoneAt, bytes, rows, operations, receipts, tookMs }
}
