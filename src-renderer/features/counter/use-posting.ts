import { shallowRef } from 'vue'
import type { ShallowRef } from 'vue'

import type { InputFor, OutputFor } from '../../platform/client.ts'
import { errorText } from '../../platform/error-text.ts'
import { t } from '../../platform/i18n.ts'
import { useCommand } from '../../platform/use-command.ts'
import { notify } from '../../ui/notice/notice.ts'
import { paymentIn, postRefusal } from './key-machine.ts'
import type { CounterState } from './key-machine.ts'

export type Posted = OutputFor<'counter.collect'>

export interface PostingParts {
  readonly state: ShallowRef<CounterState>
  readonly desk: () => OutputFor<'counter.state'> | undefined
  readonly typed: () => { readonly payerName: string; readonly note: string }
  /** After success: the next customer. */
  readonly next: () => Promise<void>
  /** What is owed changed meanwhile: it is read again. */
  readonly reread: () => Promise<void>
}

/** F12: one command, one answer. A retry after a time-out is the same act; after a conflict another one begins. */
export function usePosting({ state, desk, typed, next, reread }: PostingParts) {
  const collecting = useCommand('counter.collect')
  const posted = shallowRef<Posted | null>(null)

  async function post(): Promise<void> {
    const shift = desk()?.shift
    if (collecting.busy.value || shift === null || shift === undefined || shift.counted) return
    const refusal = postRefusal(state.value, performance.now())
    if (refusal === 'too_early') return
    if (refusal !== null) {
      notify({ tone: 'warn', text: t(`counter.problem.${refusal}`) })
      return
    }
    const print = desk()?.printer !== null
    const answer = await collecting.run({
      shiftId: shift.shiftId,
      print,
      ...typedIn(typed()),
      ...paymentOf(state.value),
    })
    if (answer.ok) {
      posted.value = answer.value
      await next()
      return
    }
    notify({ tone: 'due', text: errorText(answer.error) })
    if (answer.error.class !== 'conflict') return
    collecting.renew()
    await reread()
  }

  return { collecting, posted, post }
}

type Input = InputFor<'counter.collect'>

function paymentOf(state: CounterState): Pick<Input, 'lines' | 'tenders' | 'cashReceivedFen'> {
  const { chosen, debts } = state
  const { tenders, cashReceivedFen } = paymentIn(state)
  const lines = debts.flatMap(({ lineId, openFen }) => {
    const payFen = chosen[lineId]
    return payFen === undefined
      ? []
      : [{ lineId: lineId as Input['lines'][number]['lineId'], expectedOpenFen: openFen, payFen }]
  })
  return { lines, tenders: tenders.map((part) => ({ ...part, reference: null })), cashReceivedFen }
}

function typedIn({
  payerName,
  note,
}: {
  readonly payerName: string
  readonly note: string
}): Pick<Input, 'payerName' | 'note'> {
  return { payerName: emptyToNull(payerName), note: emptyToNull(note) }
}

function emptyToNull(text: string): string | null {
  return text.trim() === '' ? null : text
}
