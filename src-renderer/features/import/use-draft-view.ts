import { computed, ref, shallowRef, watch } from 'vue'
import type { ComputedRef } from 'vue'

import type { Id } from '../../../src-shared/kernel/ids.ts'
import { call, newCommandId } from '../../platform/client.ts'
import type { InputFor, OutputFor, Result, WireError } from '../../platform/client.ts'
import { useAppQuery } from '../../platform/use-query.ts'
import type { AppQuery } from '../../platform/use-query.ts'
import type { DraftView } from './import-words.ts'

export type DraftCommand = 'import.configure' | 'import.mend'

export interface OpenDraft {
  readonly query: AppQuery<DraftView>
  readonly view: ComputedRef<DraftView | undefined>
  /** Rises with each change: lists of rows read again. */
  readonly version: Readonly<{ value: number }>
  readonly busy: Readonly<{ value: boolean }>
  change<N extends DraftCommand>(name: N, input: Omit<InputFor<N>, 'draftId'>): Promise<WireError | null>
}

/**
 * A draft with what was changed in this window. Changes go one after the other: a second mend that is typed while the first is under way
 * is another act, not the same once more.
 */
export function useDraftView(draftId: () => Id): OpenDraft {
  const query = useAppQuery('import.open', () => ({ draftId: draftId() }), { staleTime: 0 })
  const latest = shallowRef<DraftView | null>(null)
  const version = ref(0)
  const underWay = ref(0)
  let turn: Promise<unknown> = Promise.resolve()
  watch(query.data, () => {
    latest.value = null
  })

  async function send<N extends DraftCommand>(name: N, input: Omit<InputFor<N>, 'draftId'>): Promise<WireError | null> {
    const asked = { draftId: draftId(), ...input } as InputFor<N>
    const answer: Result<OutputFor<N>> = await call.command(name, asked, { commandId: newCommandId() })
    if (!answer.ok) return answer.error
    latest.value = answer.value as DraftView
    version.value += 1
    return null
  }

  return {
    query,
    view: computed(() => latest.value ?? query.data.value),
    version,
    busy: computed(() => underWay.value > 0),
    change: (name, input) => {
      underWay.value += 1
      const sent = turn
        .then(() => send(name, input))
        .finally(() => {
          underWay.value -= 1
        })
      turn = sent
      return sent
    },
  }
}
