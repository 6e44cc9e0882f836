import { onScopeDispose, ref, shallowRef } from 'vue'
import type { Ref, ShallowRef } from 'vue'

import type { Id } from '../../../src-shared/kernel/ids.ts'
import type { LocalDate } from '../../../src-shared/kernel/time.ts'
import { call } from '../../platform/client.ts'
import type { OutputFor, WireError } from '../../platform/client.ts'
import { onCoreEvent, onMissedEvents } from '../../platform/events.ts'

export type Account = OutputFor<'counter.open'>

export interface OpenAccount {
  readonly account: ShallowRef<Account | null>
  readonly failure: ShallowRef<WireError | null>
  readonly loading: ShallowRef<boolean>
  /** `null` when the answer came too late or was a refusal. */
  open(roomIds: readonly string[]): Promise<Account | null>
  /** 截止日 of the late fees; `null` for today. */
  readonly lateFeeOn: Ref<LocalDate | null>
  refresh(): Promise<void>
  close(): void
}

/** The account on the screen, read by one query, and again when an event names one of its rooms. */
export function useAccount(rooms: () => readonly string[], onFresh: (account: Account) => void): OpenAccount {
  const account = shallowRef<Account | null>(null)
  const failure = shallowRef<WireError | null>(null)
  const loading = shallowRef(false)
  const lateFeeOn = ref<LocalDate | null>(null)
  let attempt = 0

  async function open(roomIds: readonly string[]): Promise<Account | null> {
    const mine = ++attempt
    loading.value = true
    const answer = await call.query('counter.open', { roomIds: [...roomIds] as Id[], lateFeeOn: lateFeeOn.value })
    if (mine !== attempt) return null
    loading.value = false
    failure.value = answer.ok ? null : answer.error
    if (!answer.ok) return null
    account.value = answer.value
    return answer.value
  }

  async function refresh(): Promise<void> {
    if (rooms().length === 0) return
    const fresh = await open(rooms())
    if (fresh !== null) onFresh(fresh)
  }

  /** An empty list names any room (contract: events). */
  function refreshIfNamed({ roomIds }: { readonly roomIds: readonly string[] }): void {
    if (roomIds.length === 0 || roomIds.some((id) => rooms().includes(id))) void refresh()
  }

  const stops = [
    onCoreEvent('payment.collected', refreshIfNamed),
    onCoreEvent('receipt.voided', refreshIfNamed),
    onCoreEvent('room.changed', refreshIfNamed),
    onCoreEvent('late_fee.changed', refreshIfNamed),
    onCoreEvent('billing.changed', () => void refresh()),
    onMissedEvents(() => void refresh()),
  ]
  onScopeDispose(() => {
    for (const stop of stops) stop()
  })

  return {
    account,
    failure,
    loading,
    lateFeeOn,
    open,
    refresh,
    close: () => {
      attempt += 1
      lateFeeOn.value = null
      account.value = null
      failure.value = null
      loading.value = false
    },
  }
}
