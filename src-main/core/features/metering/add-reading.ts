import type {
  Anomaly,
  ChainReading,
  DialValue,
  Reading,
  ReadingKind,
} from '../../../../src-shared/domain/meter/index.ts'
import {
  decideCheck,
  decideReadOn,
  effectiveReadings,
  findAnomalies,
  followReadings,
} from '../../../../src-shared/domain/meter/index.ts'
import { AppError, orThrow } from '../../../../src-shared/kernel/app-error.ts'
import type { LocalDate } from '../../../../src-shared/kernel/time.ts'
import type { MeterDeviceTable, MeterReadingTable } from '../../db/tables-metering.ts'
import type { UnitOfWork } from '../../db/unit-of-work.ts'
import { occupancyOf, usageOfPeriod } from './entry-rows.ts'
import type { PlacedMeter } from './scope.ts'
import type { MeterReadings } from './stored-readings.ts'
import { isBilled, isCorrected, toDevice, toMeter } from './stored-readings.ts'

export interface NewReading {
  readonly readOn: LocalDate
  readonly kind: Exclude<ReadingKind, 'corrected'>
  readonly dials: readonly DialValue[]
}

export interface JudgedReading {
  readonly anomalies: readonly Anomaly[]
  readonly usageE3: number | null
}

/**
 * The reading that would stand after all the others, judged by the chain itself: what the page said about it is not asked.
 * @throws AppError `metering.went_down` when only a person can say what happened, else a code of `meter`.
 */
export function judgeAtEnd(
  meter: PlacedMeter,
  stored: Pick<MeterReadings, 'readings'>,
  {
    reading,
    device,
    today,
  }: { readonly reading: NewReading; readonly device: MeterDeviceTable; readonly today: LocalDate },
): JudgedReading {
  const previousOn = newestDay(stored.readings)
  orThrow(decideReadOn(reading.readOn, { previousOn, today }))
  const domain = toMeter(meter)
  const added: ChainReading = { id: 'new', state: 'checked', device: toDevice(device), ...reading }
  const { periods, stop } = followReadings(domain, [...stored.readings, added])
  if (stop !== null) throwStop(stop)
  const ended = periods.find(({ end }) => end.id === added.id)
  if (ended === undefined) return { anomalies: [], usageE3: null }
  const usageE3 = usageOfPeriod(ended)
  const earlierE3 = periods.slice(0, -1).slice(-2).map(usageOfPeriod)
  return { anomalies: findAnomalies({ usageE3, earlierE3, occupancy: occupancyOf(meter.occupancy) }), usageE3 }
}

function throwStop(stop: NonNullable<ReturnType<typeof followReadings>['stop']>): never {
  if (stop.readingId !== 'new') throw new AppError('metering.chain_stops', { readOn: stop.readOn }, 'dials')
  if (stop.kind === 'ask')
    throw new AppError('metering.went_down', { register: stop.register, answers: stop.answers }, 'dials')
  throw new AppError(stop.no.code, stop.no.params, stop.no.field === 'readOn' ? 'readOn' : 'dials')
}

export function newestDay(readings: readonly Reading[]): LocalDate | null {
  const effective = effectiveReadings(readings)
  return effective.kind === 'effective' ? (effective.readings.at(-1)?.readOn ?? null) : null
}

/** Red readings only by somebody who has seen them. @throws AppError `meter.anomaly_unconfirmed` */
export function requireConfirmed(anomalies: readonly Anomaly[], confirmed: readonly Anomaly[]): void {
  orThrow(decideCheck({ state: 'entered' }, { anomalies, confirmed }))
}

/**
 * The row of a reading that may still be typed anew: not billed nor corrected, and nothing was read after it.
 * @throws AppError `record.not_found` | `meter.reading_billed` | `metering.reading_corrected` | `metering.not_newest`
 */
export function loadEditable(stored: MeterReadings, readingId: string): MeterReadingTable {
  const row = stored.rows.find(({ id }) => id === readingId)
  if (row === undefined) throw new AppError('record.not_found', { what: 'meter_reading' })
  if (isBilled(row.read_on, stored.billedUntilOn)) throw new AppError('meter.reading_billed', { readOn: row.read_on })
  if (isCorrected(stored, readingId)) throw new AppError('metering.reading_corrected', { readOn: row.read_on })
  const newest = stored.rows.filter(({ kind }) => kind !== 'corrected').at(-1)
  if (newest?.id !== readingId) throw new AppError('metering.not_newest', { readOn: newest?.read_on ?? row.read_on })
  return row
}

export function withoutReading(stored: MeterReadings, readingId: string): Pick<MeterReadings, 'readings' | 'rows'> {
  return {
    rows: stored.rows.filter(({ id }) => id !== readingId),
    readings: stored.readings.filter(({ id }) => id !== readingId),
  }
}

export interface ReadingToWrite {
  readonly meter: Pick<PlacedMeter, 'id' | 'project_id'>
  readonly device: Pick<MeterDeviceTable, 'id'>
  readonly seq: number
  readonly reading: { readonly readOn: string; readonly kind: ReadingKind; readonly dials: readonly DialValue[] }
  readonly state: MeterReadingTable['state']
  readonly anomalies: readonly Anomaly[]
  readonly correctsReadingId?: string
  readonly reason?: string
  readonly batchId?: string
}

export function readingRow(db: UnitOfWork, write: ReadingToWrite): MeterReadingTable {
  const { meter, device, reading } = write
  return {
    id: db.newId(),
    project_id: meter.project_id,
    meter_id: meter.id,
    meter_device_id: device.id,
    seq: write.seq,
    read_on: reading.readOn,
    kind: reading.kind,
    state: write.state,
    dials_json: JSON.stringify(reading.dials),
    anomalies_json: JSON.stringify(write.anomalies),
    corrects_reading_id: write.correctsReadingId ?? null,
    reason: write.reason ?? null,
    batch_id: write.batchId ?? null,
    user_id: db.userId,
    at: db.now,
  }
}

export function nextSeq({ rows }: Pick<MeterReadings, 'rows'>): number {
  return (rows.at(-1)?.seq ?? 0) + 1
}
