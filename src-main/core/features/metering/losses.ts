import { followReadings } from '../../../../src-shared/domain/meter/index.ts'
import { reportLosses } from '../../../../src-shared/domain/share/index.ts'
import { monthOf } from '../../../../src-shared/kernel/time.ts'
import type { Month } from '../../../../src-shared/kernel/time.ts'
import { hot } from '../../db/read-handle.ts'
import type { Input, Output, QueryContext } from '../../request/context.ts'
import { usageOfPeriod } from './entry-rows.ts'
import { METER_PLACE, PLACED } from './scope.ts'
import type { PlacedMeter } from './scope.ts'
import type { MeterReadings } from './stored-readings.ts'
import { loadReadings, toMeter } from './stored-readings.ts'

const masters =
  hot<PlacedMeter>(`SELECT ${PLACED} FROM ${METER_PLACE} WHERE meter.project_id = ? AND meter.ended_on IS NULL
  AND EXISTS(SELECT 1 FROM meter below WHERE below.parent_id = meter.id) ORDER BY building.sort_key, meter.medium, meter.code`)
const below = hot<PlacedMeter>(`SELECT ${PLACED} FROM ${METER_PLACE}
  WHERE meter.project_id = ? AND meter.parent_id IN (SELECT value FROM json_each(?))`)

type Losses = Output<'metering.losses'>

/** 损耗: what each master counted in a month, and no meter directly below it. */
export function lossesOf({ db, actor }: QueryContext, { month, priceE6 }: Input<'metering.losses'>): Losses {
  const above = db.hotAll(masters, actor.projectId)
  const subs = db.hotAll(below, actor.projectId, JSON.stringify(above.map(({ id }) => id)))
  const stored = loadReadings(
    db,
    [...above, ...subs].map(({ id }) => id),
  )
  const usageOf = (meter: PlacedMeter): number | null => monthUsage(meter, { stored: stored.get(meter.id), month })
  const subsOf = Map.groupBy(subs, ({ parent_id }) => String(parent_id))
  const losses: Losses['losses'] = []
  const mastersUnread: string[] = []
  for (const master of above) {
    const masterE3 = usageOf(master)
    if (masterE3 === null) {
      mastersUnread.push(master.code)
      continue
    }
    const own = subsOf.get(master.id) ?? []
    const of = (isRoom: boolean): number[] =>
      own.filter(({ room_id }) => (room_id !== null) === isRoom).flatMap((meter) => usageOf(meter) ?? [])
    const usage = { building: master.building ?? '', medium: master.medium, masterE3, priceE6 }
    const [loss] = reportLosses([{ ...usage, roomsE3: of(true), commonE3: of(false) }], {
      mode: 'half_up',
      precision: 'fen',
    })
    if (loss === undefined) continue
    const { roomsE3, commonE3, differenceE3, differencePpm, lossFen, negative } = loss
    const unread = own.filter((meter) => meter.ended_on === null && usageOf(meter) === null).length
    const figures = { masterE3, roomsE3, commonE3, differenceE3, differencePpm, lossFen, negative, unread }
    const place = {
      meterId: master.id as never,
      meterCode: master.code,
      building: master.building,
      medium: master.medium,
    }
    losses.push({ ...place, ...figures })
  }
  return { losses, mastersUnread }
}

/** What a meter counted in the bills that end in a month; `null` when none does. */
export function monthUsage(
  meter: PlacedMeter,
  { stored, month }: { readonly stored: MeterReadings | undefined; readonly month: Month },
): number | null {
  const { periods } = followReadings(toMeter(meter), stored?.readings ?? [])
  const own = periods.filter(({ end }) => monthOf(end.readOn) === month)
  return own.length === 0 ? null : own.reduce((sum, period) => sum + usageOfPeriod(period), 0)
}
