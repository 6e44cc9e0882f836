import { refusal } from '../../kernel/app-error.ts'
import type { BrokenChain, Chain, Question } from './chain.ts'
import { broken, endsBill, stepTo } from './chain.ts'
import type { ChainReading, Meter, Reading } from './meter.ts'
import type { UsageOrigin } from './usage.ts'

/** What one bill covers: from a base to the reading that ends it, through the replacements between. */
export interface MeterPeriod {
  readonly base: ChainReading
  readonly end: ChainReading
  readonly origin: UsageOrigin
}

/** The bills of a meter as far as they can be told, and what stops the rest. */
export interface MeterPeriods {
  readonly periods: readonly MeterPeriod[]
  readonly stop: Question | BrokenChain | null
}

export type EffectiveReadings = { readonly kind: 'effective'; readonly readings: readonly ChainReading[] } | BrokenChain

/**
 * The readings as they count, by date: a correction takes the place of what it corrects once it is checked, with the dial as it
 * really stood. Day and kind of the billed reading stay. `readings` are in the order of entry, which orders those of one day.
 */
export function effectiveReadings(readings: readonly Reading[]): EffectiveReadings {
  const placeOf = new Map<string, string>()
  const counting = new Map<string, ChainReading>()
  for (const reading of readings) {
    if (reading.kind !== 'corrected') {
      placeOf.set(reading.id, reading.id)
      counting.set(reading.id, reading)
      continue
    }
    const place = placeOf.get(reading.correctsReadingId)
    const corrected = place === undefined ? undefined : counting.get(place)
    if (place === undefined || corrected === undefined) {
      return broken(reading, refusal('meter.correction_unknown'))
    }
    placeOf.set(reading.id, place)
    if (reading.state !== 'entered') counting.set(place, { ...corrected, dials: reading.dials })
  }
  const byDate = [...counting.values()].sort((a, b) => (a.readOn < b.readOn ? -1 : Number(a.readOn > b.readOn)))
  return { kind: 'effective', readings: byDate }
}

/** The bills that a meter's readings make, in order (domain rules 3.13). The first reading only lays the base. */
export function meterPeriods(meter: Meter, readings: readonly Reading[]): MeterPeriods {
  const { periods, stop } = followReadings(meter, readings)
  return { periods, stop }
}

/** The same with where the chain stands after the last reading that fits: what the next one is read against. */
export function followReadings(meter: Meter, readings: readonly Reading[]): MeterPeriods & { readonly chain: Chain } {
  const effective = effectiveReadings(readings)
  if (effective.kind === 'broken') return { periods: [], stop: effective, chain: { kind: 'empty' } }
  const periods: MeterPeriod[] = []
  let chain: Chain = { kind: 'empty' }
  for (const reading of effective.readings) {
    const step = stepTo(reading, { meter, chain })
    if (step.kind !== 'stepped') return { periods, stop: step, chain }
    chain = step.chain
    if (!endsBill(reading)) continue
    const { base, segments } = chain
    periods.push({ base, end: reading, origin: { meterId: meter.id, segments, loss: meter.loss } })
    chain = { ...chain, base: reading, segments: [] }
  }
  return { periods, stop: null, chain }
}
