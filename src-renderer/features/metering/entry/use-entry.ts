import { computed, onScopeDispose, ref, shallowRef, watch } from 'vue'

import type { Anomaly, DialAnswer } from '../../../../src-shared/domain/meter/index.ts'
import { proposeEstimate } from '../../../../src-shared/domain/meter/index.ts'
import type { LocalDate, Month } from '../../../../src-shared/kernel/time.ts'
import { call, newCommandId } from '../../../platform/client.ts'
import type { Result } from '../../../platform/client.ts'
import { errorText } from '../../../platform/error-text.ts'
import { onCoreEvent, onMissedEvents } from '../../../platform/events.ts'
import { reading as readingText } from '../../../platform/format.ts'
import { enumText, t } from '../../../platform/i18n.ts'
import { useSession } from '../../../platform/session.ts'
import { today } from '../../../platform/time.ts'
import { useDraft } from '../../../platform/use-draft.ts'
import { useAppQuery } from '../../../platform/use-query.ts'
import { confirmAct } from '../../../ui/layer/confirm.ts'
import { notify } from '../../../ui/notice/notice.ts'
import { usageText, usualDay, usualMonth } from '../meter-words.ts'
import type { EntryRow, Register } from '../meter-words.ts'
import { NO_DRAFT, dialsOf, isChanged, judgedOf, kindOf, shownValue, withValue } from './entry-draft.ts'
import type { EntryDraft } from './entry-draft.ts'

/** A figure that went down, waiting for somebody to say why. */
export interface OpenQuestion {
  readonly row: EntryRow
  readonly register: Register
  readonly answers: readonly DialAnswer[]
  readonly answer: (answer: DialAnswer | null) => void
}

