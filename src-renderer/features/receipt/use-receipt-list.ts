import { computed, onScopeDispose, reactive, ref, watch } from 'vue'
import { useRoute, useRouter } from 'vue-router'

import type { MoneyTender } from '../../../src-shared/domain/ledger/index.ts'
import type { Id } from '../../../src-shared/kernel/ids.ts'
import type { LocalDate } from '../../../src-shared/kernel/time.ts'
import type { InputFor } from '../../platform/client.ts'
import { onCoreEvent, onMissedEvents } from '../../platform/events.ts'
import { today } from '../../platform/time.ts'

export type ReceiptFilter = InputFor<'receipt.list'>['filter']

/** What the row of filters holds; empty fields ask for nothing. */
interface Fields {
  text: string
  fromOn: LocalDate | null
  toOn: LocalDate | null
  state: 'valid' | 'voided' | 'any'
  tender: MoneyTender | 'any'
}

const TYPING_MS = 200

/** The list's filter, its version (read again after events), and the receipt beside it, which the address may name. */
export function useReceiptList() {
  const route = useRoute()
  const router = useRouter()
  const fields = reactive<Fields>({ text: '', fromOn: today(), toOn: null, state: 'any', tender: 'any' })
  const typed = ref('')
  const version = ref(0)
  const room = ref<{ readonly id: Id; readonly code: string } | null>(null)
  const shownId = ref<Id | null>(null)
  let typing: ReturnType<typeof setTimeout> | undefined

  const filter = computed<ReceiptFilter>(() => ({
    ...(fields.text === '' ? {} : { text: fields.text }),
    ...(fields.fromOn === null ? {} : { fromOn: fields.fromOn }),
    ...(fields.toOn === null ? {} : { toOn: fields.toOn }),
    ...(fields.state === 'any' ? {} : { state: fields.state }),
    ...(fields.tender === 'any' ? {} : { tender: fields.tender }),
    ...(room.value === null ? {} : { roomId: room.value.id }),
  }))

  watch(typed, (text) => {
    clearTimeout(typing)
    typing = setTimeout(() => {
      fields.text = text.trim()
    }, TYPING_MS)
  })

  /** `?room=…&code=…` shows a room's receipts of any day; `?receipt=…` opens one. Another page's address is not ours. */
  watch(
    () =>
      route.path === '/receipts' ? ([route.query['room'], route.query['code'], route.query['receipt']] as const) : null,
    (query) => {
      if (query === null) return
      const [roomId, code, receiptId] = query
      if (typeof roomId === 'string') showRoom({ id: roomId as Id, code: String(code) })
      else if (room.value !== null) showAll()
      if (typeof receiptId === 'string') shownId.value = receiptId as Id
    },
    { immediate: true },
  )

  function showRoom(next: { readonly id: Id; readonly code: string }): void {
    room.value = next
    shownId.value = null
    fields.fromOn = null
  }

  /** The address names no room any more: the day's receipts, as the page begins. */
  function showAll(): void {
    room.value = null
    fields.fromOn = today()
  }

  const reload = (): void => {
    version.value += 1
  }
  const stops = [
    onCoreEvent('payment.collected', reload),
    onCoreEvent('receipt.voided', reload),
    onMissedEvents(reload),
  ]
  onScopeDispose(() => {
    clearTimeout(typing)
    for (const stop of stops) stop()
  })

  async function dropRoom(): Promise<void> {
    await router.replace('/receipts')
  }

  /** Back to the account that asked for the room's receipts; without one, to all of them. */
  async function leaveRoom(): Promise<void> {
    const { back } = (window.history.state ?? {}) as { readonly back?: unknown }
    if (typeof back === 'string') router.back()
    else await dropRoom()
  }

  return { fields, typed, filter, version, room, shownId, dropRoom, leaveRoom }
}
