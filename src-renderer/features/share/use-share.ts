import { computed, reactive, ref, shallowRef, watch } from 'vue'

import { exportFileName } from '../../../src-shared/domain/document/export-file-name.ts'
import { EXCLUSIONS } from '../../../src-shared/domain/share/index.ts'
import type { ExclusionKind } from '../../../src-shared/domain/share/index.ts'
import type { Id } from '../../../src-shared/kernel/ids.ts'
import type { Fen } from '../../../src-shared/kernel/money.ts'
import { addMonths, firstDayOf, lastDayOf, monthOf } from '../../../src-shared/kernel/time.ts'
import type { LocalDate } from '../../../src-shared/kernel/time.ts'
import { desktop } from '../../platform/desktop.ts'
import { errorText } from '../../platform/error-text.ts'
import { money } from '../../platform/format.ts'
import { language, t } from '../../platform/i18n.ts'
import { useSession } from '../../platform/session.ts'
import { today } from '../../platform/time.ts'
import { useCommand } from '../../platform/use-command.ts'
import { useAppQuery } from '../../platform/use-query.ts'
import { confirmAct } from '../../ui/layer/confirm.ts'
import { notify } from '../../ui/notice/notice.ts'
import { followExport } from '../job/index.ts'
import { useJob } from '../standard/index.ts'

/** The pool under the hand, its days and checklist, what it comes to, and posting it. */
export function useShare() {
  const session = useSession()
  const pools = useAppQuery('share.pools', {})
  const poolId = shallowRef<Id | null>(null)
  const before = addMonths(monthOf(today()), -1)
  const fromOn = ref<LocalDate | null>(firstDayOf(before))
  const toOn = ref<LocalDate | null>(lastDayOf(before))
  const amountFen = ref<number | null>(null)
  const excluded = reactive<Partial<Record<ExclusionKind, number | null>>>({})
  const jobId = shallowRef<Id | null>(null)
  const publishing = useCommand('share.publish')
  const exporting = useCommand('share.export_sheet')
  const pool = computed(() => pools.data.value?.pools.find((one) => one.poolId === poolId.value) ?? null)
  const mayRun = computed(() => session.can('billing.run'))
  const asked = computed(() => ({
    poolId: poolId.value ?? ('' as Id),
    fromOn: fromOn.value ?? today(),
    toOn: toOn.value ?? today(),
    amountFen: pool.value?.kind === 'amount' ? (amountFen.value as Fen | null) : null,
    exclusions: EXCLUSIONS.flatMap((kind) => {
      const value = excluded[kind] ?? null
      return value === null || value === 0 ? [] : [{ kind, value }]
    }),
  }))
  const isAsked = computed(
    () =>
      mayRun.value &&
      pool.value !== null &&
      fromOn.value !== null &&
      toOn.value !== null &&
      (pool.value.kind !== 'amount' || amountFen.value !== null),
  )
  const preview = useAppQuery('share.preview', () => asked.value, { enabled: isAsked, staleTime: 0 })

  watch(
    () => pools.data.value,
    (data) => {
      poolId.value ??= data?.pools[0]?.poolId ?? null
    },
    { immediate: true },
  )
  watch(poolId, () => {
    amountFen.value = null
    for (const kind of EXCLUSIONS) excluded[kind] = null
  })
  useJob(jobId, (job) => {
    jobId.value = null
    const count = Number(job.result?.['created'] ?? 0)
    if (job.state === 'done') notify({ tone: 'ok', text: t('share.page.published', { count }) })
    else notify({ tone: 'due', text: t('share.page.failed') })
  })

  async function publish(): Promise<void> {
    const plan = preview.data.value
    if (plan === undefined || plan.lines === 0 || pool.value === null || !isAsked.value || jobId.value !== null) return
    const amount = money((plan.ownersFen + plan.developerFen) as Fen)
    const sure = await confirmAct({
      title: t('share.page.confirm_title', { name: pool.value.name }),
      consequences: [t('share.page.confirm_detail', { count: plan.lines, amount })],
      verb: t('share.page.confirm_verb'),
    })
    if (!sure) return
    publishing.renew()
    const answer = await publishing.run({ ...asked.value, fingerprint: plan.fingerprint })
    if (answer.ok) jobId.value = answer.value.jobId
    else notify({ tone: 'due', text: errorText(answer.error) })
  }

  async function saveSheet(run: {
    readonly runId: Id
    readonly poolName: string
    readonly toOn: LocalDate
  }): Promise<void> {
    const project = session.view?.project?.name ?? ''
    const report = `${run.poolName}${t('share.sheet.name')}`
    const suggestedName = exportFileName({ report, project, date: run.toOn, ext: 'xlsx' })
    const grant = await desktop().chooseSave({ kind: 'xlsx', suggestedName })
    if (grant === null) return
    exporting.renew()
    const answer = await exporting.run({ runId: run.runId, grantId: grant.grantId, language: language() })
    if (answer.ok) followExport(answer.value.jobId)
    else notify({ tone: 'due', text: errorText(answer.error) })
  }

  return {
    pools,
    poolId,
    pool,
    fromOn,
    toOn,
    amountFen,
    excluded,
    isAsked,
    preview,
    mayRun,
    mayEdit: computed(() => session.can('metering.edit')),
    busy: computed(() => publishing.busy.value || jobId.value !== null),
    publish,
    saveSheet,
  }
}
