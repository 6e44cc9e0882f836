import type { Refusal } from '../../kernel/app-error.ts'
import { refusal } from '../../kernel/app-error.ts'
import type { Fen } from '../../kernel/money.ts'
import type { Instant } from '../../kernel/time.ts'
import type { Limit } from './limit.ts'
import { allows } from './limit.ts'

/** 审批状态. `nobody_else`: done alone because nobody else could approve it; written down all the same. */
export const APPROVAL_STATES = ['pending', 'approved', 'rejected', 'withdrawn', 'expired', 'nobody_else'] as const
export type ApprovalState = (typeof APPROVAL_STATES)[number]

export interface AskedApproval {
  readonly state: ApprovalState
  readonly applicantId: string
  readonly projectId: string
  readonly amountFen: Fen | null
  /** The buildings that it touches; `null`: the whole project. */
  readonly buildingIds: readonly string[] | null
  readonly expiresAt: Instant
}

export interface Approver {
  readonly userId: string
  readonly projectId: string
  readonly mayDecide: boolean
  readonly limit: Limit
  readonly buildingIds: readonly string[] | null
  /** Who last made, enabled or reset this person's account, and when; `null`: the person alone. */
  readonly handed: { readonly by: string; readonly at: Instant } | null
}

/** For so long after somebody handed out an account, and so may know its password, it approves nothing that this somebody asks. */
export const HANDED_DAYS = 7
const DAY_MS = 86_400_000

export type DecisionCode =
  | 'approval.no_right'
  | 'approval.own_request'
  | 'approval.account_handed'
  | 'approval.already_decided'
  | 'approval.expired'
  | 'approval.beyond_limit'

type Decision = { readonly kind: 'may_decide' } | Refusal<DecisionCode>

/** Whether the person sees all that the request touches. */
export function isInSight(
  asked: Pick<AskedApproval, 'projectId' | 'buildingIds'>,
  who: Pick<Approver, 'projectId' | 'buildingIds'>,
): boolean {
  if (asked.projectId !== who.projectId) return false
  if (who.buildingIds === null) return true
  const own = who.buildingIds
  return asked.buildingIds !== null && asked.buildingIds.every((id) => own.includes(id))
}

/** Who may say no: whoever may decide at all, but the applicant, who withdraws instead. */
export function decideRejection(asked: AskedApproval, who: Approver, now: Instant): Decision {
  if (!who.mayDecide || !isInSight(asked, who)) return refusal('approval.no_right')
  if (asked.applicantId === who.userId) return refusal('approval.own_request')
  return stillOpen(asked, now)
}

/** Who may say yes: the same, up to the own limit. `asked` carries the amount as it is now, not as it was when asked. */
export function decideApproval(asked: AskedApproval, who: Approver, now: Instant): Decision {
  const decision = decideRejection(asked, who, now)
  if (decision.kind === 'refused') return decision
  if (who.handed !== null && who.handed.by === asked.applicantId && now < who.handed.at + HANDED_DAYS * DAY_MS)
    return refusal('approval.account_handed', { days: HANDED_DAYS })
  if (allows(who.limit, asked.amountFen)) return decision
  if (who.limit.kind === 'never') return refusal('approval.no_right')
  return refusal('approval.beyond_limit', { limitFen: who.limit.kind === 'up_to' ? who.limit.fen : null })
}

/** What has been decided stays decided, and a paper that lay too long is asked for anew. */
export function stillOpen(asked: Pick<AskedApproval, 'state' | 'expiresAt'>, now: Instant): Decision {
  if (asked.state === 'expired') return refusal('approval.expired')
  if (asked.state !== 'pending') return refusal('approval.already_decided')
  return now >= asked.expiresAt ? refusal('approval.expired') : { kind: 'may_decide' }
}
