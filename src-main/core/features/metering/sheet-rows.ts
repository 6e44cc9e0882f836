import type { Month } from '../../../../src-shared/kernel/time.ts'
import { hot } from '../../db/read-handle.ts'
import type { ReadHandle } from '../../db/read-handle.ts'
import type { Output } from '../../request/context.ts'
import type { EntryRow } from './entry-rows.ts'
import { entryRowOf } from './entry-rows.ts'
import { METER_IN_SCOPE, METER_IN_SCOPE_NUMBERED, METER_PLACE, PLACED, meterScope } from './scope.ts'
import type { PlacedMeter, Seeing } from './scope.ts'
import { loadReadings } from './stored-readings.ts'

/** As many as the contract lets through. */
const MOST_ROWS = 3_000

// A meter that was taken down in the month was read in it; one that was taken down before is none of its business.
const ofRoute =
  hot<PlacedMeter>(`SELECT ${PLACED} FROM ${METER_PLACE} WHERE ${METER_IN_SCOPE} AND (? IS NULL OR meter.route = ?)
  AND (meter.ended_on IS NULL OR substr(meter.ended_on, 1, 7) >= ?)
  ORDER BY meter.route, meter.route_order, building.sort_key, room.sort_key, meter.code LIMIT ${MOST_ROWS + 1}`)

export interface SheetScope {
  readonly month: Month
  readonly route: string | null
}

/** The grid of one route and month, in the order of the walk. */
export function sheetRows(
  db: ReadHandle,
  actor: Seeing,
  { month, route }: SheetScope,
): { readonly rows: EntryRow[]; readonly cut: boolean } {
  const meters = db.hotAll(ofRoute, ...meterScope(actor), route, route, month)
  const shown = meters.slice(0, MOST_ROWS)
  const stored = loadReadings(
    db,
    shown.map(({ id }) => id),
  )
  const rows = shown.flatMap((meter) => {
    const own = stored.get(meter.id)
    return own === undefined ? [] : [entryRowOf(meter, own, month)]
  })
  return { rows, cut: meters.length > shown.length }
}

const routes = hot<{
  route: string
  meters: number
  read: number
  unchecked: number
}>(`SELECT meter.route, count(*) AS meters,
    sum(EXISTS(SELECT 1 FROM meter_reading m WHERE m.meter_id = meter.id AND substr(m.read_on, 1, 7) = ?4
      AND m.kind IN ('normal','first','final','estimated'))) AS read,
    sum(EXISTS(SELECT 1 FROM meter_reading m WHERE m.meter_id = meter.id AND substr(m.read_on, 1, 7) = ?4 AND m.state = 'entered')) AS unchecked
  FROM ${METER_PLACE} WHERE ${METER_IN_SCOPE_NUMBERED}
    AND (meter.ended_on IS NULL OR substr(meter.ended_on, 1, 7) >= ?4) GROUP BY meter.route ORDER BY meter.route`)

export function listRoutes(db: ReadHandle, actor: Seeing, month: Month): Output<'metering.routes'>['routes'] {
  return db.hotAll(routes, ...meterScope(actor), month)
}
