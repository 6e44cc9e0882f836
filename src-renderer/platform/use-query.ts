import { useQuery } from '@pinia/colada'
import type { EntryKey } from '@pinia/colada'
import { computed, shallowRef, toValue } from 'vue'
import type { ComputedRef, MaybeRefOrGetter, ShallowRef } from 'vue'

import type { Instant } from '../../src-shared/kernel/time.ts'
import { call } from './client.ts'
import type { AppQueryName, InputFor, OutputFor, WireError } from './client.ts'
import { now } from './time.ts'

/** Carries a refusal through the cache; the page sees `failure`, never an exception. */
export class CallFailed extends Error {
  override readonly name = 'CallFailed'
  readonly wire: WireError

  constructor(wire: WireError) {
    super(wire.code)
    this.wire = wire
  }
}

/** A query as pages and `QueryView` see it. */
export interface AppQuery<T> {
  readonly data: ComputedRef<T | undefined>
  readonly failure: ComputedRef<WireError | null>
  /** The first answer is not there yet. */
  readonly waiting: ComputedRef<boolean>
  /** A newer answer is under way. */
  readonly refreshing: ComputedRef<boolean>
  /** When the figures were read, for "stale" lines. */
  readonly asOf: ShallowRef<Instant | null>
  readonly refresh: () => Promise<void>
}

export interface AppQueryOptions {
  readonly enabled?: MaybeRefOrGetter<boolean>
  /** Milliseconds in which a second page may take the same answer; 5 s unless told. Events renew it in any case. */
  readonly staleTime?: number
}

/** Key of an operation's answers in the cache: operation first, so that an event can name it alone. */
export function queryKey(name: string, input: unknown): EntryKey {
  return [name, input as EntryKey[number]]
}

/** Reads by an operation of the contract; read again when its input changes or an event names it. */
export function useAppQuery<N extends AppQueryName>(
  name: N,
  input: MaybeRefOrGetter<InputFor<N>>,
  options: AppQueryOptions = {},
): AppQuery<OutputFor<N>> {
  const asOf = shallowRef<Instant | null>(null)
  const entry = useQuery<OutputFor<N>>({
    key: () => queryKey(name, toValue(input)),
    query: async () => {
      const answer = await call.query(name, toValue(input))
      if (!answer.ok) throw new CallFailed(answer.error)
      asOf.value = now()
      return answer.value
    },
    enabled: () => toValue(options.enabled ?? true),
    ...(options.staleTime === undefined ? {} : { staleTime: options.staleTime }),
  })
  return {
    data: computed(() => entry.data.value),
    failure: computed(() => (entry.error.value === null ? null : wireOf(entry.error.value))),
    waiting: computed(() => entry.isPending.value),
    refreshing: computed(() => entry.isLoading.value),
    asOf,
    refresh: async () => {
      await entry.refetch()
    },
  }
}

function wireOf(error: unknown): WireError {
  if (error instanceof CallFailed) return error.wire
  return { class: 'internal', code: 'page.defect', params: {} }
}
