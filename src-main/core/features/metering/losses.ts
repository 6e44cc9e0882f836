import { reportLosses } from '../../../../src-shared/domain/share/index.ts'
import { firstDayOf, lastDayOf } from '../../../../src-shared/kernel/time.ts'
import { hot } from '../../db/read-handle.ts'
import type { Input, Output, QueryContext } from '../../request/context.ts'
import { METER_PLACE, PLACED } from './scope.ts'
import type { PlacedMeter } from './scope.ts'
import { loadReadings } from './stored-readings.ts'
import { METER_HUNG_SINCE, usageOnDays } from './usage-on-days.ts'

const masters =
  hot<PlacedMeter>(`SELECT ${PLACED} FROM ${METER_PLACE} WHERE meter.project_id = ? AND ${METER_HUNG_SINCE}
  AND EXISTS(SELECT 1 FROM meter below WHERE below.parent_id = meter.id) ORDER BY building.sort_key, meter.medium, meter.code`)
const below = hot<PlacedMeter>(`SELECT ${PLACED} FROM ${METER_PLACE}
  WHERE meter.project_id = ? AND meter.parent_id IN (SELECT value FROM json_each(?)) AND ${METER_HUNG_SINCE}`)

type Losses = Output<'metering.losses'>

/** 损耗: what each master counted in a month, and no meter directly below it. */
export function lossesOf({ db, actor }: QueryContext, { month, priceE6 }: Input<'metering.losses'>): Losses {
  const fromOn = firstDayOf(month)
  const toOn = lastDayOf(month)
  const above = db.hotAll(masters, actor.projectId, fromOn)
  const subs = db.hotAll(below, actor.projectId, JSON.stringify(above.map(({ id }) => id)), fromOn)
  const stored = loadReadings(
    db,
    [...above, ...subs].map(({ id }) => id),
  )
  const usageOf = (meter: PlacedMeter): number | null =>
    usageOnDays(meter, { stored: stored.get(meter.id), fromOn, toOn })?.usageE3 ?? null
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
    const unread = own.filter((meter) => usageOf(meter) === null).length
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
