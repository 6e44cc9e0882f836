import { shallowRef } from 'vue'

import { addDays, daysBetween, instant, localDateOf, localTimeOf } from '../../src-shared/kernel/time.ts'
import type { Instant, LocalDate } from '../../src-shared/kernel/time.ts'
import { t } from './i18n.ts'

const DAY_MS = 86_400_000
const dayShift = shallowRef(0)

/** Now, as core sees it: the demo and tests may live on another day than the PC. */
export function now(): Instant {
  return instant(Date.now() + dayShift.value * DAY_MS)
}

/** The business day (Asia/Shanghai), whatever zone the PC has. */
export function today(): LocalDate {
  return localDateOf(now())
}

/** Takes over the business day that core names with the session. */
export function alignToday(businessDay: LocalDate): void {
  dayShift.value = daysBetween(localDateOf(instant(Date.now())), businessDay)
}

/** `10:24`. */
export function clockTime(at: Instant): string {
  return localTimeOf(at).slice(11, 16)
}

/** `2026-11-23 10:24`. */
export function dateTime(at: Instant): string {
  return localTimeOf(at).slice(0, 16)
}

/** `今天 02:10`, `昨天 18:32`, `11-20 10:12`, or the full date in another year. */
export function whenText(at: Instant): string {
  const day = localDateOf(at)
  const current = today()
  if (day === current) return t('ui.time.today', { time: clockTime(at) })
  if (day === addDays(current, -1)) return t('ui.time.yesterday', { time: clockTime(at) })
  return day.slice(0, 4) === current.slice(0, 4) ? dateTime(at).slice(5) : dateTime(at)
}
