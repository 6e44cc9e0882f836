import { computed, shallowRef } from 'vue'

import { errorText } from '../../platform/error-text.ts'
import { t } from '../../platform/i18n.ts'
import { useSession } from '../../platform/session.ts'
import { today } from '../../platform/time.ts'
import { useCommand } from '../../platform/use-command.ts'
import { useAppQuery } from '../../platform/use-query.ts'
import { confirmAct } from '../../ui/layer/confirm.ts'
import { notify } from '../../ui/notice/notice.ts'
import { suggestMonth } from './run/run-scope.ts'
import type { AskedRun, RunView } from './run/run-scope.ts'
import type { Stage } from './run/run-stage.ts'

/** The page of runs: the three steps, what was run before, and the layers above it. */
export function useBilling() {
  const session = useSession()
  const runs = useAppQuery('billing.runs', {})
  const stage = shallowRef<Stage>({ kind: 'scope' })
  const current = shallowRef<RunView | null>(null)
  const layer = shallowRef<'none' | 'undo' | 'notices' | 'settings'>('none')
  const dropping = useCommand('billing.drop_submitted')

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
    handedIn: () => {
      stage.value = { kind: 'scope' }
      notify({ tone: 'ok', text: t('billing.check.submitted') })
    },
    drop: async (run: RunView) => {
      const question = {
        title: t('billing.runs.drop_title'),
        consequences: [t('billing.runs.drop_detail')],
        verb: t('billing.runs.drop'),
      }
      if (!(await confirmAct(question))) return
      const answer = await dropping.run({ runId: run.runId })
      if (!answer.ok) notify({ tone: 'due', text: errorText(answer.error) })
    },
    show: (next: 'undo' | 'notices' | 'settings') => {
      layer.value = next
    },
  }
}
