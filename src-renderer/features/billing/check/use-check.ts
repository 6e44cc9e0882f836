import { computed, shallowRef, watch } from 'vue'

import type { Id } from '../../../../src-shared/kernel/ids.ts'
import { addMonths } from '../../../../src-shared/kernel/time.ts'
import { count, money } from '../../../platform/format.ts'
import { t } from '../../../platform/i18n.ts'
import { useCommand } from '../../../platform/use-command.ts'
import { useAppQuery } from '../../../platform/use-query.ts'
import { confirmAct } from '../../../ui/layer/confirm.ts'
import { monthShort, monthTitle } from '../month-words.ts'
import type { AskedRun, RunScope } from '../run/run-scope.ts'
import { withRow } from './excluded.ts'
import type { Excluded } from './excluded.ts'
import { countToMend } from './mend.ts'
import { totalChangeText } from './plan-words.ts'
import type { Preview } from './plan-words.ts'

export const TABS = ['outliers', 'created', 'skipped', 'existing'] as const
export type Tab = (typeof TABS)[number]

/** The second step: the plan, looked at, thinned out by hand, and then published as it was seen, or handed in for checking. */
export function useCheck(
  asked: AskedRun,
  on: { readonly published: (jobId: Id) => void; readonly submitted: () => void },
) {
  const excluded = shallowRef<readonly Excluded[]>(asked.scope.excluded ?? [])
  const scope = computed<RunScope>(() => {
    const { excluded: _, ...rest } = asked.scope
    return excluded.value.length === 0 ? rest : { ...rest, excluded: [...excluded.value] }
  })
  const preview = useAppQuery('billing.preview', () => ({ month: asked.month, scope: scope.value }), { staleTime: 0 })
  const publishing = useCommand('billing.publish')
  const submitting = useCommand('billing.submit')
  const tab = shallowRef<Tab>('outliers')
  // Taking a row out asks for a new plan: the one on the screen stays until it is there.
  const plan = shallowRef<Preview>()
  watch(
    () => preview.data.value,
    (next) => {
      if (next !== undefined) plan.value = next
    },
    { immediate: true },
  )
  const current = computed(() => preview.data.value !== undefined)
  const busy = computed(() => publishing.busy.value || submitting.busy.value)
  const mayExclude = computed(() => asked.runId === undefined)

  async function publish(): Promise<void> {
    const seen = plan.value
    if (seen === undefined || !current.value || seen.created === 0 || busy.value) return
    if (seen.secondCheck && asked.runId === undefined) return submit(seen)
    if (!(await confirmAct(publishQuestion(seen, asked)))) return
    const answer = await publishing.run({
      month: asked.month,
      scope: scope.value,
      fingerprint: seen.fingerprint,
      ...(asked.runId === undefined ? {} : { runId: asked.runId }),
    })
    if (answer.ok) on.published(answer.value.jobId)
    else if (answer.error.code === 'billing.plan_changed') await preview.refresh()
  }

  async function submit(seen: Preview): Promise<void> {
    const answer = await submitting.run({ month: asked.month, scope: scope.value, fingerprint: seen.fingerprint })
    if (answer.ok) on.submitted()
    else if (answer.error.code === 'billing.plan_changed') await preview.refresh()
  }

  return {
    preview,
    plan,
    current,
    scope,
    tab,
    publish,
    busy,
    excluded,
    mayExclude,
    /** Takes the rows of a room and a fee out, or puts them back. */
    exclude: (row: Excluded, out: boolean) => {
      if (mayExclude.value) excluded.value = withRow(excluded.value, row, out)
    },
    message: computed(() => publishing.message.value || submitting.message.value),
    /** Lines that differ from the month before, and those taken out; the plan lists the largest changes first. */
    changed: computed(() =>
      (plan.value?.outliers ?? []).filter((line) => line.excluded || line.amountFen !== line.lastMonthFen),
    ),
  }
}

function publishQuestion(plan: Preview, { month }: AskedRun) {
  const many = { count: plan.created, n: count(plan.created) }
  const skipped = countToMend(plan.skipped)
  return {
    title: t('billing.publish.confirm_title', { ...many, month: monthTitle(month) }),
    consequences: [
      t('billing.publish.confirm_amount', { amount: money(plan.totalFen) }),
      ...(skipped === 0 ? [] : [t('billing.publish.confirm_skipped', { count: skipped, n: count(skipped) })]),
      ...(plan.excludedCount === 0
        ? []
        : [t('billing.publish.confirm_excluded', { count: plan.excludedCount, n: count(plan.excludedCount) })]),
      t('billing.publish.confirm_undo'),
    ],
    verb: t('billing.publish.confirm_verb', many),
  }
}

export interface Card {
  readonly key: string
  readonly label: string
  readonly value: string
  readonly unit: string
  readonly detail: string
  readonly tone: 'normal' | 'warn'
  readonly tab: Tab
}

/** The five figures above the list; each opens the rows behind it. */
export function cardsOf(plan: Preview, { month }: AskedRun): readonly Card[] {
  const toMend = countToMend(plan.skipped)
  const fine = plan.skippedCount - toMend
  const plain = { unit: '', tone: 'normal' } as const
  const compared =
    plan.lastMonthFen === 0
      ? t('billing.check.compared_none')
      : t('billing.check.compared_detail', { amount: money(plan.lastMonthFen) })
  const fees = plan.byItem.length
  return [
    {
      ...plain,
      key: 'created',
      label: t('billing.check.created'),
      value: count(plan.created),
      unit: t('billing.check.created_unit'),
      detail:
        plan.excludedCount === 0
          ? t('billing.check.created_detail', { count: fees, n: count(fees) })
          : t('billing.check.excluded_detail', { count: plan.excludedCount, n: count(plan.excludedCount) }),
      tab: 'created',
    },
    {
      ...plain,
      key: 'total',
      label: t('billing.check.total'),
      value: money(plan.totalFen),
      detail: t('billing.check.total_detail'),
      tab: 'created',
    },
    {
      ...plain,
      key: 'compared',
      label: t('billing.check.compared', { month: monthShort(addMonths(month, -1)) }),
      value: totalChangeText(plan.totalFen, plan.lastMonthFen),
      detail: compared,
      tab: 'outliers',
    },
    {
      ...plain,
      key: 'existing',
      label: t('billing.check.existing'),
      value: count(plan.existing),
      detail: t('billing.check.existing_detail'),
      tab: 'existing',
    },
    {
      ...plain,
      key: 'skipped',
      label: t('billing.check.skipped'),
      value: count(toMend),
      detail: skippedDetail(plan.skippedCount, fine),
      tone: toMend > 0 ? 'warn' : 'normal',
      tab: 'skipped',
    },
  ]
}

function skippedDetail(all: number, fine: number): string {
  if (all === 0) return t('billing.check.skipped_all_fine')
  return fine === 0 ? t('billing.check.skipped_see') : t('billing.check.skipped_fine', { count: fine, n: count(fine) })
}
