import { SESSION_END_REASONS } from '../../../../src-shared/contract/session.contract.ts'
import { findSharedUse } from '../../../../src-shared/domain/user/index.ts'
import type { SharedUse } from '../../../../src-shared/domain/user/index.ts'
import type { Instant } from '../../../../src-shared/kernel/time.ts'
import { hot } from '../../db/read-handle.ts'
import type { ReadHandle } from '../../db/read-handle.ts'
import type { Output } from '../../request/context.ts'
import type { Seats } from '../session/index.ts'

type SignIn = Output<'user.sign_ins'>['signIns'][number]

interface StoredSignIn {
  readonly user_id: string
  readonly seat: string
  readonly created_at: Instant
  readonly last_seen_at: Instant
  readonly ended_at: Instant | null
  readonly end_reason: string | null
}
const COLUMNS = 'SELECT user_id, seat, created_at, last_seen_at, ended_at, end_reason FROM session'
const newest = hot<StoredSignIn>(`${COLUMNS} WHERE user_id = ? ORDER BY created_at DESC LIMIT 30`)
const lately = hot<StoredSignIn>(`${COLUMNS} WHERE user_id = ? AND created_at >= ? ORDER BY created_at DESC LIMIT 200`)
/** Older signs of shared use say nothing about today's office. */
const LOOKED_BACK_MS = 30 * 86_400_000

export function signInsOf(db: ReadHandle, seats: Seats, userId: string): SignIn[] {
  return db.hotAll(newest, userId).map((row) => ({
    at: row.created_at,
    lastSeenAt: row.last_seen_at,
    end: endOf(row, seats),
  }))
}

export function sharedUseOf(db: ReadHandle, userId: string, now: Instant): SharedUse | null {
  const rows = db.hotAll(lately, userId, now - LOOKED_BACK_MS)
  return findSharedUse(
    rows.map((row) => ({ seat: row.seat, fromAt: row.created_at, toAt: row.ended_at ?? row.last_seen_at })),
  )
}

function endOf({ ended_at, end_reason, seat }: StoredSignIn, seats: Seats): SignIn['end'] {
  if (ended_at === null) return seats.isAttached(seat) ? 'open' : 'lost'
  return SESSION_END_REASONS.find((reason) => reason === end_reason) ?? 'lost'
}
