import { hot } from '../../db/read-handle.ts'
import type { ReadHandle } from '../../db/read-handle.ts'
import type { LocalDate } from '../../../../src-shared/kernel/time.ts'
import type { Input, Output } from '../../request/context.ts'
import { METER_IN_SCOPE, METER_PLACE, meterScope } from './scope.ts'
import type { Seeing } from './scope.ts'

export type MeterRow = Output<'metering.list'>['rows'][number]
export type MeterFilter = Input<'metering.list'>['filter']

export interface MeterListRequest {
  readonly actor: Seeing
  readonly today: LocalDate
  readonly filter: MeterFilter
  readonly sort: Input<'metering.list'>['sort']
}

const ROUTE_ORDER = 'meter.route, meter.route_order, room.sort_key, meter.code'
const SORTS: Readonly<Record<string, (direction: string) => string>> = {
  code: (direction) => `meter.code ${direction}`,
  room: (direction) => `building.sort_key ${direction}, room.sort_key ${direction}, meter.code`,
  route: (direction) => ROUTE_ORDER.replaceAll(',', ` ${direction},`),
}
const LAST_DEVICE =
  'device.meter_id = meter.id AND device.seq = (SELECT max(d.seq) FROM meter_device d WHERE d.meter_id = meter.id)'

/** Row ids of the meters that a filter finds, in order. */
export function listMeters(db: ReadHandle, { actor, today, filter, sort }: MeterListRequest): number[] {
  const parts = [METER_IN_SCOPE]
  const values: (string | null)[] = [...meterScope(actor)]
  const add = (sql: string, ...more: string[]): void => {
    parts.push(sql)
    values.push(...more)
  }
  const show = filter.show ?? 'in_use'
  add(show === 'ended' ? 'meter.ended_on IS NOT NULL' : 'meter.ended_on IS NULL')
  if (show === 'verification') add('device.verified_until_on < ?', today)
  if (filter.buildingId !== undefined) add('building.id = ?', filter.buildingId)
  if (filter.medium !== undefined) add('meter.medium = ?', filter.medium)
  if (filter.belongs !== undefined)
    add(filter.belongs === 'room' ? 'meter.room_id IS NOT NULL' : 'meter.room_id IS NULL')
  if (filter.route !== undefined) add('meter.route = ?', filter.route)
  const text = filter.text?.trim() ?? ''
  if (text !== '') {
    const pattern = `%${text.replaceAll(/[%_\\]/g, '\\$&')}%`
    add(
      `(meter.code LIKE ? ESCAPE '\\' OR room.code LIKE ? ESCAPE '\\' OR device.serial_no LIKE ? ESCAPE '\\' OR meter.place LIKE ? ESCAPE '\\')`,
      pattern,
      pattern,
      pattern,
      pattern,
    )
  }
  const order = (SORTS[sort.key] ?? SORTS['code'] ?? String)(sort.direction === 'asc' ? 'ASC' : 'DESC')
  const found = hot<{ row: number }>(
    `SELECT meter.rowid AS row FROM ${METER_PLACE} LEFT JOIN meter_device device ON ${LAST_DEVICE} WHERE ${parts.join(' AND ')} ORDER BY ${order}`,
  )
  return db.hotAll(found, ...values).map(({ row }) => row)
}

const byRows = hot<
  MeterRow & { readonly row: number; readonly dials: string | null }
>(`SELECT meter.rowid AS row, meter.id AS meterId,
    meter.code, meter.medium, building.name AS building, room.code AS roomCode, meter.place, room.occupancy, device.serial_no AS serialNo,
    device.multiplier_e3 AS multiplierE3, above.code AS parentCode, meter.route, meter.route_order AS routeOrder,
    last.read_on AS lastReadOn, last.dials_json AS dials, device.verified_until_on AS verifiedUntilOn, meter.ended_on AS endedOn
  FROM ${METER_PLACE} JOIN meter_device device ON ${LAST_DEVICE} LEFT JOIN meter above ON above.id = meter.parent_id
  LEFT JOIN meter_reading last ON last.id = (SELECT m.id FROM meter_reading m WHERE m.meter_id = meter.id AND m.kind <> 'corrected'
    ORDER BY m.read_on DESC, m.seq DESC LIMIT 1)
  WHERE meter.rowid IN (SELECT value FROM json_each(?))`)

/** One window of the list. */
export function meterRows(db: ReadHandle, rows: readonly number[]): MeterRow[] {
  const found = new Map(db.hotAll(byRows, JSON.stringify(rows)).map((row) => [row.row, row]))
  return rows.flatMap((at) => {
    const stored = found.get(at)
    if (stored === undefined) return []
    const { row: _row, dials, ...view } = stored
    const shown = dials === null ? [] : (JSON.parse(dials) as { readonly valueE3: number }[])
    return [{ ...view, lastE3: shown[0]?.valueE3 ?? null }]
  })
}
