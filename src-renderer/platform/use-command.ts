import { computed, readonly, shallowRef } from 'vue'
import type { ComputedRef, Ref } from 'vue'

import type { CallOptions } from '../../src-shared/contract/request/client.ts'
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
      const answer = await call.command(name, input, { ...options, commandId })
      if (answer.ok) commandId = newCommandId()
      else failure.value = answer.error
      return answer
    } finally {
      busy.value = false
      underWay = null
    }
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
