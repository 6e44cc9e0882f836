import type { LocalDate, Month } from '../../kernel/time.ts'

/** A line of the past; `settledOn` is the day on which nothing was open any more, `null` while something is. */
export interface PastLine {
  readonly month: Month
  readonly dueOn: LocalDate
  readonly settledOn: LocalDate | null
}

/** 按时缴费: the latest months in a row of which every line was settled by its due date, counted back from `upTo`. */
export function countPunctualMonths(history: readonly PastLine[], upTo: Month): number {
  const byMonth = Map.groupBy(
    history.filter(({ month }) => month <= upTo),
    ({ month }) => month,
  )
  let count = 0
  for (const month of [...byMonth.keys()].sort().reverse()) {
    const lines = byMonth.get(month) as PastLine[]
    if (!lines.every(({ dueOn, settledOn }) => settledOn !== null && settledOn <= dueOn)) break
    count++
  }
  return count
}
