import { computed, ref } from 'vue'

import { t } from '../../platform/i18n.ts'
import { useSession } from '../../platform/session.ts'
import { useCommand } from '../../platform/use-command.ts'
import { useAppQuery } from '../../platform/use-query.ts'
import { money } from '../../platform/format.ts'
import { notify } from '../../ui/notice/notice.ts'
import { arraySource } from '../../ui/table/list-source.ts'
import { noPieces, piecesOf } from './pieces.ts'
import type { ShiftRow } from './shift-columns.ts'
import { awaitsCount, compareShifts } from './shift-columns.ts'

/** The shifts that the person may see, the report beside them, and what a supervisor may do about a forgotten one. */
export function useShiftList() {
  const session = useSession()
  const query = useAppQuery('shift.list', {}, { staleTime: 0 })
  const source = computed(() => arraySource<ShiftRow>(query.data.value?.shifts ?? [], { compare: compareShifts }))
  const current = ref<ShiftRow | null>(null)
  const report = useAppQuery('shift.report', () => ({ shiftId: current.value?.shiftId as ShiftRow['shiftId'] }), {
    enabled: () => current.value !== null,
    staleTime: 0,
  })
  const supervises = computed(() => session.can('shift.force_close'))
  const canForce = computed(() => supervises.value && current.value?.state === 'open')
  const canCount = computed(() => supervises.value && current.value !== null && awaitsCount(current.value))
  return { query, source, current, report, canForce, canCount }
}

/** 强制交班: one reason, no count; where a count stands with a difference, that is explained too. */
export function useForceClose(row: () => ShiftRow | null, onDone: () => void) {
  const forcing = useCommand('shift.force_close')
  const reason = ref('')
  const differenceReason = ref('')

  async function submit(): Promise<void> {
    const shift = row()
    if (shift === null) return
    const explanation = differenceReason.value.trim()
    const answer = await forcing.run({
      shiftId: shift.shiftId,
      reason: reason.value,
      differenceReason: explanation === '' ? null : explanation,
    })
    if (!answer.ok) return
    reason.value = ''
    differenceReason.value = ''
    const { drawer } = shift
    const text = shift.counted ? t('shift.list.forced_counted', { drawer }) : t('shift.list.forced', { drawer })
    notify({ tone: 'ok', text })
    onDone()
  }

  return { forcing, reason, differenceReason, submit }
}

/** 补点: the supervisor counts the drawer, blind like everybody. */
export function useForcedCount(row: () => ShiftRow | null, onDone: () => void) {
  const counting = useCommand('shift.count_forced')
  const pieces = ref(noPieces())
  const differenceReason = ref('')

  async function submit(): Promise<void> {
    const shift = row()
    if (shift === null) return
    const reason = differenceReason.value.trim()
    const answer = await counting.run({
      shiftId: shift.shiftId,
      pieces: piecesOf(pieces.value),
      differenceReason: reason === '' ? null : reason,
    })
    if (!answer.ok) return
    pieces.value = noPieces()
    differenceReason.value = ''
    notify({ tone: 'ok', text: t('shift.list.counted', { amount: money(answer.value.report.differenceFen) }) })
    onDone()
  }

  return { counting, pieces, differenceReason, submit }
}
