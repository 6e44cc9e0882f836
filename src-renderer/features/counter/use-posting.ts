import { shallowRef, watch } from 'vue'
import type { ShallowRef } from 'vue'

import type { Fen } from '../../../src-shared/kernel/money.ts'
import type { LocalDate } from '../../../src-shared/kernel/time.ts'
import type { InputFor, OutputFor } from '../../platform/client.ts'
import { errorText } from '../../platform/error-text.ts'
import { t } from '../../platform/i18n.ts'
import { useCommand } from '../../platform/use-command.ts'
import { notify } from '../../ui/notice/notice.ts'
import { partsInOrder } from './selection.ts'
import { paymentIn, postRefusal } from './key-machine.ts'
import type { CounterState, PostRefusal } from './key-machine.ts'
import type { RecordedTender } from './tender-state.ts'
import type { Account } from './use-account.ts'

/** What was just taken, and whose money it was. */
export type Posted = OutputFor<'counter.collect'> & {
  readonly roomCodes: string
  readonly payerName: string
  readonly tenders: readonly RecordedTender[]
  readonly cashReceivedFen: Fen | null
}

/** Why F12 did nothing; said above the button until something changes. */
export type Refusal = Exclude<PostRefusal, 'too_early'> | 'other_text' | 'field_open'

export interface PostingParts {
  readonly state: ShallowRef<CounterState>
  readonly account: () => Account | null
  readonly desk: () => OutputFor<'counter.state'> | undefined
  /** 截止日 that is on the screen; `null` for today. */
  readonly lateFeeOn: () => LocalDate | null
  readonly typed: () => { readonly payerName: string; readonly note: string }
  /** After success: the next customer. */
  readonly next: () => Promise<void>
  /** What is owed changed meanwhile: it is read again. */
  readonly reread: () => Promise<void>
}

/** F12: one command, one answer. A retry after a time-out is the same act; after a conflict another one begins. */
export function usePosting({ state, account, desk, lateFeeOn, typed, next, reread }: PostingParts) {
  const collecting = useCommand('counter.collect')
  const posted = shallowRef<Posted | null>(null)
  const refused = shallowRef<Refusal | null>(null)
  watch(state, () => {
    refused.value = null
  })

  /** Beside the button while an account is open; without one there is no button. */
  function refuse(refusal: Refusal): void {
    refused.value = refusal
    if (account() === null) notify({ tone: 'warn', text: t(`counter.problem.${refusal}`) })
  }

  async function post(): Promise<void> {
    const shift = desk()?.shift
    if (collecting.busy.value || shift === null || shift === undefined || shift.counted) return
    const refusal = postRefusal(state.value, performance.now())
    if (refusal === 'too_early') return
    if (refusal !== null) {
      refuse(refusal)
      return
    }
    refused.value = null
    const { payerName, note } = typedIn(typed())
    const paid = paymentOf(state.value)
    const whose = { roomCodes: roomCodesOf(account(), paid), payerName: payerName ?? account()?.payerName ?? '' }
    const print = desk()?.printer !== null
    const answer = await collecting.run({
      shiftId: shift.shiftId,
      print,
      payerName,
      note,
      lateFeeOn: lateFeeOn(),
      ...paid,
    })
    if (answer.ok) {
      const { tenders, cashReceivedFen } = paid
      posted.value = { ...answer.value, ...whose, tenders, cashReceivedFen }
      await next()
      return
    }
    notify({ tone: 'due', text: errorText(answer.error) })
    if (answer.error.class !== 'conflict') return
    collecting.renew()
    await reread()
  }

  return { collecting, posted, refused, refuse, post }
}

type Input = InputFor<'counter.collect'>

/** The rooms whose lines were paid, each once. */
function roomCodesOf(account: Account | null, { lines }: Pick<Input, 'lines'>): string {
  const paid = new Set<string>(lines.map(({ lineId }) => lineId))
  const codes = (account?.lines ?? []).filter(({ lineId }) => paid.has(lineId)).map(({ roomCode }) => roomCode)
  return [...new Set(codes)].join('、')
}

function paymentOf(state: CounterState): Pick<Input, 'lines' | 'tenders' | 'cashReceivedFen'> {
  const { chosen, debts, order } = state
  const { tenders, cashReceivedFen } = paymentIn(state)
  const lines = partsInOrder(debts, order).flatMap(({ key, line, part, openFen }) => {
    const payFen = chosen[key]
    const lineId = line.lineId as Input['lines'][number]['lineId']
    return payFen === undefined ? [] : [{ lineId, part, expectedOpenFen: openFen, payFen }]
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
