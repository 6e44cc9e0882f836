import { computed, onScopeDispose, ref, watch } from 'vue'

import { ZERO_FEN } from '../../../src-shared/kernel/money.ts'
import type { Fen } from '../../../src-shared/kernel/money.ts'
import type { OutputFor } from '../../platform/client.ts'
import { onCoreEvent } from '../../platform/events.ts'
import { money } from '../../platform/format.ts'
import { t } from '../../platform/i18n.ts'
import { useCommand } from '../../platform/use-command.ts'
import { useDraft } from '../../platform/use-draft.ts'
import { useAppQuery } from '../../platform/use-query.ts'
import { confirmAct } from '../../ui/layer/confirm.ts'
import type { TypedPieces } from './pieces.ts'
import { amountOf, noPieces, piecesOf } from './pieces.ts'

export type CurrentShift = OutputFor<'shift.current'>
export type ShiftReport = OutputFor<'shift.report'>
export type OwnShift = NonNullable<CurrentShift['shift']>

/** Everything that a closing needs; kept as a draft of the shift until it is closed. */
export interface ClosingDraft {
  pieces: TypedPieces
  bankedFen: Fen | null
  depositSlipNo: string
  handOverTo: string
  handOverNote: string
  differenceReason: string
  /** Tenders whose slips have been checked off; a tick for the person, core does not ask for it. */
  checked: string[]
}

const emptyDraft = (): ClosingDraft => ({
  pieces: noPieces(),
  bankedFen: null,
  depositSlipNo: '',
  handOverTo: '',
  handOverNote: '',
  differenceReason: '',
  checked: [],
})

/** The shift of the person who sits here, and the report of the one that was just closed. */
export function useShift() {
  const query = useAppQuery('shift.current', {}, { staleTime: 0 })
  const closed = ref<ShiftReport | null>(null)
  // The chip of the top bar does without the papers; this page wants them as they are now.
  const stops = [
    onCoreEvent('payment.collected', () => void query.refresh()),
    onCoreEvent('receipt.voided', () => void query.refresh()),
    onCoreEvent('printing.changed', () => void query.refresh()),
  ]
  onScopeDispose(() => {
    for (const stop of stops) stop()
  })
  return { query, closed }
}

/** Counting and closing of one shift. `onClosed` gets the Z report. */
export function useClosing(
  current: () => CurrentShift & { readonly shift: OwnShift },
  onClosed: (report: ShiftReport) => void,
) {
  const { shiftId } = current().shift
  const draft = useDraft<ClosingDraft>(`shift.close:${shiftId}`, emptyDraft)
  const counting = useCommand('shift.count')
  const closing = useCommand('shift.close')
  const count = computed(() => current().count)
  const countedFen = computed(() => count.value?.countedCashFen ?? amountOf(draft.value.value.pieces))

  // Back after a restart: what was counted stands in core, not in the draft.
  watch(
    count,
    (known) => {
      if (known === null) return
      draft.value.value.pieces = { ...known.pieces }
      draft.value.value.bankedFen = known.bankedFen
      draft.value.value.depositSlipNo = known.depositSlipNo ?? ''
    },
    { immediate: true },
  )

  async function submitCount(): Promise<void> {
    const { pieces, bankedFen, depositSlipNo } = draft.value.value
    const banked = bankedFen ?? ZERO_FEN
    const sure = await confirmAct({
      title: t('shift.page.check_title'),
      consequences: [
        t('shift.page.check_amount', { amount: money(amountOf(pieces)), banked: money(banked) }),
        t('shift.page.check_once'),
      ],
      verb: t('shift.page.check_verb'),
    })
    if (!sure) return
    await counting.run({
      shiftId,
      pieces: piecesOf(pieces),
      bankedFen: banked,
      depositSlipNo: textOrNull(depositSlipNo),
    })
  }

  async function close(): Promise<void> {
    const { differenceReason, handOverTo, handOverNote } = draft.value.value
    const answer = await closing.run({
      shiftId,
      differenceReason: textOrNull(differenceReason),
      handOverTo: textOrNull(handOverTo),
      handOverNote: textOrNull(handOverNote),
    })
    if (!answer.ok) return
    draft.discard()
    onClosed(answer.value.report)
  }

  return { draft: draft.value, restored: draft.restored, counting, closing, count, countedFen, submitCount, close }
}

/** Opening with a float. */
export function useOpening(current: () => CurrentShift) {
  const draft = useDraft('shift.open', () => ({ drawer: current().drawers[0] ?? '', pieces: noPieces() }))
  const opening = useCommand('shift.open')
  const floatFen = computed(() => amountOf(draft.value.value.pieces))

  async function open(): Promise<boolean> {
    const { drawer, pieces } = draft.value.value
    const answer = await opening.run({ drawer: drawer.trim(), floatPieces: piecesOf(pieces) })
    if (answer.ok) draft.discard()
    return answer.ok
  }

  return { draft: draft.value, opening, floatFen, open }
}

function textOrNull(text: string): string | null {
  return text.trim() === '' ? null : text.trim()
}
