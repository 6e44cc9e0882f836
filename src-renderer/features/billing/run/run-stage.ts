import type { Id } from '../../../../src-shared/kernel/ids.ts'
import type { Month } from '../../../../src-shared/kernel/time.ts'
import type { AskedRun } from './run-scope.ts'
import { t } from '../../../platform/i18n.ts'
import type { Step } from '../../../ui/step.ts'

/** Where a run stands on this page: 范围 → 核对 → 发布. */
export type Stage =
  | { readonly kind: 'scope' }
  | { readonly kind: 'check'; readonly asked: AskedRun }
  | { readonly kind: 'publish'; readonly month: Month; readonly jobId: Id }

const STEPS = ['scope', 'check', 'publish'] as const

/** The steps for the head. A published run cannot be stepped back into: it is taken back as a whole. */
export function stepsOf(stage: Stage): readonly Step[] {
  const at = STEPS.indexOf(stage.kind)
  return STEPS.map((id, index) => ({
    id,
    title: t(`billing.page.step_${id}`),
    opens: id === 'scope' && stage.kind === 'check',
    state: stateOf(index, at),
  }))
}

function stateOf(index: number, at: number): Step['state'] {
  if (index === at) return 'current'
  return index < at ? 'done' : 'todo'
}
