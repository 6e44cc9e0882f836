import { hot } from '../../db/read-handle.ts'
import type { ReadHandle } from '../../db/read-handle.ts'
import type { CommandContext } from '../../request/context.ts'
import { markDecided } from './request-rows.ts'

export interface OpenRequest {
  readonly requestId: string
  readonly kind: string
  readonly project: string
  readonly requestedAt: number
}
const pendingOf = hot<OpenRequest>(`SELECT a.id AS requestId, a.kind, p.name AS project, a.requested_at AS requestedAt
  FROM approval_request a JOIN project p ON p.id = a.project_id
  WHERE a.requested_by = ? AND a.state = 'pending' ORDER BY a.requested_at`)

/** What somebody has asked for and nobody has decided yet, in every project. */
export function openRequestsOf(db: ReadHandle, userId: string): OpenRequest[] {
  return db.hotAll(pendingOf, userId)
}

/** Takes back whatever somebody who left still asked for: nobody could run it in that name any more. */
export function withdrawRequestsOf({ db, actor }: CommandContext, userId: string, reason: string): number {
  const open = openRequestsOf(db, userId)
  for (const { requestId } of open) markDecided(db, requestId, { state: 'withdrawn', by: actor.userId, reason })
  return open.length
}
