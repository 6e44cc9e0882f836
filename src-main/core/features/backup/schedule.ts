import { computeHealth, isNightlyDue } from '../../../../src-shared/domain/backup/index.ts'
import type { Instant } from '../../../../src-shared/kernel/time.ts'
import type { Database } from '../../db/database.ts'
import type { JobRunner } from '../../jobs/runner.ts'
import type { ScheduledItem } from '../../jobs/scheduler.ts'
import type { EventHub } from '../../request/events.ts'
import type { BackupJobInput } from './backup-job.ts'
import { fileProblem } from './file-check/file-check-rows.ts'
import { findUnfinished, loadLastRuns } from './history.ts'
import { findPlace } from './place-setting.ts'

const NOBODY = 'system'

export interface NightlyParts {
  readonly database: Database
  readonly jobs: JobRunner
  readonly events: EventHub
  readonly newId: () => string
}

/** 每夜备份: looks once a minute whether it is due, and tells the screens what turned to amber or red by itself. */
export function nightlyBackup({ database, jobs, events, newId }: NightlyParts): ScheduledItem {
  let told = ''
  return {
    name: 'backup.nightly',
    everyMinutes: 1,
    run(now: Instant) {
      const place = findPlace(database.read)
      const history = loadLastRuns(database.read)
      const health = computeHealth(history, { now, placeChosen: place !== null })
      const tellable = `${health} ${fileProblem(database.read)}`
      if (told !== tellable) events.publish([{ name: 'backup.changed', data: {} }])
      told = tellable
      if (place === null || !isNightlyDue(history, { now, nightlyHour: place.nightlyHour })) return
      if (findUnfinished(database.read) !== null) return
      const input: BackupJobInput = { folder: place.folder }
      const committed = database.transact({ command: 'backup.nightly', userId: NOBODY }, (unit) =>
        jobs.enqueue(unit, { kind: 'backup', projectId: null, input, jobId: newId() }),
      )
      events.publish(committed.events)
      jobs.wake()
    },
  }
}
