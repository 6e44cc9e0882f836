import { computed, nextTick, onActivated, onDeactivated, ref, shallowRef, watch } from 'vue'
import { useRoute, useRouter } from 'vue-router'

import type { OutputFor } from '../../platform/client.ts'
import { notify } from '../../ui/notice/notice.ts'
import { errorText } from '../../platform/error-text.ts'
import { t } from '../../platform/i18n.ts'
import { searchBox, searchRestMs } from '../../platform/search-box.ts'
import { useAppQuery } from '../../platform/use-query.ts'
import { useCommand } from '../../platform/use-command.ts'
import { useDraft } from '../../platform/use-draft.ts'
import { draftOf, emptyDraft } from './counter-draft.ts'
import { EMPTY_COUNTER, counterReducer, paymentIn, postRefusal } from './key-machine.ts'
import type { CounterAction, CounterState } from './key-machine.ts'
import { useAccount } from './use-account.ts'

export type Posted = OutputFor<'counter.collect'>

/** A single hit of the search opens after this rest (design: ui, keys). */
const REST_MS = 400

/** The counter: who is paying, what, and how; from the search to the receipt and back. */
export function useCounter() {
  const route = useRoute()
  const router = useRouter()
  const draft = useDraft('counter', emptyDraft)
  const state = shallowRef<CounterState>(EMPTY_COUNTER)
  const payerName = ref(draft.value.value.payerName)
  const note = ref(draft.value.value.note)
  const posted = shallowRef<Posted | null>(null)
  const desk = useAppQuery('counter.state', {})
  const collecting = useCommand('counter.collect')
  const opened = useAccount(
    () => state.value.roomIds,
    (account) => dispatch({ type: 'refreshed', lines: account.lines }),
  )
  const payment = computed(() => paymentIn(state.value))

  let asked: readonly string[] = []

  function dispatch(action: CounterAction): void {
    state.value = counterReducer(state.value, action)
  }

  async function open(roomIds: readonly string[]): Promise<void> {
    asked = roomIds
    const account = await opened.open(roomIds)
    if (account === null) return
    collecting.renew()
    payerName.value = ''
    note.value = ''
    dispatch({ type: 'opened', roomIds, lines: account.lines, atMs: performance.now() })
  }

  async function clear(): Promise<void> {
    opened.close()
    dispatch({ type: 'cleared' })
    payerName.value = ''
    note.value = ''
    if (route.query['room'] !== undefined) await router.replace('/counter')
    searchBox.value?.clear()
    await nextTick()
    searchBox.value?.focus()
  }

  async function post(): Promise<void> {
    const shift = desk.data.value?.shift
    if (collecting.busy.value || shift === null || shift === undefined || shift.counted) return
    const refusal = postRefusal(state.value, performance.now())
    if (refusal === 'too_early') return
    if (refusal !== null) {
      notify({ tone: 'warn', text: t(`counter.problem.${refusal}`) })
      return
    }
    const { chosen, debts } = state.value
    const { tenders, cashReceivedFen } = payment.value
    const answer = await collecting.run({
      shiftId: shift.shiftId,
      payerName: payerName.value.trim() === '' ? null : payerName.value,
      lines: debts.flatMap(({ lineId, openFen }) => {
        const payFen = chosen[lineId]
        return payFen === undefined ? [] : [{ lineId: lineId as never, expectedOpenFen: openFen, payFen }]
      }),
      tenders: tenders.map((part) => ({ ...part, reference: null })),
      cashReceivedFen,
      note: note.value.trim() === '' ? null : note.value,
      print: desk.data.value?.printer !== null,
    })
    if (answer.ok) {
      posted.value = answer.value
      await clear()
      return
    }
    notify({ tone: 'due', text: errorText(answer.error) })
    if (answer.error.class === 'conflict') await refreshAfterConflict()
  }

  async function refreshAfterConflict(): Promise<void> {
    // Another act from here on: what was sent is answered, one way or the other.
    collecting.renew()
    const fresh = await opened.open(state.value.roomIds)
    if (fresh !== null) dispatch({ type: 'refreshed', lines: fresh.lines })
  }

  watch([state, payerName, note], () => {
    draft.value.value = draftOf(state.value, { payerName: payerName.value, note: note.value })
  })

  /** The address names a room when the search found it; another page's address is not ours. */
  watch(
    () => (route.path === '/counter' ? route.query['room'] : undefined),
    async (room) => {
      if (typeof room === 'string' && !(state.value.roomIds.length > 0 && state.value.roomIds[0] === room))
        await open([room])
    },
  )

  async function start(): Promise<void> {
    const room = route.query['room']
    const kept = draft.value.value
    if (typeof room === 'string' && room !== kept.roomIds[0]) {
      await open([room])
      return
    }
    if (kept.roomIds.length === 0) {
      searchBox.value?.focus()
      return
    }
    await open(kept.roomIds)
    dispatch({ type: 'restored', chosen: kept.chosen, tenders: kept.tenders })
    payerName.value = kept.payerName
    note.value = kept.note
  }

  onActivated(() => {
    searchRestMs.value = REST_MS
  })
  onDeactivated(() => {
    searchRestMs.value = 0
  })

  return {
    state,
    dispatch,
    desk,
    opened,
    payment,
    collecting,
    posted,
    payerName,
    note,
    open,
    retry: () => open(asked),
    clear,
    post,
    start,
  }
}

export type Counter = ReturnType<typeof useCounter>
