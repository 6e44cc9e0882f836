import { t } from '../../platform/i18n.ts'
import type { Step } from '../../ui/step.ts'

const ORDER = ['count', 'check', 'sign'] as const
export type ShiftStep = (typeof ORDER)[number]

/** 点钞 → 核对 → 交接签字: none can be gone back to, so those behind are only marked as done. */
export function shiftSteps(current: ShiftStep): readonly Step[] {
  const at = ORDER.indexOf(current)
  return ORDER.map((id, index) => ({
    id,
    title: t(`shift.page.step_${id}`),
    state: index < at ? 'done' : index === at ? 'current' : 'todo',
  }))
}
