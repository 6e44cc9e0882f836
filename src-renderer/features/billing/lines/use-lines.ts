import { computed, onActivated, reactive, shallowRef, watch } from 'vue'
import { useRoute } from 'vue-router'

import type { Id } from '../../../../src-shared/kernel/ids.ts'
import type { Month } from '../../../../src-shared/kernel/time.ts'
import { onCoreEvent, onMissedEvents } from '../../../platform/events.ts'
import { contractList } from '../../../ui/table/list-source.ts'
import type { LinesFilter } from './lines-columns.ts'

export const LINE_STATES = ['open', 'overdue', 'paid', 'cancelled'] as const
export type LineState = (typeof LINE_STATES)[number]

export interface LinesChoice {
  month: Month | null
  buildingId: Id | null
  state: LineState | null
  text: string
}

/** The filter as core wants it: what was not chosen is not there. */
export function filterOf({ month, buildingId, state, text }: LinesChoice): LinesFilter {
  const typed = text.trim()
  return {
    ...(month === null ? {} : { month }),
    ...(buildingId === null ? {} : { buildingId }),
    ...(state === null ? {} : { state }),
    ...(typed === '' ? {} : { text: typed }),
  }
}

const NO_CHOICE: LinesChoice = { month: null, buildingId: null, state: null, text: '' }
const MONTH = /^\d{4}-(0[1-9]|1[0-2])$/
/** A list is opened anew when the typing rests, not at every letter. */
const REST_MS = 200

/** The list of receivables: its filter, also by the address (`?month=2026-12`), and when it must be read again. */
export function useLines(onEnd: (stop: () => void) => void) {
  const route = useRoute()
  const choice = reactive<LinesChoice>({ ...NO_CHOICE })
  const filter = shallowRef<LinesFilter>({})
  const version = shallowRef(0)
  let timer: ReturnType<typeof setTimeout> | undefined

  function fromAddress(): void {
    const { month } = route.query
    if (typeof month === 'string' && MONTH.test(month)) choice.month = month as Month
  }

  const apply = (): void => {
    const next = filterOf(choice)
    if (JSON.stringify(next) !== JSON.stringify(filter.value)) filter.value = next
  }
  fromAddress()
  apply()
  watch(() => [choice.month, choice.buildingId, choice.state], apply)
  watch(
    () => choice.text,
    () => {
      clearTimeout(timer)
      timer = setTimeout(apply, REST_MS)
    },
  )
  watch(() => route.query['month'], fromAddress)
  onActivated(fromAddress)

  const again = (): void => {
    version.value += 1
  }
  onEnd(onCoreEvent('billing.changed', again))
  onEnd(onCoreEvent('payment.collected', again))
  onEnd(onCoreEvent('receipt.voided', again))
  onEnd(onMissedEvents(again))
  onEnd(() => clearTimeout(timer))

  return {
    choice,
    filter,
    version,
    source: contractList('billing.lines', 'billing.lines_rows'),
    filtered: computed(() => Object.keys(filter.value).length > 0),
    clear: () => Object.assign(choice, NO_CHOICE),
  }
}
