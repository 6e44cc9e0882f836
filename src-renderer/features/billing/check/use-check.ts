import { computed, shallowRef } from 'vue'

import type { Id } from '../../../../src-shared/kernel/ids.ts'
import { addMonths } from '../../../../src-shared/kernel/time.ts'
import { count, money } from '../../../platform/format.ts'
import { t } from '../../../platform/i18n.ts'
import { useCommand } from '../../../platform/use-command.ts'
import { useAppQuery } from '../../../platform/use-query.ts'
import { confirmAct } from '../../../ui/layer/confirm.ts'
import { monthShort, monthTitle } from '../month-words.ts'
import type { AskedRun } from '../run/run-scope.ts'
import { countToMend } from './mend.ts'
import { totalChangeText } from './plan-words.ts'
import type { Preview } from './plan-words.ts'

export const TABS = ['outliers', 'created', 'skipped', 'existing'] as const
export type Tab = (typeof TABS)[number]

/** The second step: the plan of the month, looked at and then published as it was seen. */
export function useCheck(asked: AskedRun, onPublished: (jobId: Id) => void) {
  const preview = useAppQuery('billing.preview', { month: asked.month, scope: asked.scope }, { staleTime: 0 })
  const command = useCommand('billing.publish')
  const tab = shallowRef<Tab>('outliers')

  async function publish(): Promise<void> {
    const plan = preview.data.value
    if (plan === undefined || plan.created === 0 || command.busy.value) return
    if (!(await confirmAct(publishQuestion(plan, asked)))) return
    const answer = await command.run({ month: asked.month, scope: asked.scope, fingerprint: plan.fingerprint })
    if (answer.ok) onPublished(answer.value.jobId)
    else if (answer.error.code === 'billing.plan_changed') await preview.refresh()
  }

  return {
    preview,
    tab,
    publish,
    busy: command.busy,
    message: command.message,
    /** Lines that differ from the month before; the plan lists the largest changes first. */
    changed: computed(() =>
      (preview.data.value?.outliers ?? []).filter((line) => line.amountFen !== line.lastMonthFen),
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
      detail: t('billing.check.created_detail', { count: fees, n: count(fees) }),
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
