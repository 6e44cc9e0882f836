import { computed, nextTick, onActivated, onDeactivated, ref, shallowRef, watch } from 'vue'
import { useRoute, useRouter } from 'vue-router'

import type { LateFeeOrder } from '../../../src-shared/domain/late-fee/index.ts'
import type { LocalDate } from '../../../src-shared/kernel/time.ts'
import { searchBox, searchRestMs } from '../../platform/search-box.ts'
import { useDraft } from '../../platform/use-draft.ts'
import { today } from '../../platform/time.ts'
import { useAppQuery } from '../../platform/use-query.ts'
import { draftOf, emptyDraft } from './counter-draft.ts'
import { EMPTY_COUNTER, counterReducer, paymentIn } from './key-machine.ts'
import type { CounterAction, CounterState } from './key-machine.ts'
import { useAccount } from './use-account.ts'
import type { Account } from './use-account.ts'
import { usePosting } from './use-posting.ts'

/** A single hit of the search opens after this rest (design: ui, keys). */
const REST_MS = 400

/** The counter: who is paying, what, and how; from the search to the receipt and back. */
export function useCounter() {
  const router = useRouter()
  const route = useRoute()
  const state = shallowRef<CounterState>(EMPTY_COUNTER)
  const payerName = ref('')
  const note = ref('')
  const desk = useAppQuery('counter.state', {})
  const opened = useAccount(
    () => state.value.roomIds,
    (account) => dispatch({ type: 'refreshed', lines: account.lines, order: orderOf(account) }),
  )
  const posting = usePosting({
    state,
    account: () => opened.account.value,
    lateFeeOn: () => opened.lateFeeOn.value,
    desk: () => desk.data.value,
    typed: () => ({ payerName: payerName.value, note: note.value }),
    next: clear,
    reread: opened.refresh,
  })
  let asked: readonly string[] = []

  function dispatch(action: CounterAction): void {
    state.value = counterReducer(state.value, action)
  }

  async function open(roomIds: readonly string[]): Promise<void> {
    asked = roomIds
    // The next customer's late fees are those of today.
    opened.lateFeeOn.value = null
    const account = await opened.open(roomIds)
    if (account === null) return
    posting.collecting.renew()
    payerName.value = ''
    note.value = ''
    dispatch({ type: 'opened', roomIds, lines: account.lines, order: orderOf(account), atMs: performance.now() })
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

  const { start, roomInAddress } = useCounterMemory({ state, payerName, note, dispatch, open })
  const payment = computed(() => paymentIn(state.value))
  const retry = (): Promise<void> => open(asked)

  /** The search opened a room. Another one is on its way by the address; the same keeps what was chosen. */
  async function found(): Promise<'on_screen' | 'opening'> {
    const room = roomInAddress()
    if (room !== null && room === state.value.roomIds[0]) return 'on_screen'
    if (room !== null && !opened.loading.value) await open([room])
    return 'opening'
  }

  /** F4: the late fees up to another day. */
  async function lateFeesUpTo(on: LocalDate): Promise<void> {
    opened.lateFeeOn.value = on === today() ? null : on
    dispatch({ type: 'mode', mode: 'lines' })
    await opened.refresh()
  }

  return {
    state,
    dispatch,
    desk,
    opened,
    payment,
    ...posting,
    payerName,
    note,
    open,
    found,
    retry,
    start,
    lateFeesUpTo,
  }
}

function orderOf({ lateFees }: Account): LateFeeOrder {
  return lateFees?.order ?? 'principal_first'
}

export type Counter = ReturnType<typeof useCounter>

type Remembered = Pick<Counter, 'state' | 'payerName' | 'note' | 'dispatch' | 'open'>

/** What the address and the draft know: the room that the search found, and what was typed before a reload; how to begin. */
function useCounterMemory({ state, payerName, note, dispatch, open }: Remembered) {
  const route = useRoute()
  const draft = useDraft('counter', emptyDraft)

  /** Another page's address is not ours. */
  const roomInAddress = (): string | null => {
    const room = route.path === '/counter' ? route.query['room'] : null
    return typeof room === 'string' ? room : null
  }

  watch([state, payerName, note], () => {
    draft.value.value = draftOf(state.value, { payerName: payerName.value, note: note.value })
  })
  watch(roomInAddress, async (room) => {
    if (room !== null && state.value.roomIds[0] !== room) await open([room])
  })
  onActivated(() => {
    searchRestMs.value = REST_MS
  })
  onDeactivated(() => {
    searchRestMs.value = 0
  })

  async function start(): Promise<void> {
    const room = roomInAddress()
    const kept = draft.value.value
    if (room !== null && room !== kept.roomIds[0]) {
      await open([room])
      return
    }
    if (kept.roomIds.length === 0) {
      // What is being typed there already must not be selected: the next key would replace it.
      const box = searchBox.value
      if (box !== null && box.typing() === null) box.focus()
      return
    }
    await open(kept.roomIds)
    dispatch({ type: 'restored', chosen: kept.chosen, owed: kept.owed, tenders: kept.tenders })
    payerName.value = kept.payerName
    note.value = kept.note
  }
  return { start, roomInAddress }
}
