import { addDays } from '../../src-shared/kernel/time.ts'
import type { LocalDate } from '../../src-shared/kernel/time.ts'

const KEPT_DAYS = 14
const KEPT_BYTES = 50_000_000

export const LOG_NAME = /^host-\d{4}-\d{2}-\d{2}\.\d{3}\.log$/

export function logFileName(day: LocalDate, index: number): string {
  return `host-${day}.${String(index).padStart(3, '0')}.log`
}

/** The log files that have had their time: older than 14 days, or beyond 50 MB counted from the newest. */
export function logsToRemove(
  files: readonly { readonly name: string; readonly bytes: number }[],
  today: LocalDate,
): readonly string[] {
  const oldestKept = logFileName(addDays(today, 1 - KEPT_DAYS), 0)
  let bytes = 0
  return [...files]
    .toSorted((left, right) => (left.name < right.name ? 1 : -1))
    .filter((file) => {
      bytes += file.bytes
      return file.name < oldestKept || bytes > KEPT_BYTES
    })
    .map((file) => file.name)
}
