import { localDateOf, startOfDay } from '../../kernel/time.ts'
import type { Instant } from '../../kernel/time.ts'

const HOUR_MS = 3_600_000
const DAY_MS = 24 * HOUR_MS
/** A night that was missed shows as soon as the next one is due. */
const LATE_AFTER_MS = 26 * HOUR_MS
const OVERDUE_AFTER_MS = 3 * DAY_MS
/** After a failure (stick away, disk full) the next try waits: each one copies the whole file. */
const RETRY_MS = HOUR_MS

/** 备份状态: what the status bar says. Only `fresh` is green. */
export const BACKUP_HEALTHS = ['fresh', 'late', 'overdue', 'failed', 'never', 'no_place'] as const
export type BackupHealth = (typeof BACKUP_HEALTHS)[number]

export interface BackupHistory {
  /** When the newest set was restored and checked. */
  readonly lastDoneAt: Instant | null
  /** When the newest attempt ended without one; `null` when none did, or a set was made since. */
  readonly lastFailedAt: Instant | null
}

export function computeHealth(
  history: BackupHistory,
  at: { readonly now: Instant; readonly placeChosen: boolean },
): BackupHealth {
  const doneAt = past(history.lastDoneAt, at.now)
  if (history.lastFailedAt !== null) return 'failed'
  if (!at.placeChosen) return doneAt === null || at.now - doneAt > LATE_AFTER_MS ? 'no_place' : 'fresh'
  if (doneAt === null) return 'never'
  if (at.now - doneAt > OVERDUE_AFTER_MS) return 'overdue'
  return at.now - doneAt > LATE_AFTER_MS ? 'late' : 'fresh'
}

/**
 * Whether the night's backup is to be made now. A PC that was off at its hour makes up for it when it is on again.
 * @param nightlyHour 0–23, in the business zone.
 */
export function isNightlyDue(
  history: BackupHistory,
  at: { readonly now: Instant; readonly nightlyHour: number },
): boolean {
  const { now } = at
  const today = startOfDay(localDateOf(now)) + at.nightlyHour * HOUR_MS
  const scheduled = today <= now ? today : today - DAY_MS
  if ((past(history.lastDoneAt, now) ?? 0) >= scheduled) return false
  const failedAt = past(history.lastFailedAt, now)
  return failedAt === null || now - failedAt >= RETRY_MS
}

/** A time well ahead of the clock was written while the clock was wrong: it must not stop backups until it comes. */
function past(at: Instant | null, now: Instant): Instant | null {
  return at !== null && at - now > HOUR_MS ? null : at
}
