import { shallowRef } from 'vue'

import type { Id } from '../../src-shared/kernel/ids.ts'
import type { Fen } from '../../src-shared/kernel/money.ts'
import type { AppCommandName, WireError } from './client.ts'

/** An act that core refused to one person alone: exactly what was sent, under its own id. */
export interface ApprovalAsk {
  readonly operation: AppCommandName
  readonly input: unknown
  readonly actId: Id
  readonly kind: string
  /** What the person could do alone; `null` where no amount would do. */
  readonly limitFen: Fen | null
  /** It may also wait in the inbox. */
  readonly inbox: boolean
}

export type ApprovalOutcome =
  /** Somebody agreed on the spot and it is done: the answer of the command itself. */
  { readonly kind: 'done'; readonly answer: unknown } | { readonly kind: 'sent' } | { readonly kind: 'given_up' }

interface Asked extends ApprovalAsk {
  readonly settle: (outcome: ApprovalOutcome) => void
}

/** The question on the screen; the host of the approval feature shows it, whatever page it came from. */
export const approvalAsked = shallowRef<Asked | null>(null)

export function askApproval(ask: ApprovalAsk): Promise<ApprovalOutcome> {
  approvalAsked.value?.settle({ kind: 'given_up' })
  return new Promise((resolve) => {
    approvalAsked.value = {
      ...ask,
      settle: (outcome) => {
        approvalAsked.value = null
        resolve(outcome)
      },
    }
  })
}

/** What a form gets instead of an answer when its act has gone to the inbox: there is nothing more to do in it. */
export const SENT_TO_INBOX: WireError = { class: 'refused', code: 'approval.requested', params: {} }

export function isSentToInbox(answer: { readonly ok: boolean; readonly error?: WireError }): boolean {
  return answer.error === SENT_TO_INBOX
}
