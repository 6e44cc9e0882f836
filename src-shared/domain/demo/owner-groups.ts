import { elementAt, listOf } from './lists.ts'
import type { PayerBehaviour } from './behaviour.ts'
import { countOf, type Random, shuffled } from './random.ts'

/** One owner in fourteen has several rooms (domain rules 8.5). */
const OWNS_SEVERAL_PPM = 70_000

/** Sold rooms in groups of one owner. Rooms of one group pay alike, so that their owner comes once for all of them. */
export function groupByOwner(
  sold: readonly number[],
  behaviours: readonly PayerBehaviour[],
  random: Random,
): number[][] {
  const buckets = bucketsOfAlike(shuffled(random, sold), behaviours)
  const groups: number[][] = []
  // One owner of several in ten has three rooms; n sold rooms then have about n / 1.077 owners.
  let wanted = countOf(Math.round((sold.length * 1_000) / 1_077), OWNS_SEVERAL_PPM)
  while (wanted > 0 && buckets.some((bucket) => bucket.length >= 2)) {
    for (const bucket of buckets) {
      if (wanted === 0 || bucket.length < 2 || random.int(sold.length) >= bucket.length) continue
      groups.push(bucket.splice(0, bucket.length >= 3 && wanted % 10 === 0 ? 3 : 2))
      wanted -= 1
    }
  }
  for (const bucket of buckets) for (const at of bucket) groups.push([at])
  return groups.sort((a, b) => elementAt(a, 0) - elementAt(b, 0))
}

/** The rooms of one owner take the days and turns of the first of them. */
export function payTogether(
  behaviours: readonly PayerBehaviour[],
  groups: readonly (readonly number[])[],
): PayerBehaviour[] {
  const together = [...behaviours]
  for (const group of groups) {
    const { payer_key, turn_ppm } = elementAt(behaviours, elementAt(group, 0))
    for (const at of group) together[at] = { ...elementAt(behaviours, at), payer_key, turn_ppm }
  }
  return together
}

function bucketsOfAlike(rooms: readonly number[], behaviours: readonly PayerBehaviour[]): number[][] {
  const alike = new Map<string, number[]>()
  for (const at of rooms) {
    const behaviour = elementAt(behaviours, at)
    listOf(alike, `${behaviour.payer_class} ${behaviour.phase} ${behaviour.leaves_out_running_month}`).push(at)
  }
  return [...alike.values()]
}
