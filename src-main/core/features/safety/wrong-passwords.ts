import { levelOfSignIns } from '../../../../src-shared/domain/safety/index.ts'
import type { Instant } from '../../../../src-shared/kernel/time.ts'
import { hot } from '../../db/read-handle.ts'
import type { ReadHandle } from '../../db/read-handle.ts'
import type { Output } from '../../request/context.ts'

const DAY_MS = 86_400_000
const IN_PROJECT = 'SELECT user_id FROM user_role WHERE project_id = ?'
// A name that no account has may be aimed at any project.
const failures = hot<{ n: number }>(
  `SELECT count(*) AS n FROM sign_in_failure WHERE at >= ? AND (user_id IS NULL OR user_id IN (${IN_PROJECT}))`,
)
const locked = hot<{ name: string }>(`SELECT u.display_name AS name FROM user u JOIN user_login l ON l.user_id = u.id
  WHERE l.locked_until_at > ? AND u.state = 'active' AND u.id IN (${IN_PROJECT}) ORDER BY u.display_name`)

/** 输错密码: at the sign-in, the lock screen and wherever else a password is asked for. */
export function loadWrongPasswords(
  db: ReadHandle,
  projectId: string,
  now: Instant,
): Output<'safety.overview'>['signIn'] {
  const since = (days: number): number => db.hotFirst(failures, now - days * DAY_MS, projectId)?.n ?? 0
  const names = db.hotAll(locked, now, projectId).map(({ name }) => name)
  const counted = { lastDay: since(1), lastWeek: since(7) }
  return { level: levelOfSignIns({ ...counted, lockedNow: names.length }), ...counted, locked: names }
}
