import { followReadings } from '../../../../src-shared/domain/meter/index.ts'
import { AppError } from '../../../../src-shared/kernel/app-error.ts'
import type { LocalDate } from '../../../../src-shared/kernel/time.ts'
import { hot } from '../../db/read-handle.ts'
import type { ReadHandle } from '../../db/read-handle.ts'
import type { MeterTable } from '../../db/tables-metering.ts'
import { usageOfPeriod } from './entry-rows.ts'
import type { MeterReadings } from './stored-readings.ts'
import { loadReadings, toMeter } from './stored-readings.ts'

const byIds = hot<MeterTable>('SELECT * FROM meter WHERE id IN (SELECT value FROM json_each(?))')
const below = hot<MeterTable>(
  'SELECT * FROM meter WHERE parent_id IN (SELECT value FROM json_each(?)) AND ended_on IS NULL',
)

export interface PoolUsageRequest {
  readonly kind: 'usage' | 'master_difference'
  readonly meterIds: readonly string[]
  readonly fromOn: LocalDate
  readonly toOn: LocalDate
}

/**
 * What common meters counted in the bills that end within some days, or what masters counted and no meter directly below them.
 * @throws AppError `share.meter_unread`: a meter without a reading would make all others pay too much or too little.
 */
export function poolUsage(db: ReadHandle, { kind, meterIds, fromOn, toOn }: PoolUsageRequest): number {
  const wanted = JSON.stringify(meterIds)
  const own = db.hotAll(byIds, wanted)
  const subs = kind === 'master_difference' ? db.hotAll(below, wanted) : []
  const stored = loadReadings(
    db,
    [...own, ...subs].map(({ id }) => id),
  )
  const usageOf = (meter: MeterTable): number => usageBetween(meter, { stored: stored.get(meter.id), fromOn, toOn })
  const sum = (meters: readonly MeterTable[]): number => meters.reduce((total, meter) => total + usageOf(meter), 0)
  return sum(own) - sum(subs)
}

function usageBetween(
  meter: MeterTable,
  {
    stored,
    fromOn,
    toOn,
  }: { readonly stored: MeterReadings | undefined; readonly fromOn: LocalDate; readonly toOn: LocalDate },
): number {
  const { periods } = followReadings(toMeter(meter), stored?.readings ?? [])
  const within = periods.filter(({ end }) => end.readOn >= fromOn && end.readOn <= toOn)
  if (within.length === 0) throw new AppError('share.meter_unread', { meterCode: meter.code })
  return within.reduce((total, period) => total + usageOfPeriod(period), 0)
}
