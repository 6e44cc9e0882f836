import { computed, ref, watch } from 'vue'
import type { ComputedRef } from 'vue'

import { exportFileName } from '../../../../src-shared/domain/document/export-file-name.ts'
import { call } from '../../../platform/client.ts'
import { desktop } from '../../../platform/desktop.ts'
import { errorText } from '../../../platform/error-text.ts'
import { count } from '../../../platform/format.ts'
import { language, t } from '../../../platform/i18n.ts'
import { useSession } from '../../../platform/session.ts'
import { today } from '../../../platform/time.ts'
import { useCommand } from '../../../platform/use-command.ts'
import { notify } from '../../../ui/notice/notice.ts'
import type { ListSource } from '../../../ui/table/list-source.ts'
import type { DraftView, RowSet, RowView } from '../import-words.ts'
import type { OpenDraft } from '../use-draft-view.ts'
import { columnsOf, fieldsShown } from './check-columns.ts'

const WINDOW = 200

/** The rows of a draft by what will become of them, and what can be done with the draft as a whole. */
export function useCheck(draft: OpenDraft, view: ComputedRef<DraftView>) {
  const session = useSession()
  const starting = useCommand('import.start')
  const saving = useCommand('import.save_wrong_rows')
  const show = ref<RowSet>(firstSet(view.value))
  // A column stays while the page is open, or the table would change under the hand with the last mend of its kind.
  const wrongFields = ref<readonly string[]>([])
  watch(
    () => view.value.totals.wrongFields,
    (fields) => {
      wrongFields.value = [...new Set([...wrongFields.value, ...fields])]
    },
    { immediate: true },
  )
  const fields = computed(() => fieldsShown(view.value, show.value, show.value === 'wrong' ? wrongFields.value : []))

  async function start(wrongRows: 'leave_out' | 'refuse'): Promise<string | null> {
    starting.renew()
    const answer = await starting.run({ draftId: view.value.draftId, wrongRows })
    if (answer.ok) return answer.value.jobId
    if (answer.error.code === 'import.rows_wrong') show.value = 'wrong'
    return null
  }

  async function saveWrongRows(): Promise<void> {
    if (view.value.totals.wrong === 0) return
    const suggestedName = exportFileName({
      report: t('import.page.wrong_file'),
      project: session.view?.project?.name ?? '',
      date: today(),
      ext: 'xlsx',
    })
    const grant = await desktop().chooseSave({ kind: 'xlsx', suggestedName })
    if (grant === null) return
    saving.renew()
    const answer = await saving.run({ draftId: view.value.draftId, grantId: grant.grantId, language: language() })
    if (!answer.ok) {
      notify({ tone: 'due', text: errorText(answer.error) })
      return
    }
    const run = (): void => void desktop().openSaved({ grantId: grant.grantId, reveal: false })
    notify({
      tone: 'ok',
      text: t('import.page.saved', { name: grant.fileName, count: answer.value.rows }),
      action: { label: t('import.page.open'), run },
    })
  }

  return {
    show,
    fields,
    columns: computed(() => columnsOf(view.value, show.value, fields.value)),
    source: computed(() => rowSource(view.value.draftId, show.value)),
    toImport: computed(() => view.value.totals.ready + view.value.totals.update),
    sets: computed(() => setsOf(view.value)),
    starting,
    start,
    saving,
    saveWrongRows,
  }
}

function firstSet({ totals }: DraftView): RowSet {
  if (totals.wrong > 0) return 'wrong'
  return totals.ready > 0 || totals.update === 0 ? 'ready' : 'update'
}

function setsOf({ totals }: DraftView): readonly { readonly set: RowSet; readonly rows: string }[] {
  return [
    { set: 'wrong', rows: count(totals.wrong) },
    { set: 'ready', rows: count(totals.ready) },
    ...(totals.update > 0 ? [{ set: 'update' as const, rows: count(totals.update) }] : []),
    ...(totals.rewrittenCells > 0 ? [{ set: 'rewritten' as const, rows: count(totals.rewrittenCells) }] : []),
  ]
}

/** The rows come by windows of the plan: a sheet of 5,000 rows does not cross as a whole. */
function rowSource(draftId: DraftView['draftId'], show: RowSet): ListSource<RowView> {
  return {
    open: async () => {
      const answer = await call.query('import.rows', { draftId, show, from: 0, size: WINDOW })
      if (!answer.ok) return answer
      const { rows, count: all } = answer.value
      return { ok: true, value: { snapshotId: show, count: all, cut: false, sums: {}, rows } }
    },
    window: async ({ from, size }) => call.query('import.rows', { draftId, show, from, size }),
  }
}
