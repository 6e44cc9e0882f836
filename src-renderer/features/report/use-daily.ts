import { computed, shallowRef } from 'vue'

import { exportFileName } from '../../../src-shared/domain/document/export-file-name.ts'
import { MONEY_TENDERS } from '../../../src-shared/domain/ledger/index.ts'
import { desktop } from '../../platform/desktop.ts'
import { errorText } from '../../platform/error-text.ts'
import { language, t } from '../../platform/i18n.ts'
import { useSession } from '../../platform/session.ts'
import { today } from '../../platform/time.ts'
import { useCommand } from '../../platform/use-command.ts'
import { useAppQuery } from '../../platform/use-query.ts'
import { notify } from '../../ui/notice/notice.ts'
import { followExport } from '../job/index.ts'
import { arraySource } from '../../ui/table/list-source.ts'
import type { DailyRow } from './daily-columns.ts'
import { compareDays, dailySums } from './daily-columns.ts'
import { periodOf, presetOf } from './periods.ts'
import type { Period, Preset } from './periods.ts'

/** The days on the screen, their rows with sums, and the two workbooks made of the same days. */
export function useDaily() {
  const session = useSession()
  const period = shallowRef<Period>(periodOf('today', today()))
  const query = useAppQuery('report.daily', () => period.value, { staleTime: 0 })
  const source = computed(() => {
    const daily = query.data.value
    return arraySource<DailyRow>(daily?.rows ?? [], {
      compare: compareDays,
      sums: daily === undefined ? {} : dailySums(daily),
    })
  })
  const tenders = computed(() => {
    const total = query.data.value?.total
    return MONEY_TENDERS.map((tender) => ({ tender, amountFen: total?.byTender[tender] ?? null }))
  })
  const preset = computed<Preset | 'own'>({
    get: () => presetOf(period.value, today()) ?? 'own',
    set: (next) => {
      if (next !== 'own') period.value = periodOf(next, today())
    },
  })
  const canExport = computed(() => session.can('report.export'))
  const exportingDaily = useCommand('report.export_daily')
  const exportingReceipts = useCommand('report.export_receipts')

  async function exportAs(kind: 'daily' | 'receipts'): Promise<void> {
    if (!canExport.value) return
    const suggestedName = exportFileName({
      report: kind === 'daily' ? t('report.page.file_daily') : t('report.page.file_receipts'),
      project: session.view?.project?.name ?? '',
      date: period.value.toOn,
      ext: 'xlsx',
    })
    const grant = await desktop().chooseSave({ kind: 'xlsx', suggestedName })
    if (grant === null) return
    const input = { ...period.value, grantId: grant.grantId, language: language() }
    const answer = await (kind === 'daily' ? exportingDaily.run(input) : exportingReceipts.run(input))
    if (!answer.ok) {
      notify({ tone: 'due', text: errorText(answer.error) })
      return
    }
    followExport(answer.value.jobId)
  }

  return { period, preset, query, source, tenders, canExport, exportingDaily, exportingReceipts, exportAs }
}
