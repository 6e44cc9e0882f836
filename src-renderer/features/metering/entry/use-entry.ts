import { computed, onScopeDispose, ref, watch } from 'vue'

import { proposeEstimate } from '../../../../src-shared/domain/meter/index.ts'
import type { LocalDate, Month } from '../../../../src-shared/kernel/time.ts'
import { onCoreEvent, onMissedEvents } from '../../../platform/events.ts'
import { t } from '../../../platform/i18n.ts'
import { useSession } from '../../../platform/session.ts'
import { today } from '../../../platform/time.ts'
import { useAppQuery } from '../../../platform/use-query.ts'
import { notify } from '../../../ui/notice/notice.ts'
import { usageText, usualDay, usualMonth } from '../meter-words.ts'
import type { EntryRow } from '../meter-words.ts'
import { isLocked, withValue } from './entry-draft.ts'
import { useEntryRows } from './entry-rows.ts'
import { entrySaver } from './save-entry.ts'

/** The grid of a route and month: where the hand is, what is typed, what is asked. */
export function useEntry() {
  const session = useSession()
  const month = ref<Month | null>(usualMonth(today()))
  const route = ref<string | null>(null)
  const readOn = ref<LocalDate | null>(usualDay(usualMonth(today()), today()))
  const asked = computed(() => ({ month: month.value ?? usualMonth(today()), route: route.value }))
  const routes = useAppQuery('metering.routes', () => ({ month: asked.value.month }))
  const query = useAppQuery('metering.sheet', () => asked.value, { staleTime: 0 })
  const entry = useEntryRows()
  const { rows, drafts, problems } = entry
  const saver = entrySaver(entry, { month: () => asked.value.month, readOn: () => readOn.value })
  const cursor = ref(0)
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
    if (!saver.saving.value) void query.refresh()
  }
  onScopeDispose(onCoreEvent('metering.changed', again))
  onScopeDispose(onMissedEvents(again))

  async function remove(): Promise<void> {
    const row = rows.value[cursor.value]
    if (row === undefined || !mayRead.value || !(await saver.remove(row))) return
    notify({ tone: 'ok', text: t('metering.entry.removed', { code: row.code }) })
  }

  /** 估抄: what the mean of the last two usages says; marked as such, and made up for by the next real reading. */
  function estimate(): void {
    const row = rows.value[cursor.value]
    if (row === undefined || isLocked(row) || !mayRead.value) return
    const valueE3 = proposeEstimate(row.facts)
    const [way] = row.facts.ways
    if (valueE3 === null || way === undefined) {
      entry.tell(row, t('metering.entry.no_estimate'))
      return
    }
    entry.keepDraft(row, { ...withValue(entry.draftOf(row), way.register, valueE3), estimated: true })
    entry.tell(row, null)
    notify({ tone: 'ok', text: t('metering.entry.estimated', { value: usageText(valueE3, row.medium) }) })
  }

  /** The next row that wants a reading, from the one after the hand; -1 when all are read. */
  function nextOpen(): number {
    const isOpen = (row: EntryRow): boolean => row.reading === null || row.reading.state === 'entered'
    const after = rows.value.findIndex((row, index) => index > cursor.value && isOpen(row))
    return after < 0 ? rows.value.findIndex(isOpen) : after
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
    mayRead,
    draftOf: entry.draftOf,
    type: entry.type,
    question: saver.question,
    save: (row: EntryRow) => (mayRead.value ? saver.save(row) : Promise.resolve(true)),
    remove,
    estimate,
    nextOpen,
    progress: computed(() => ({ read: read.value, left: rows.value.length - read.value })),
    unconfirmed: computed(() => rows.value.filter(({ reading }) => reading?.state === 'entered').length),
  }
}
