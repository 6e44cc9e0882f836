import { addDays, daysBetween, localDate, localDateOf, monthOf } from '../../kernel/time.ts'
import type { Instant, LocalDate } from '../../kernel/time.ts'

/** A backup set (备份集) as far as the ring looks at it. */
export interface RingSet {
  readonly name: string
  readonly madeAt: Instant
}

/** How much is kept: the newest set of each of the last 7 days, 5 weeks and 24 months that have one (architecture §4). */
export const RING = { days: 7, weeks: 5, months: 24 } as const
/** So many sets the ring holds at most. */
export const RING_SETS: number = RING.days + RING.weeks + RING.months

export interface RingPlan {
  /** Newest first, as are the dropped ones. */
  readonly keep: readonly string[]
  readonly drop: readonly string[]
}

const A_MONDAY = localDate('1970-01-05')

/**
 * 备份轮换. Days, weeks and months are counted among those that have a set, not back from today: an office that was closed for
 * two months loses nothing by the mere passing of time. The newest set is always kept.
 */
export function planRing(sets: readonly RingSet[]): RingPlan {
  const newestFirst = [...sets].sort((left, right) => right.madeAt - left.madeAt || compareNames(right, left))
  const kept = new Set<string>()
  for (const [bucketOf, most] of BUCKETS) {
    const seen = new Set<string>()
    for (const set of newestFirst) {
      const bucket = bucketOf(localDateOf(set.madeAt))
      if (seen.has(bucket)) continue
      if (seen.size === most) break
      seen.add(bucket)
      kept.add(set.name)
    }
  }
  const names = newestFirst.map(({ name }) => name)
  return { keep: names.filter((name) => kept.has(name)), drop: names.filter((name) => !kept.has(name)) }
}

const BUCKETS: readonly (readonly [(day: LocalDate) => string, number])[] = [
  [(day) => day, RING.days],
  [mondayOf, RING.weeks],
  [monthOf, RING.months],
]

function mondayOf(day: LocalDate): LocalDate {
  const since = daysBetween(A_MONDAY, day)
  return addDays(day, -(((since % 7) + 7) % 7))
}

function compareNames(left: RingSet, right: RingSet): number {
  return left.name < right.name ? -1 : 1
}
