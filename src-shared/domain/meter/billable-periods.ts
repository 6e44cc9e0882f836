import type { LocalDate } from '../../kernel/time.ts'
import type { Meter, Reading } from './meter.ts'
import { effectiveReadings, meterPeriods } from './periods.ts'
import type { MeterPeriod } from './periods.ts'

/** Where what may be billed ends: at a reading that nobody checked, or at one that does not fit. */
export interface BillableStop {
  readonly readOn: LocalDate
  readonly why: 'unchecked' | 'unclear'
}

export interface BillablePeriods {
  readonly periods: readonly MeterPeriod[]
  readonly stop: BillableStop | null
}

/**
 * What money may be asked for: the only way from readings to bills, shares and losses. Readings that nobody checked bill nothing,
 * and neither does what comes after them.
 */
export function billablePeriods(meter: Meter, readings: readonly Reading[]): BillablePeriods {
  const { periods, stop } = meterPeriods(meter, readings)
  const effective = effectiveReadings(readings)
  const unchecked =
    effective.kind === 'effective' ? effective.readings.find(({ state }) => state === 'entered') : undefined
  if (unchecked !== undefined && (stop === null || unchecked.readOn <= stop.readOn)) {
    const checked = periods.filter(({ end }) => end.readOn < unchecked.readOn)
    return { periods: checked, stop: { readOn: unchecked.readOn, why: 'unchecked' } }
  }
  return { periods, stop: stop === null ? null : { readOn: stop.readOn, why: 'unclear' } }
}