/** The grid of a route and month: where the hand is, what is typed, what is asked. */
export function useEntry() {
  const session = useSession()
  const month = ref<Month | null>(usualMonth(today()))
  const route = ref<string | null>(null)
  const readOn = ref<LocalDate | null>(usualDay(usualMonth(today()), today()))
  const asked = computed(() => ({ month: month.value ?? usualMonth(today()), route: route.value }))
  const routes = useAppQuery('metering.routes', () => ({ month: asked.value.month }))
  const query = useAppQuery('metering.sheet', () => asked.value, { staleTime: 0 })
  const rows = shallowRef<readonly EntryRow[]>([])
  const drafts = useDraft<Record<string, EntryDraft>>('metering.entry', () => ({})).value
  const problems = ref<Record<string, string>>({})
  const cursor = ref(0)
  const question = shallowRef<OpenQuestion | null>(null)
  const saving = ref(false)
  const mayRead = computed(() => session.can('metering.read'))

  watch(
    () => query.data.value,
    (data) => {
      if (data !== undefined) rows.value = data.rows
      cursor.value = Math.min(cursor.value, Math.max(0, rows.value.length - 1))
    },
    { immediate: true },
  )
  watch(month, (next) => {
    if (next !== null) readOn.value = usualDay(next, today())
    drafts.value = {}
    problems.value = {}
    cursor.value = 0
  })
  watch(route, () => {
    cursor.value = 0
  })
  // Somebody else reads or imports: what is typed here stays.
  const again = (): void => {
    if (!saving.value) void query.refresh()
  }
  onScopeDispose(onCoreEvent('metering.changed', again))
  onScopeDispose(onMissedEvents(again))

  const draftOf = (row: EntryRow): EntryDraft | undefined => drafts.value[row.meterId]

  function type(row: EntryRow, register: Register, valueE3: number | null): void {
    if (valueE3 === shownValue(row, draftOf(row), register)) return
    drafts.value = { ...drafts.value, [row.meterId]: withValue(draftOf(row), register, valueE3) }
    tell(row, null)
  }

  function tell(row: EntryRow, problem: string | null): void {
    const { [row.meterId]: _old, ...others } = problems.value
    problems.value = problem === null ? others : { ...others, [row.meterId]: problem }
  }

  function put(row: EntryRow): void {
    rows.value = rows.value.map((one) => (one.meterId === row.meterId ? row : one))
    const { [row.meterId]: _kept, ...others } = drafts.value
    drafts.value = others
    tell(row, null)
  }

  /** Keeps what stands in the row; asks what the figures leave open. Answers whether the hand may go on. */
  async function save(row: EntryRow): Promise<boolean> {
    const draft = draftOf(row)
    if (!mayRead.value) return true
    if (row.reading?.state === 'entered' && !isChanged(row, draft)) return confirmKept(row)
    if (draft === undefined || !isChanged(row, draft)) return true
    if (row.reading?.state === 'billed') return refuse(row, t('metering.entry.billed'))
    const judged = judgedOf(row, draft)
    if (judged === null) return true
    if (judged.kind === 'refused') return refuse(row, errorText({ class: 'refused', ...judged }))
    if (judged.kind === 'ask') return askWhy(row, judged)
    if (judged.kind === 'base') return send(row, [])
    const { anomalies, usageE3 } = judged
    if (anomalies.length > 0 && !(await confirmUsage(row, { anomalies, usageE3 }))) return false
    return send(row, anomalies)
  }

  function refuse(row: EntryRow, problem: string): false {
    tell(row, problem)
    return false
  }

  async function askWhy(
    row: EntryRow,
    { register, answers }: { readonly register: Register; readonly answers: readonly DialAnswer[] },
  ): Promise<boolean> {
    const answer = await new Promise<DialAnswer | null>((resolve) => {
      question.value = { row, register, answers, answer: resolve }
    })
    question.value = null
    const draft = draftOf(row) ?? NO_DRAFT
    if (answer === 'replaced') return refuse(row, t('metering.entry.ask_replaced'))
    if (answer === null || answer === 'mistyped') return false
    const run = answer === 'reversed' ? 'reversed' : 'forward'
    const next =
      answer === 'rolled_over'
        ? { ...draft, rolled: [...draft.rolled, register] }
        : { ...draft, run: { ...draft.run, [register]: run } as EntryDraft['run'] }
    drafts.value = { ...drafts.value, [row.meterId]: next }
    return save(row)
  }

  function confirmUsage(
    row: EntryRow,
    { anomalies, usageE3 }: { readonly anomalies: readonly Anomaly[]; readonly usageE3: number },
  ): Promise<boolean> {
    const earlier = row.facts.earlierE3.map((one) => readingText(one)).join(' · ')
    return confirmAct({
      title: t('metering.entry.anomaly_title', {
        code: row.code,
        usage: readingText(usageE3),
        unit: enumText('meter.unit', row.medium),
      }),
      consequences: [
        ...anomalies.map((anomaly) => enumText('meter.anomaly', anomaly)),
        ...(earlier === '' ? [] : [t('metering.entry.anomaly_detail', { earlier })]),
      ],
      verb: t('metering.entry.confirm'),
    })
  }

  async function confirmKept(row: EntryRow): Promise<boolean> {
    const kept = row.reading
    if (kept === null) return true
    const usageE3 = kept.usageE3 ?? 0
    if (!(await confirmUsage(row, { anomalies: kept.anomalies, usageE3 }))) return false
    const input = { meterId: row.meterId, month: asked.value.month, readingId: kept.readingId }
    return take(
      row,
      call.command('metering.confirm', { ...input, confirmed: kept.anomalies }, { commandId: newCommandId() }),
    )
  }

  function send(row: EntryRow, confirmed: readonly Anomaly[]): Promise<boolean> {
    const draft = draftOf(row)
    const day = row.reading?.readOn ?? readOn.value
    if (day === null) return Promise.resolve(refuse(row, t('metering.form.needed')))
    const input = {
      meterId: row.meterId,
      month: asked.value.month,
      readingId: row.reading?.readingId ?? null,
      readOn: day,
      kind: kindOf(row, draft),
      dials: dialsOf(row, draft),
      confirmed: [...confirmed],
    }
    return take(row, call.command('metering.enter', input, { commandId: newCommandId() }))
  }

  async function take(row: EntryRow, sent: Promise<Result<EntryRow>>): Promise<boolean> {
    saving.value = true
    const answer = await sent
    saving.value = false
    if (!answer.ok) return refuse(row, errorText(answer.error))
    put(answer.value)
    return true
  }

  async function remove(): Promise<void> {
    const row = rows.value[cursor.value]
    if (row === undefined || row.reading === null || !mayRead.value) return
    const { readingId } = row.reading
    const input = { meterId: row.meterId, month: asked.value.month, readingId }
    if (await take(row, call.command('metering.remove_reading', input, { commandId: newCommandId() })))
      notify({ tone: 'ok', text: t('metering.entry.removed', { code: row.code }) })
  }

  /** 估抄: what the mean of the last two usages says; marked as such, and made up for by the next real reading. */
  function estimate(): void {
    const row = rows.value[cursor.value]
    if (row === undefined || row.reading?.state === 'billed' || !mayRead.value) return
    const valueE3 = proposeEstimate(row.facts)
    const [way] = row.facts.ways
    if (valueE3 === null || way === undefined) return tell(row, t('metering.entry.no_estimate'))
    const draft = withValue(draftOf(row), way.register, valueE3)
    drafts.value = { ...drafts.value, [row.meterId]: { ...draft, estimated: true } }
    tell(row, null)
    const value = usageText(valueE3, row.medium)
    notify({ tone: 'ok', text: t('metering.entry.estimated', { value }) })
  }

  const read = computed(() => rows.value.filter(({ reading }) => reading !== null).length)
  return {
    month,
    route,
    readOn,
    routes,
    query,
    rows,
    problems,
    cursor,
    question,
    mayRead,
    draftOf,
    type,
    save,
    estimate,
    remove,
    progress: computed(() => ({ read: read.value, left: rows.value.length - read.value })),
    unconfirmed: computed(() => rows.value.filter(({ reading }) => reading?.state === 'entered').length),
    /** The next row that wants a reading, from the one after the hand; -1 when all are read. */
    nextOpen: (): number => {
      const open = (row: EntryRow): boolean => row.reading === null || row.reading.state === 'entered'
      const after = rows.value.findIndex((row, index) => index > cursor.value && open(row))
      return after < 0 ? rows.value.findIndex(open) : after
    },
  }
}
