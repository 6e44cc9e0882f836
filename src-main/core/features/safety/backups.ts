import { levelOfBackup, levelOfChain, levelOfFile, levelOfNights } from '../../../../src-shared/domain/safety/index.ts'
import type { Instant } from '../../../../src-shared/kernel/time.ts'
import type { ReadHandle } from '../../db/read-handle.ts'
import type { Output } from '../../request/context.ts'
import { lastCheck } from '../audit/index.ts'
import { backupHealth, loadFileChecks, loadLastRuns, loadNights } from '../backup/index.ts'

type Overview = Output<'safety.overview'>

export function loadBackups(db: ReadHandle, now: Instant): Pick<Overview, 'backup' | 'drill' | 'file'> {
  const runs = loadLastRuns(db)
  const health = backupHealth(db, now)
  const nights = loadNights(db, now)
  const { verdict, lastDoneAt: checkedAt, bornAt } = loadFileChecks(db)
  const { rows = 0, tookMs = 0 } = runs.done?.result ?? {}
  return {
    backup: {
      level: levelOfBackup(health),
      health,
      lastDoneAt: runs.lastDoneAt,
      lastFailedAt: runs.lastFailedAt,
    },
    drill: {
      level: levelOfNights(nights),
      ...nights,
      last: runs.lastDoneAt === null ? null : { at: runs.lastDoneAt, rows, seconds: Math.ceil(tookMs / 1_000) },
    },
    file: { level: levelOfFile({ verdict, checkedAt, bornAt }, now), verdict, checkedAt },
  }
}

export function loadChain(db: ReadHandle, now: Instant): Overview['chain'] {
  const { last } = lastCheck(db)
  const check =
    last === null ? null : { at: last.at as Instant, intact: last.problem === 'none', setsRead: last.setsRead }
  return {
    level: levelOfChain({ check }, now),
    checkedAt: last?.at ?? null,
    problem: last?.problem ?? null,
    setsRead: last?.setsRead ?? null,
    links: last?.links ?? 0,
    sets: last?.sets ?? 0,
  }
}
