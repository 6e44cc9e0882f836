import { computed, shallowRef } from 'vue'

import { useSession } from '../../platform/session.ts'
import { today } from '../../platform/time.ts'
import { useAppQuery } from '../../platform/use-query.ts'
import { suggestMonth } from './run/run-scope.ts'
import type { AskedRun, RunView } from './run/run-scope.ts'
import type { Stage } from './run/run-stage.ts'

/** The page of runs: the three steps, what was run before, and the layers above it. */
export function useBilling() {
  const session = useSession()
  const runs = useAppQuery('billing.runs', {})
  const stage = shallowRef<Stage>({ kind: 'scope' })
  const current = shallowRef<RunView | null>(null)
  const layer = shallowRef<'none' | 'undo' | 'notices'>('none')

  return {
    runs,
    stage,
    current,
    layer,
    mayRun: computed(() => session.can('billing.run')),
    mayUndo: computed(() => session.can('billing.undo')),
    mayPrint: computed(() => session.has('bill_notice')),
    suggested: computed(() => suggestMonth(runs.data.value?.runs ?? [], today())),
    ask: (asked: AskedRun) => {
      stage.value = { kind: 'check', asked }
    },
    backToScope: () => {
      stage.value = { kind: 'scope' }
    },
    follow: (run: Pick<RunView, 'month' | 'jobId'>) => {
      if (run.jobId !== null) stage.value = { kind: 'publish', month: run.month, jobId: run.jobId }
    },
    show: (next: 'undo' | 'notices') => {
      layer.value = next
    },
  }
}
