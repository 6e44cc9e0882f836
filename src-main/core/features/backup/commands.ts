import { RING_SETS } from '../../../../src-shared/domain/backup/index.ts'
import { AppError } from '../../../../src-shared/kernel/app-error.ts'
import type { Id } from '../../../../src-shared/kernel/ids.ts'
import { hot } from '../../db/read-handle.ts'
import type { ReadHandle } from '../../db/read-handle.ts'
import { handles, handlesPrepared } from '../../request/context.ts'
import type { Commands, Output } from '../../request/context.ts'
import type { CoreDeps } from '../deps.ts'
import { findAccountById, passwordCheck } from '../session/index.ts'
import type { BackupJobInput } from './backup-job.ts'
import { loadFileChecks } from './file-check/file-check-rows.ts'
import { findUnfinished, loadLastRuns } from './history.ts'
import { patient } from './patient.ts'
import { findPlace, savePlace } from './place-setting.ts'
import type { BackupPlace } from './place-setting.ts'
import { restoreRightCommands } from './restore-right.ts'
import type { FoundSet, FoundSets } from './set/list-sets.ts'
import type { PlaceInput } from './tasks.ts'

type Deps = Pick<CoreDeps, 'database' | 'jobs' | 'grants' | 'backup'>
const MB = 1_048_576

const deviceUid = hot<{ device_uid: string }>('SELECT device_uid FROM device WHERE id = 1')
export function backupCommands({ database, jobs, grants, backup }: Deps): Commands {
  const check = passwordCheck(database)

  return {
    ...restoreRightCommands({ database, backup }),

    'backup.list_sets': handlesPrepared('backup.list_sets', {
      prepare: ({ db }) => {
        const { folder } = loadPlace(db)
        return patient(backup.places.run('backup.sets', { folder })) as Promise<FoundSets & { freeBytes: number }>
      },
      handle: ({ db }, _input, { sets, freeBytes }) => {
        const uid = db.hotFirst(deviceUid)?.device_uid ?? ''
        const bytes = loadLastRuns(db).done?.result.bytes ?? 0
        return {
          sets: sets.map((set) => setView(set, uid)),
          freeMb: Math.floor(freeBytes / MB),
          ringMb: Math.ceil((bytes * RING_SETS) / MB),
          ringSets: RING_SETS,
        }
      },
    }),

    'backup.configure': handlesPrepared('backup.configure', {
      async prepare({ db }, { grantId }) {
        const folder = grantId === null ? loadPlace(db).folder : grants.pathOf(grantId, 'folder')
        if (grantId === null) return folder
        const input: PlaceInput = { folder, dataDir: backup.dataDir }
        await patient(backup.places.run('backup.require_place', input))
        return folder
      },
      handle(context, { nightlyHour }, folder) {
        const place: BackupPlace = { folder, nightlyHour }
        savePlace(context.db, place)
        context.db.emit('backup.changed', {})
        return place
      },
    }),

    'backup.make': handles('backup.make', (context, { grantId }) => {
      const { db, actor } = context
      const folder = grantId === null ? loadPlace(db).folder : grants.pathOf(grantId, 'folder')
      if (findUnfinished(db) !== null) throw new AppError('backup.running')
      const input: BackupJobInput = { folder }

      const jobId = context.newId()
      jobs.enqueue(db, { kind: 'backup', projectId: actor.projectId, input, jobId })
      context.afterCommit(() => jobs.wake())
      return { jobId: jobId as Id }
    }),

    'backup.check_file': handles('backup.check_file', (context) => {
      const { db, actor } = context
      if (loadFileChecks(db).running) throw new AppError('backup.check_running')
      const jobId = context.newId()
      jobs.enqueue(db, { kind: 'check_file', projectId: actor.projectId, input: null, jobId })
      context.afterCommit(() => jobs.wake())
      return { jobId: jobId as Id }
    }),

    'backup.allow_new_code': handlesPrepared('backup.allow_new_code', {
      prepare: ({ db, actor, now }, { password }) => check(findAccountById(db, actor.userId), password, now),
      handle({ actor }, _input, checked) {
        if (checked.kind === 'wrong') throw checked.failure
        return { ticket: backup.newTicket('new_code', { userId: actor.userId, setName: null }) }
      },
    }),
  }
}

/** @throws AppError `backup.no_place` */
function loadPlace(db: ReadHandle): BackupPlace {
  const place = findPlace(db)
  if (place === null) throw new AppError('backup.no_place')
  return place
}

function setView({ setName, manifest, bytes }: FoundSet, ownUid: string): Output<'backup.list_sets'>['sets'][number] {
  if (manifest === null)
    return { setName, madeAt: null, bytes: 0, program: '', operations: 0, receipts: 0, origin: 'unreadable' }
  return {
    setName,
    madeAt: manifest.madeAt,
    bytes,
    program: manifest.program,
    operations: manifest.facts.head.devSeq,
    receipts: manifest.facts.counts['receipt'] ?? 0,
    origin: manifest.device.uid === ownUid ? 'own' : 'other',
  }
}
