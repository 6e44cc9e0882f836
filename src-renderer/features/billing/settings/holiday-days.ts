import { addDays, daysBetween, parseLocalDate } from '../../../../src-shared/kernel/time.ts'
import type { LocalDate } from '../../../../src-shared/kernel/time.ts'

/** A holiday of more days than that is a slip of the finger. */
const MOST_DAYS = 31

/** `2027-01-01~2027-01-03，2027-04-05`: single days and runs, as a notice lists them. `null` when something else stands there. */
export function readDays(text: string): LocalDate[] | null {
  const days: LocalDate[] = []
  for (const part of text.split(/[\s,，、;；]+/).filter((piece) => piece !== '')) {
    const [from, to = from, ...more] = part.split(/[~～至]/).map((piece) => parseLocalDate(piece))
    if (from === null || from === undefined || to === null || to === undefined || more.length > 0) return null
    const length = daysBetween(from, to) + 1
    if (length < 1 || length > MOST_DAYS) return null
    for (let index = 0; index < length; index++) days.push(addDays(from, index))
  }
  return days
}

/** The same the other way round: days in a row are one run. */
export function writeDays(days: readonly LocalDate[]): string {
  const runs: { from: LocalDate; to: LocalDate }[] = []
  for (const day of [...days].sort()) {
    const last = runs.at(-1)
    if (last !== undefined && daysBetween(last.to, day) === 1) last.to = day
    else runs.push({ from: day, to: day })
  }
  return runs.map(({ from, to }) => (from === to ? from : `${from}~${to}`)).join('，')
}
