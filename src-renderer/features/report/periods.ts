import { addDays, addMonths, firstDayOf, lastDayOf, monthOf } from '../../../src-shared/kernel/time.ts'
import type { LocalDate } from '../../../src-shared/kernel/time.ts'

export const PRESETS = ['today', 'yesterday', 'month', 'last_month'] as const
export type Preset = (typeof PRESETS)[number]

export interface Period {
  readonly fromOn: LocalDate
  readonly toOn: LocalDate
}

/** The usual periods, from the business day. */
export function periodOf(preset: Preset, today: LocalDate): Period {
  const month = monthOf(today)
  const before = addMonths(month, -1)
  const periods: Readonly<Record<Preset, Period>> = {
    today: { fromOn: today, toOn: today },
    yesterday: { fromOn: addDays(today, -1), toOn: addDays(today, -1) },
    month: { fromOn: firstDayOf(month), toOn: today },
    last_month: { fromOn: firstDayOf(before), toOn: lastDayOf(before) },
  }
  return periods[preset]
}

/** The preset that the chosen days are, or `null` for days of one's own. */
export function presetOf({ fromOn, toOn }: Period, today: LocalDate): Preset | null {
  return (
    PRESETS.find((preset) => periodOf(preset, today).fromOn === fromOn && periodOf(preset, today).toOn === toOn) ?? null
  )
}
