import { AppError } from '../../../../src-shared/kernel/app-error.ts'
import type { LocalDate } from '../../../../src-shared/kernel/time.ts'
import { hot } from '../../db/read-handle.ts'
import type { ReadHandle } from '../../db/read-handle.ts'
import type { MeterTable, ShareMeterTable } from '../../db/tables-metering.ts'
import { loadReadings } from './stored-readings.ts'
import { METER_HUNG_SINCE, usageOnDays } from './usage-on-days.ts'

const byIds = hot<MeterTable>(
  `SELECT * FROM meter WHERE id IN (SELECT value FROM json_each(?)) AND ${METER_HUNG_SINCE} ORDER BY code`,
)
const below = hot<MeterTable>(
  `SELECT * FROM meter WHERE parent_id IN (SELECT value FROM json_each(?)) AND ${METER_HUNG_SINCE} ORDER BY code`,
)

export interface PoolUsageRequest {
  readonly kind: 'usage' | 'master_difference'
  readonly meterIds: readonly string[]
  readonly fromOn: LocalDate
  readonly toOn: LocalDate
}

/** A meter whose readings a share rests on. */
export type SharedMeter = Pick<ShareMeterTable, 'meter_id' | 'is_below' | 'end_on'>

export interface PoolUsage {
  readonly usageE3: number
  readonly meters: readonly SharedMeter[]
}

/**
 * What common meters counted in the bills that end within some days, or what masters counted and no meter directly below them.
 * @throws AppError `share.meter_unread`: a meter without a checked reading would make all others pay too much or too little.
 */
export function poolUsage(db: ReadHandle, { kind, meterIds, fromOn, toOn }: PoolUsageRequest): PoolUsage {
  const wanted = JSON.stringify(meterIds)
  const own = db.hotAll(byIds, wanted, fromOn)
  const subs = kind === 'master_difference' ? db.hotAll(below, wanted, fromOn) : []
  const ids = [...own, ...subs].map(({ id }) => id)
  const stored = loadReadings(db, ids)
  const meters: SharedMeter[] = []
  const sum = (of: readonly MeterTable[], isBelow: 0 | 1): number =>
    of.reduce((total, meter) => {
      const found = usageOnDays(meter, { stored: stored.get(meter.id), fromOn, toOn })
      if (found === null) throw new AppError('share.meter_unread', { meterCode: meter.code })
      if (found.endOn !== null) meters.push({ meter_id: meter.id, is_below: isBelow, end_on: found.endOn })
      return total + found.usageE3
    }, 0)
  return { usageE3: sum(own, 0) - sum(subs, 1), meters }
}
