import type { EntryFacts, MeterPeriod, Reading } from '../../../../src-shared/domain/meter/index.ts'
import { followReadings, usageOf, waysAfter } from '../../../../src-shared/domain/meter/index.ts'
import { totalUsageE3 } from '../../../../src-shared/domain/tariff/index.ts'
import { monthOf } from '../../../../src-shared/kernel/time.ts'
import type { LocalDate, Month } from '../../../../src-shared/kernel/time.ts'
import type { MeterDeviceTable, MeterReadingTable } from '../../db/tables-metering.ts'
import type { Output } from '../../request/context.ts'
import type { PlacedMeter } from './scope.ts'
import type { MeterReadings } from './stored-readings.ts'
import { anomaliesOf, isBilled, isCorrected, toMeter } from './stored-readings.ts'

export type EntryRow = Output<'metering.sheet'>['rows'][number]
type ReadingView = NonNullable<EntryRow['reading']>

/** Kinds that are typed into the grid, one a month: what ends a bill or lays its base. */
const TYPED: ReadonlySet<string> = new Set(['normal', 'first', 'final', 'estimated'])

/** One line of the grid: what the meter showed last, and what was read in the month. */
export function entryRowOf(meter: PlacedMeter, stored: MeterReadings, month: Month): EntryRow {
  const own = readingOfMonth(stored, month)
  const before = stored.readings.filter((reading) => isBefore(reading, { own, stored, month }))
  const { chain, periods, stop } = followReadings(toMeter(meter), before)
  const whole = followReadings(toMeter(meter), stored.readings)
  const device = stored.devices.at(-1)
  const last = chain.kind === 'running' ? chain.last : null
  const row = {
    meterId: meter.id,
    code: meter.code,
    medium: meter.medium,
    building: meter.building,
    roomCode: meter.room_code,
    place: meter.place,
    occupancy: meter.occupancy,
    serialNo: device?.serial_no ?? null,
    route: meter.route,
    routeOrder: meter.route_order,
    verifiedUntilOn: device?.verified_until_on ?? null,
    facts: { ...factsFrom(meter, { device, periods }), ways: waysAfter(toMeter(meter), chain) },
    previousOn: last?.readOn ?? null,
    previousKind: last?.kind ?? null,
    reading: own === null ? null : viewOfReading(own, { periods: whole.periods, stored }),
    stopped: stop === null ? null : stop.kind === 'ask' ? 'metering.went_down' : stop.no.code,
  }
  return row as unknown as EntryRow
}

function factsFrom(
  meter: PlacedMeter,
  { device, periods }: { readonly device: MeterDeviceTable | undefined; readonly periods: readonly MeterPeriod[] },
): Omit<EntryFacts, 'ways'> {
  const { registers, loss } = toMeter(meter)
  return {
    registers,
    digits: device?.digits ?? 5,
    multiplierE3: device?.multiplier_e3 ?? 1000,
    loss,
    earlierE3: periods.slice(-2).map(usageOfPeriod),
    occupancy: occupancyOf(meter.occupancy),
  }
}

export function usageOfPeriod({ origin }: MeterPeriod): number {
  return totalUsageE3(usageOf(origin))
}

/** Whether somebody lives there, as far as readings are concerned. Who renovates uses some, nobody can say how much. */
export function occupancyOf(state: string | null): EntryFacts['occupancy'] {
  if (state === 'occupied' || state === 'rented') return 'occupied'
  return state === 'vacant' || state === 'unsold' || state === 'handed_over' ? 'vacant' : 'unknown'
}

/** The newest reading of the month that was typed; a corrected one is shown as it counts. */
function readingOfMonth({ rows }: MeterReadings, month: Month): MeterReadingTable | null {
  const own = rows.filter((row) => TYPED.has(row.kind) && monthOf(row.read_on as LocalDate) === month)
  return own.toSorted((a, b) => (a.read_on < b.read_on ? -1 : a.read_on > b.read_on ? 1 : a.seq - b.seq)).at(-1) ?? null
}

function isBefore(
  reading: Reading,
  at: { readonly own: MeterReadingTable | null; readonly stored: MeterReadings; readonly month: Month },
): boolean {
  const { own, stored, month } = at
  if (own === null) return monthOf(reading.readOn) <= month
  if (reading.id === own.id) return false
  if (reading.kind === 'corrected') return reading.correctsReadingId !== own.id && reading.readOn <= own.read_on
  const seq = stored.rows.find(({ id }) => id === reading.id)?.seq ?? 0
  return reading.readOn < own.read_on || (reading.readOn === own.read_on && seq < own.seq)
}

/** A stored reading as pages see it. */
export function viewOfReading(
  row: MeterReadingTable,
  { periods, stored }: { readonly periods: readonly MeterPeriod[]; readonly stored: MeterReadings },
): ReadingView {
  const period = periods.find(({ end }) => end.id === row.id)
  const view = {
    readingId: row.id,
    readOn: row.read_on,
    kind: row.kind,
    state: isBilled(row.read_on, stored.billedUntilOn) ? 'billed' : row.state,
    isCorrected: isCorrected(stored, row.id),
    dials: period?.end.dials ?? (JSON.parse(row.dials_json) as unknown),
    usageE3: period === undefined ? null : usageOfPeriod(period),
    anomalies: anomaliesOf(row),
    reason: row.reason,
    reader: stored.rows.find(({ id }) => id === row.id)?.reader ?? '',
  }
  return view as unknown as ReadingView
}
