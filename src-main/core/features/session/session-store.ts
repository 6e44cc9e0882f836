import { createHash, randomBytes } from 'node:crypto'

import type { SessionEndReason } from '../../../../src-shared/contract/session.contract.ts'
import { FEATURES } from '../../../../src-shared/domain/access/features.ts'
import type { Feature } from '../../../../src-shared/domain/access/features.ts'
import { PERMISSIONS } from '../../../../src-shared/domain/access/permissions.ts'
import type { Permission } from '../../../../src-shared/domain/access/permissions.ts'
import { invariant } from '../../../../src-shared/kernel/assert.ts'
import type { Clock } from '../../../../src-shared/kernel/time.ts'
import type { Database } from '../../db/database.ts'
import { hot } from '../../db/read-handle.ts'
import type { ReadHandle } from '../../db/read-handle.ts'
import type { PendingEvent, UnitOfWork } from '../../db/unit-of-work.ts'
import type { Actor } from '../../request/context.ts'
import type { AskingWindow, ResolvedSession, SessionSource } from '../../request/dispatch.ts'

interface SessionRow {
  readonly id: string
  readonly user_id: string
  readonly display_name: string
  readonly project_id: string | null
  readonly locked: number
  readonly must_change_password: number
}
const LIVE = `SELECT s.id, s.user_id, u.display_name, s.project_id, s.locked, u.must_change_password
  FROM session s JOIN user u ON u.id = s.user_id WHERE s.ended_at IS NULL AND u.state = 'active'`
const byToken = hot<SessionRow>(`${LIVE} AND s.token_hash = ?`)
const bySessionId = hot<SessionRow>(`${LIVE} AND s.id = ?`)
const liveUsers = hot<{ user_id: string }>('SELECT DISTINCT user_id FROM session WHERE ended_at IS NULL')
const activeAccount = hot<{ display_name: string }>("SELECT display_name FROM user WHERE id = ? AND state = 'active'")
const rolesOf = hot<{
  role_id: string
  building_ids_json: string | null
}>(`SELECT ur.role_id, ur.building_ids_json FROM user_role ur
  JOIN role r ON r.id = ur.role_id WHERE ur.user_id = ? AND ur.project_id = ? AND ur.ended_at IS NULL AND r.ended_on IS NULL`)
const permissionsOf = hot<{ permission: string }>('SELECT permission FROM role_permission WHERE role_id = ?')
const featuresOf = hot<{ feature: string }>('SELECT feature FROM feature_switch WHERE project_id = ? AND enabled = 1')

const KNOWN_PERMISSIONS: ReadonlySet<string> = new Set(PERMISSIONS)
const KNOWN_FEATURES: ReadonlySet<string> = new Set(FEATURES)
/** `last_seen_at` moves at most this often. */
const SEEN_EVERY_MS = 60_000

/**
 * 会话: rows that outlive core, so that a restart logs nobody out and unlocks nothing. Core is the only writer, hence the
 * answers are kept in memory until something about accounts, roles or switches changes.
 */
export class SessionStore implements SessionSource {
  readonly #database: Database
  readonly #clock: Clock
  /** By token. */
  readonly #known = new Map<string, ResolvedSession>()
  readonly #seenAt = new Map<string, number>()

  constructor(database: Database, clock: Clock) {
    this.#database = database
    this.#clock = clock
  }

  resolve(window: AskingWindow): ResolvedSession | null {
    if (window.token === null) return null
    const known = this.#known.get(window.token)
    if (known !== undefined) {
      this.#touch(known.actor.sessionId)
      return known
    }
    const row = this.#database.read.hotFirst(byToken, hashToken(window.token))
    if (row === null) return null
    const resolved = resolvedOf(this.#database.read, row)
    this.#known.set(window.token, resolved)
    return resolved
  }

  /** As the file has it now, past the memory: for the answer of the command that has just changed it. */
  resolveById(sessionId: string): ResolvedSession {
    const row = this.#database.read.hotFirst(bySessionId, sessionId)
    invariant(row !== null, 'the session that asks is live')
    return resolvedOf(this.#database.read, row)
  }

  /** Somebody who may work in the project now, signed in or not. The session is nobody's: `sessionId` is empty. */
  actorFor(userId: string, projectId: string): Actor | null {
    const { read } = this.#database
    const account = read.hotFirst(activeAccount, userId)
    if (account === null) return null
    return actorOf(read, { id: '', user_id: userId, display_name: account.display_name, project_id: projectId })
  }

  /** Everything is read again: after any change of accounts, roles, switches or sessions. */
  forget(): void {
    this.#known.clear()
  }

  /** 锁屏: every session that is open. Answers what the pages are to be told. */
  lockAll(): PendingEvent[] {
    this.#database.transactTechnical('UPDATE session SET locked = 1 WHERE ended_at IS NULL AND locked = 0')
    this.forget()
    return this.touched()
  }

  /** What makes every page read again who sits there, and which day it is. */
  touched(): PendingEvent[] {
    return this.#database.read.hotAll(liveUsers).map(({ user_id }) => ({
      name: 'session.changed',
      data: { userId: user_id },
    }))
  }

  #touch(sessionId: string): void {
    const now = this.#clock.now()
    if (now - (this.#seenAt.get(sessionId) ?? 0) < SEEN_EVERY_MS) return
    this.#seenAt.set(sessionId, now)
    this.#database.transactTechnical('UPDATE session SET last_seen_at = ? WHERE id = ?', now, sessionId)
  }
}

/** A new token: 256 random bits that only main keeps; the file holds its hash. */
export function newToken(): string {
  return randomBytes(32).toString('base64url')
}

export function hashToken(token: string): string {
  return createHash('sha256').update(token).digest('hex')
}

/** Ends the sessions of a user at once; the page learns it with its next call. */
export function endSessionsOf(unit: UnitOfWork, userId: string, reason: SessionEndReason): number {
  const text = 'UPDATE session SET ended_at = ?, end_reason = ? WHERE user_id = ? AND ended_at IS NULL'
  return unit.technical({ table: 'session', text }, unit.now, reason, userId)
}

function resolvedOf(read: ReadHandle, row: SessionRow): ResolvedSession {
  return { actor: actorOf(read, row), locked: row.locked === 1, mustChangePassword: row.must_change_password === 1 }
}

function actorOf(read: ReadHandle, row: Pick<SessionRow, 'id' | 'user_id' | 'display_name' | 'project_id'>): Actor {
  const permissions = new Set<Permission>()
  const buildings = new Set<string>()
  let everywhere = false
  const roles = row.project_id === null ? [] : read.hotAll(rolesOf, row.user_id, row.project_id)
  for (const role of roles) {
    for (const { permission } of read.hotAll(permissionsOf, role.role_id)) {
      if (KNOWN_PERMISSIONS.has(permission)) permissions.add(permission as Permission)
    }
    if (role.building_ids_json === null) everywhere = true
    else for (const id of JSON.parse(role.building_ids_json) as string[]) buildings.add(id)
  }
  const switches = row.project_id === null ? [] : read.hotAll(featuresOf, row.project_id)
  return {
    sessionId: row.id,
    userId: row.user_id,
    displayName: row.display_name,
    projectId: row.project_id ?? '',
    permissions,
    features: new Set(
      switches.map((entry) => entry.feature).filter((name): name is Feature => KNOWN_FEATURES.has(name)),
    ),
    buildingIds: everywhere ? null : [...buildings],
  }
}
