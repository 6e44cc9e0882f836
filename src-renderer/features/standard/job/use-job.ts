import { computed, shallowRef, watch } from 'vue'
import type { ComputedRef, Ref } from 'vue'

import type { Id } from '../../../../src-shared/kernel/ids.ts'
import type { OutputFor } from '../../../platform/client.ts'
import { now } from '../../../platform/time.ts'
import { useAppQuery } from '../../../platform/use-query.ts'
import type { AppQuery } from '../../../platform/use-query.ts'
import { paceOf } from './pace.ts'
import type { Pace, Sample } from './pace.ts'

export type JobView = OutputFor<'job.open'>

export interface WatchedJob {
  readonly query: AppQuery<JobView>
  readonly view: ComputedRef<JobView | undefined>
  readonly pace: ComputedRef<Pace | null>
}

/** Whether nothing more will come of it. */
export function hasEnded(job: Pick<JobView, 'state'>): boolean {
  return job.state === 'done' || job.state === 'failed' || job.state === 'cancelled'
}

/** Follows a job by its events; `onEnd` is called once, when it is done, failed or cancelled while this page looks on. */
export function useJob(jobId: Ref<Id | null>, onEnd: (job: JobView) => void = () => undefined): WatchedJob {
  const query = useAppQuery('job.open', () => ({ jobId: jobId.value ?? ('' as Id) }), {
    enabled: () => jobId.value !== null,
    staleTime: 0,
  })
  const view = computed(() => (query.data.value?.jobId === jobId.value ? query.data.value : undefined))
  const first = shallowRef<Sample | null>(null)
  const last = shallowRef<Sample | null>(null)
  let reported: Id | null = null

  watch(jobId, () => {
    first.value = null
    last.value = null
  })
  watch(
    view,
    (job) => {
      if (job === undefined) return
      const sample = { done: job.done, atMs: now() }
      if (job.state === 'running') first.value ??= sample
      last.value = sample
      if (!hasEnded(job) || reported === job.jobId) return
      reported = job.jobId
      onEnd(job)
    },
    { immediate: true },
  )

  return {
    query,
    view,
    pace: computed(() => {
      if (first.value === null || last.value === null || view.value?.state !== 'running') return null
      return paceOf({ first: first.value, last: last.value, total: view.value.total })
    }),
  }
}
