import { hot } from '../../db/read-handle.ts'
import type { ReadHandle } from '../../db/read-handle.ts'

/** Which windows are open now; a session of another one is left over from a program that ended. */
export interface Seats {
  isAttached(windowId: string): boolean
}

interface LiveSession {
  readonly id: string
  readonly seat: string
  readonly last_seen_at: number
}
const liveOf = hot<LiveSession>(
  'SELECT id, seat, last_seen_at FROM session WHERE user_id = ? AND ended_at IS NULL ORDER BY last_seen_at DESC',
)

/** The sessions of an account at windows that are open now. */
export function openSessionsOf(db: ReadHandle, seats: Seats, userId: string): LiveSession[] {
  return db.hotAll(liveOf, userId).filter(({ seat }) => seats.isAttached(seat))
}
