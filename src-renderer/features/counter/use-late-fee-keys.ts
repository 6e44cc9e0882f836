import { shallowRef } from 'vue'

import type { Id } from '../../../src-shared/kernel/ids.ts'
import type { Counter } from './use-counter.ts'

/** F3, F4 and `?`: a line's late fee taken or left, another cut-off day, how it comes about. */
export function useLateFeeKeys({ opened, state, dispatch }: Pick<Counter, 'opened' | 'state' | 'dispatch'>) {
  /** The line whose late fee is being explained. */
  const explaining = shallowRef<Id | null>(null)

  function askWhy(): void {
    const { lines, cursor } = state.value
    const line = lines[cursor]
    if (line !== undefined && line.lateFeeFen > 0) explaining.value = line.lineId as Id
  }

  const handlers = {
    'counter.late_fee': () => {
      if (opened.account.value !== null) dispatch({ type: 'late_fee_toggled' })
    },
    'counter.late_day': () => {
      if ((opened.account.value?.lateFees ?? null) !== null) dispatch({ type: 'mode', mode: 'late_day' })
    },
    'counter.why': askWhy,
  }
  return { explaining, askWhy, handlers }
}
