import { billablePeriods } from '../../../../src-shared/domain/meter/index.ts'
import type { LocalDate } from '../../../../src-shared/kernel/time.ts'
import type { MeterTable } from '../../db/tables-metering.ts'
import { usageOfPeriod } from './entry-rows.ts'
import type { MeterReadings } from './stored-readings.ts'
import { toMeter } from './stored-readings.ts'

/** Meters that hung there on some of the days: what was taken down since still counted then. `?` is the first day. */
export const METER_HUNG_SINCE = '(meter.ended_on IS NULL OR meter.ended_on >= ?)'

export interface DaysOfMeter {
  readonly stored: MeterReadings | undefined
  readonly fromOn: LocalDate
  readonly toOn: LocalDate
}

export interface UsageOnDays {
  readonly usageE3: number
  /** The last reading that the usage rests on; `null`: on none. */
  readonly endOn: LocalDate | null
}

/**
 * What a meter counted in the bills that end within some days. `null`: nobody can tell yet, as nothing was read, or a reading up to
 * their end is unchecked or does not fit. A meter that was taken down is not read again: after its last reading it counted nothing.
 */
export function usageOnDays(meter: MeterTable, { stored, fromOn, toOn }: DaysOfMeter): UsageOnDays | null {
  const { periods, stop } = billablePeriods(toMeter(meter), stored?.readings ?? [])
  if (stop !== null && stop.readOn <= toOn) return null
  const within = periods.filter(({ end }) => end.readOn >= fromOn && end.readOn <= toOn)
  const last = within.at(-1)
  if (last === undefined) return meter.ended_on === null ? null : { usageE3: 0, endOn: null }
  return { usageE3: within.reduce((sum, period) => sum + usageOfPeriod(period), 0), endOn: last.end.readOn }
}
