import { isUnused } from '../../../../src-shared/domain/user/index.ts'
import type { Instant } from '../../../../src-shared/kernel/time.ts'
import { hot } from '../../db/read-handle.ts'
import type { ReadHandle } from '../../db/read-handle.ts'
import { sharedUseOf } from './sign-ins.ts'

const active = hot<{ id: string; name: string; created_at: Instant; last_login_at: Instant | null }>(`SELECT u.id,
    u.display_name AS name, u.created_at, l.last_login_at FROM user u LEFT JOIN user_login l ON l.user_id = u.id
  WHERE u.state = 'active' AND u.id IN (SELECT user_id FROM user_role WHERE project_id = ? AND ended_at IS NULL)
  ORDER BY u.display_name`)

/** Names of the accounts of a project that nobody uses, and of those that more than one person seems to use. */
export function accountUseIn(db: ReadHandle, projectId: string, now: Instant): { unused: string[]; shared: string[] } {
  const accounts = db.hotAll(active, projectId)
  const unused = accounts.filter((row) =>
    isUnused({ state: 'active', createdAt: row.created_at, lastLoginAt: row.last_login_at }, now),
  )
  const shared = accounts.filter(({ id }) => sharedUseOf(db, id, now) !== null)
  return { unused: unused.map(({ name }) => name), shared: shared.map(({ name }) => name) }
}
