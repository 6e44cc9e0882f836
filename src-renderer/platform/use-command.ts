import { computed, readonly, shallowRef } from 'vue'
import type { ComputedRef, Ref } from 'vue'

import type { CallOptions } from '../../src-shared/contract/request/client.ts'
import type { Id } from '../../src-shared/kernel/ids.ts'
import type { Fen } from '../../src-shared/kernel/money.ts'
import { SENT_TO_INBOX, askApproval } from './approval-ask.ts'
import { call, newCommandId } from './client.ts'
import type { AppCommandName, InputFor, OutputFor, Result, WireError } from './client.ts'
import { errorText, fieldTexts } from './error-text.ts'

export interface AppCommand<N extends AppCommandName> {
  readonly busy: Readonly<Ref<boolean>>
  /** The last refusal, until the next attempt. */
  readonly failure: Readonly<Ref<WireError | null>>
  /** Texts beside fields, by dotted path. */
  readonly fieldErrors: ComputedRef<Readonly<Record<string, string>>>
  /** The text of a refusal that belongs to no field; empty when there is none. */
  readonly message: ComputedRef<string>
  run(input: InputFor<N>): Promise<Result<OutputFor<N>>>
  /** Forgets the refusal and takes a new id: the form starts another act. */
  renew(): void
}

/**
 * A command of the contract for one form. Its id is made here, when the form opens, and renewed after success alone: a
 * second press or a retry after a time-out is the same act. While it runs, further presses get the same answer.
 */
export function useCommand<N extends AppCommandName>(name: N, options: CallOptions = {}): AppCommand<N> {
  const busy = shallowRef(false)
  const failure = shallowRef<WireError | null>(null)
  const fieldErrors = computed(() => fieldTexts(failure.value))
  let commandId = newCommandId()
  let underWay: Promise<Result<OutputFor<N>>> | null = null

  async function send(input: InputFor<N>): Promise<Result<OutputFor<N>>> {
    busy.value = true
    failure.value = null
    try {
      const direct = await call.command(name, input, { ...options, commandId })
      const answer = direct.ok ? direct : await byApproval(direct, { input, actId: commandId as Id })
      if (!answer.ok && answer.error === SENT_TO_INBOX) commandId = newCommandId()
      if (answer.ok) commandId = newCommandId()
      else failure.value = answer.error
      return answer
    } finally {
      busy.value = false
      underWay = null
    }
  }

  /** What one person may not do alone is offered to a second one, in the same way whatever the form is. */
  async function byApproval(
    refused: Extract<Result<OutputFor<N>>, { ok: false }>,
    act: { readonly input: InputFor<N>; readonly actId: Id },
  ): Promise<Result<OutputFor<N>>> {
    const { code, params } = refused.error
    if (code !== 'approval.required') return refused
    const { kind, limitFen, inbox } = params as { kind: string; limitFen: Fen | null; inbox: boolean }
    const outcome = await askApproval({ operation: name, ...act, kind, limitFen, inbox })
    if (outcome.kind === 'done') return { ok: true, value: outcome.answer as OutputFor<N> }
    return outcome.kind === 'sent' ? { ok: false, error: SENT_TO_INBOX } : refused
  }

  return {
    busy: readonly(busy),
    failure,
    fieldErrors,
    message: computed(() => {
      const error = failure.value
      return error === null || Object.keys(fieldErrors.value).length > 0 ? '' : errorText(error)
    }),
    run: (input) => (underWay ??= send(input)),
    renew: () => {
      failure.value = null
      commandId = newCommandId()
    },
  }
}
