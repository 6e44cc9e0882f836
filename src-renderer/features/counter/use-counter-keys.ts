import { computed, onActivated, onDeactivated, onScopeDispose, shallowRef } from 'vue'
import { useRouter } from 'vue-router'

import type { Id } from '../../../src-shared/kernel/ids.ts'
import { errorText } from '../../platform/error-text.ts'
import { t } from '../../platform/i18n.ts'
import { pageHome } from '../../platform/hand.ts'
import { onSearchNews, searchBox } from '../../platform/search-box.ts'
import type { SearchNews } from '../../platform/search-box.ts'
import { useSession } from '../../platform/session.ts'
import { isTextField, useShortcuts } from '../../platform/shortcuts/use-shortcuts.ts'
import { useCommand } from '../../platform/use-command.ts'
import { notify } from '../../ui/notice/notice.ts'
import type { CounterAction } from './key-machine.ts'
import type { Counter } from './use-counter.ts'
import { useDigitEntry } from './use-digit-entry.ts'
import { useLateFeeKeys } from './use-late-fee-keys.ts'

interface Places {
  readonly focusLines: () => void
  readonly focusAmount: () => void
  /** Judges what stands in the amount box; when it is no amount, says so there and takes the hand to it. */
  readonly checkAmount: () => boolean
}

/** Binds the keys of the counter to the machine and to the acts around it. */
export function useCounterKeys(counter: Counter, places: Places) {
  const router = useRouter()
  const session = useSession()
  const reprinting = useCommand('receipt.reprint')
  const voiding = shallowRef<Id | null>(null)
  const shown = shallowRef(false)
  const canReprint = computed(() => session.can('receipt.reprint') && counter.posted.value !== null)
  const canVoid = computed(() => session.can('receipt.void') && counter.posted.value !== null)
  const { explaining, askWhy, handlers: lateFeeHandlers } = useLateFeeKeys(counter)
  const active = (): boolean => shown.value && voiding.value === null && explaining.value === null

  const focusSearch = (): void => searchBox.value?.focus()
  const act = (action: CounterAction) => (): void => {
    if (counter.opened.account.value !== null) counter.dispatch(action)
  }

  /** From a field back to the lines; from the lines back to the search. */
  function back(): void {
    const inField = isTextField(document.activeElement)
    if (counter.opened.account.value === null || (!inField && counter.state.value.mode === 'lines')) {
      counter.dispatch({ type: 'mode', mode: 'search' })
      focusSearch()
      return
    }
    counter.dispatch({ type: 'mode', mode: 'lines' })
    places.focusLines()
  }

  /** ↓ leaves the search box for the lines first; from then on it moves. */
  function down(): void {
    if (counter.opened.account.value === null) return
    const arriving = isTextField(document.activeElement)
    counter.dispatch({ type: 'moved', by: arriving ? 0 : 1 })
    if (arriving) places.focusLines()
  }

  /** F12: nothing is posted while what the clerk sees is another account, or not finished. */
  function post(): void {
    const account = counter.opened.account.value
    const text = searchBox.value?.typing() ?? null
    if (account !== null && text !== null && text.trim() !== account.room.code) {
      counter.refuse('other_text')
      return
    }
    const { mode } = counter.state.value
    if (mode === 'date' || mode === 'amount' || mode === 'late_day') {
      counter.refuse('field_open')
      return
    }
    if (places.checkAmount()) void counter.post()
  }

  /** The search gives the hand back: the address may be the one on the screen already. */
  async function takeBack(news: SearchNews): Promise<void> {
    if (news === 'picked' && (await counter.found()) === 'opening') return
    if (counter.opened.account.value === null) return
    counter.dispatch({ type: 'mode', mode: 'lines' })
    places.focusLines()
  }
  const stopNews = onSearchNews((news) => {
    if (!active() || (news === 'left' && counter.opened.account.value === null)) return 'not_mine'
    void takeBack(news)
    return 'taken'
  })
  onScopeDispose(stopNews)

  async function reprint(): Promise<void> {
    const last = counter.posted.value
    if (last === null || !canReprint.value) return
    const answer = await reprinting.run({ receiptId: last.receiptId, reason: null })
    if (!answer.ok) {
      notify({ tone: 'due', text: errorText(answer.error) })
      return
    }
    const { reprintNo } = answer.value
    notify({
      tone: 'ok',
      text: reprintNo === 0 ? t('counter.page.printed') : t('counter.page.reprinted', { n: reprintNo }),
    })
  }

  function askVoid(): void {
    if (canVoid.value) voiding.value = counter.posted.value?.receiptId ?? null
  }

  function history(): void {
    const room = counter.opened.account.value?.room
    if (room !== undefined) void router.push({ path: '/receipts', query: { room: room.roomId, code: room.code } })
  }

  function together(): void {
    const others = counter.opened.account.value?.otherRooms.filter(({ openFen }) => openFen > 0) ?? []
    if (others.length === 0) return
    void counter.open([...new Set([...counter.state.value.roomIds, ...others.map(({ roomId }) => roomId)])])
  }

  useShortcuts('counter', {
    active,
    handlers: {
      'counter.back': back,
      'counter.down': down,
      'counter.up': act({ type: 'moved', by: -1 }),
      'counter.tick': act({ type: 'toggled' }),
      'counter.month_more': act({ type: 'month_added' }),
      'counter.month_less': act({ type: 'month_removed' }),
      'counter.date': act({ type: 'mode', mode: 'date' }),
      'counter.amount': act({ type: 'mode', mode: 'amount' }),
      ...lateFeeHandlers,
      'counter.cash': act({ type: 'tender', tender: 'cash' }),
      'counter.wechat': act({ type: 'tender', tender: 'wechat' }),
      'counter.alipay': act({ type: 'tender', tender: 'alipay' }),
      'counter.card': act({ type: 'tender', tender: 'card' }),
      'counter.transfer': act({ type: 'tender', tender: 'transfer' }),
      'counter.post': post,
      'counter.together': together,
      'counter.history': history,
      'counter.reprint': () => void reprint(),
      'counter.void': askVoid,
    },
  })
  useDigitEntry({ active: () => active() && counter.opened.account.value !== null, focusAmount: places.focusAmount })
  const home = (): void => {
    if (counter.opened.account.value !== null) places.focusLines()
    else if (searchBox.value?.typing() === null) focusSearch()
  }
  onActivated(() => {
    shown.value = true
    pageHome.value = home
  })
  onDeactivated(() => {
    shown.value = false
    pageHome.value = null
  })

  return {
    voiding,
    explaining,
    askWhy,
    canReprint,
    canVoid,
    focusSearch,
    post,
    reprint,
    askVoid,
    history,
    together,
    /** The receipt that was just voided is not the last one any more. */
    forget: () => {
      counter.posted.value = null
    },
  }
}
