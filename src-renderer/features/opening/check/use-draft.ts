import { computed, ref, shallowRef, watch } from 'vue'
import { useRouter } from 'vue-router'

import type { Id } from '../../../../src-shared/kernel/ids.ts'
import type { Fen } from '../../../../src-shared/kernel/money.ts'
import { call, newCommandId } from '../../../platform/client.ts'
import type { InputFor } from '../../../platform/client.ts'
import { errorText } from '../../../platform/error-text.ts'
import { money } from '../../../platform/format.ts'
import { t } from '../../../platform/i18n.ts'
import { useCommand } from '../../../platform/use-command.ts'
import { useAppQuery } from '../../../platform/use-query.ts'
import { confirmAct } from '../../../ui/layer/confirm.ts'
import { notify } from '../../../ui/notice/notice.ts'
import type { ListSource } from '../../../ui/table/list-source.ts'
import { useJob } from '../../standard/index.ts'
import { failureText } from '../opening-words.ts'
import type { OpeningRow, OpeningView } from '../opening-words.ts'
import { OPENING } from '../places.ts'

export type RowSet = 'wrong' | 'ready' | 'all'
type Change = InputFor<'opening.change'>['change']

const WINDOW = 200

/**
 * A draft with what was changed in this window. Changes go one after the other: a second mend that is typed while the first is under
 * way is another act, not the same once more.
 */
export function useDraft(draftId: () => Id) {
  const router = useRouter()
  const query = useAppQuery('opening.open', () => ({ draftId: draftId() }), { staleTime: 0 })
  const posting = useCommand('opening.post', { timeoutMs: 130_000 })
  const latest = shallowRef<OpeningView | null>(null)
  const version = ref(0)
  const show = ref<RowSet>('wrong')
  const jobId = shallowRef<Id | null>(null)
  const problem = ref('')
  let turn: Promise<unknown> = Promise.resolve()
  const view = computed(() => latest.value ?? query.data.value)
  watch(query.data, (data, before) => {
    latest.value = null
    if (data !== undefined && before === undefined) show.value = data.wrong > 0 ? 'wrong' : 'ready'
  })
  useJob(jobId, (job) => {
    jobId.value = null
    if (job.state !== 'done') {
      notify({ tone: 'due', text: t('opening.check.failed') })
      return
    }
    const { debts = 0, totalFen = 0 } = (job.result ?? {}) as Readonly<Record<string, number>>
    notify({ tone: 'ok', text: t('opening.check.posted', { debts, amount: money(totalFen as Fen) }) })
    void router.push(OPENING)
  })

  function change(what: Change): Promise<boolean> {
    const sent = turn.then(() => send(what))
    turn = sent
    return sent
  }

  async function send(what: Change): Promise<boolean> {
    problem.value = ''
    const asked = { draftId: draftId(), change: what }
    const answer = await call.command('opening.change', asked, { commandId: newCommandId() })
    if (!answer.ok) {
      problem.value = failureText(answer.error)
      return false
    }
    latest.value = answer.value
    version.value += 1
    return true
  }

  /** Says what a column holds; the column that held it before is left out. */
  function name(index: number, field: string | null): Promise<boolean> {
    const columns = (view.value?.columns ?? []).flatMap((column): { index: number; field: string }[] => {
      if (column.index === index) return field === null ? [] : [{ index, field }]
      return column.field === null || column.field === field ? [] : [{ index: column.index, field: column.field }]
    })
    return change({ kind: 'columns', columns })
  }

  /** One control total as it was typed; the others stay. `itemId` null: the rooms. */
  async function state(itemId: Id | null, value: number | null): Promise<void> {
    const totals = view.value?.totals
    if (totals === undefined) return
    const items = totals.items.map((item) => ({
      itemId: item.itemId,
      owedFen: (item.itemId === itemId ? value : item.statedFen) as Fen | null,
    }))
    await change({ kind: 'totals', rooms: itemId === null ? value : totals.statedRooms, items })
  }

  async function post(): Promise<void> {
    const now = view.value
    if (now === undefined || !mayPost.value) return
    const { totals } = now
    const { debts, paidUntil: paid, readings } = totals
    const sure = await confirmAct({
      title: t('opening.check.post_title', { file: now.fileName }),
      consequences: [
        t('opening.check.post_detail', { debts, paid, readings, amount: money(totals.owedFen) }),
        t('opening.check.post_undo'),
      ],
      verb: t('opening.check.post_verb'),
    })
    if (!sure) return
    posting.renew()
    const answer = await posting.run({ draftId: now.draftId, fingerprint: now.fingerprint })
    if (answer.ok) jobId.value = answer.value.jobId
    else problem.value = errorText(answer.error)
  }

  const isPosting = computed(() => jobId.value !== null || (view.value?.postingJobId ?? null) !== null)
  const mayPost = computed(
    () =>
      view.value !== undefined &&
      view.value.wrong === 0 &&
      view.value.ready > 0 &&
      view.value.totals.agree &&
      !isPosting.value,
  )
  return {
    query,
    view,
    version,
    show,
    problem,
    source: computed(() => rowSource(draftId(), show.value)),
    isPosting,
    mayPost,
    busy: computed(() => posting.busy.value || jobId.value !== null),
    change,
    name,
    state,
    post,
  }
}
export type OpenOpening = ReturnType<typeof useDraft>

/** The rows come by windows of the plan: a sheet of 50,000 rows does not cross as a whole. */
function rowSource(draftId: Id, show: RowSet): ListSource<OpeningRow> {
  return {
    open: async () => {
      const answer = await call.query('opening.rows', { draftId, show, from: 0, size: WINDOW })
      if (!answer.ok) return answer
      const { rows, count: all } = answer.value
      return { ok: true, value: { snapshotId: show, count: all, cut: false, sums: {}, rows } }
    },
    window: async ({ from, size }) => call.query('opening.rows', { draftId, show, from, size }),
  }
}
