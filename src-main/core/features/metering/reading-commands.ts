import { decideCheck, decideCorrection } from '../../../../src-shared/domain/meter/index.ts'
import { followReadings } from '../../../../src-shared/domain/meter/index.ts'
import type { Reading } from '../../../../src-shared/domain/meter/index.ts'
import { AppError, orThrow } from '../../../../src-shared/kernel/app-error.ts'
import { invariant } from '../../../../src-shared/kernel/assert.ts'
import { monthOf } from '../../../../src-shared/kernel/time.ts'
import { hot } from '../../db/read-handle.ts'
import type { ReadHandle } from '../../db/read-handle.ts'
import type { MeterReadingTable } from '../../db/tables-metering.ts'
import { handles } from '../../request/context.ts'
import type { CommandContext, Commands, Input, Output } from '../../request/context.ts'
import { LINE_BALANCE, LINE_IS_STANDING, cancelLines, requireNoRunUnderWay } from '../ledger/index.ts'
import { judgeAtEnd, loadEditable, nextSeq, readingRow, requireConfirmed, withoutReading } from './add-reading.ts'
import { entryRowOf } from './entry-rows.ts'
import type { EntryRow } from './entry-rows.ts'
import { loadMeter, loadMeterInUse } from './scope.ts'
import { SHARE_IS_STANDING, anomaliesOf, isCorrected, loadReadingsOf, toMeter } from './stored-readings.ts'

/** 抄表: typed, confirmed, taken away, corrected once it is billed. */
export const readingCommands: Commands = {
  'metering.enter': handles('metering.enter', enterReading),

  'metering.confirm': handles('metering.confirm', (context, { meterId, month, readingId, confirmed }) => {
    const { db, actor } = context
    // Also of a meter that was taken down since: what it counted waits for this.
    const meter = loadMeter(db, actor, meterId)
    requireNoRunUnderWay(db, actor.projectId)
    const row = loadReadingsOf(db, meterId).rows.find(({ id }) => id === readingId)
    if (row === undefined) throw new AppError('record.not_found', { what: 'meter_reading' })
    orThrow(decideCheck(row, { anomalies: anomaliesOf(row), confirmed }))
    db.update('meter_reading', readingId, { state: 'checked' })
    db.emit('metering.changed', { meterIds: [meterId] })
    return entryRowOf(meter, loadReadingsOf(db, meterId), month)
  }),

  'metering.remove_reading': handles('metering.remove_reading', (context, { meterId, month, readingId }) => {
    const { db, actor } = context
    const meter = loadMeterInUse(db, actor, meterId)
    requireNoRunUnderWay(db, actor.projectId)
    loadEditable(loadReadingsOf(db, meterId), readingId)
    db.remove('meter_reading', readingId)
    db.emit('metering.changed', { meterIds: [meterId] })
    return entryRowOf(meter, loadReadingsOf(db, meterId), month)
  }),

  'metering.correct': handles('metering.correct', correctReading),
}

function enterReading(context: CommandContext, input: Input<'metering.enter'>): EntryRow {
  const { db, actor, today } = context
  const { meterId, month, readingId, confirmed, ...reading } = input
  const meter = loadMeterInUse(db, actor, meterId)
  if (monthOf(reading.readOn) !== month) throw new AppError('metering.other_month', { month }, 'readOn')
  requireNoRunUnderWay(db, actor.projectId)
  const stored = loadReadingsOf(db, meterId)
  const old = readingId === null ? null : loadEditable(stored, readingId)
  const others = old === null ? stored : withoutReading(stored, old.id)
  const device = stored.devices.at(-1)
  invariant(device !== undefined, 'a meter has a device')

  const { anomalies } = judgeAtEnd(meter, others, { reading, device, today })
  requireConfirmed(anomalies, confirmed)

  if (old === null) {
    const seq = nextSeq(stored)
    db.insert('meter_reading', readingRow(db, { meter, device, seq, reading, state: 'checked', anomalies }))
  } else {
    db.update('meter_reading', old.id, {
      read_on: reading.readOn,
      kind: reading.kind,
      state: 'checked',
      dials_json: JSON.stringify(reading.dials),
      anomalies_json: JSON.stringify(anomalies),
      user_id: db.userId,
      at: db.now,
    })
  }
  db.emit('metering.changed', { meterIds: [meterId] })
  return entryRowOf(meter, loadReadingsOf(db, meterId), month)
}

const linesAfter = hot<{ id: string; amount_fen: number; paid_fen: number }>(`SELECT DISTINCT r.id, r.amount_fen,
    ifnull(balance.paid_fen, 0) + ifnull((SELECT sum(paid.paid_fen) FROM meter_bill difference
      JOIN receivable_balance paid ON paid.receivable_id = difference.receivable_id
      WHERE difference.corrects_receivable_id = r.id), 0) AS paid_fen
  FROM meter_bill bill JOIN receivable r ON r.id = bill.receivable_id ${LINE_BALANCE}
  WHERE bill.meter_id = ? AND bill.end_on >= ? AND bill.corrects_receivable_id IS NULL AND ${LINE_IS_STANDING}`)

/** Lines of the reading and of what was counted after it in the same way: their base, or their place in the tiers, moves with it. */
function linesOf(db: ReadHandle, meterId: string, readOn: string): Parameters<typeof decideCorrection>[1] {
  return db.hotAll(linesAfter, meterId, readOn).map(({ id, amount_fen, paid_fen }) => ({
    lineId: id,
    paid: paid_fen === 0 ? 'nothing' : paid_fen < amount_fen ? 'part' : 'all',
  }))
}

function correctReading(context: CommandContext, input: Input<'metering.correct'>): Output<'metering.correct'> {
  const { db, actor } = context
  const { meterId, readingId, dials, reason } = input
  const meter = loadMeter(db, actor, meterId)
  requireNoRunUnderWay(db, actor.projectId)
  const stored = loadReadingsOf(db, meterId)
  const wrong = stored.readings.find(({ id }) => id === readingId)
  const row = stored.rows.find(({ id }) => id === readingId)
  if (wrong === undefined || row === undefined) throw new AppError('record.not_found', { what: 'meter_reading' })

  requireNotShared(db, row)
  const { effects } = orThrow(
    decideCorrection({ ...wrong, isCorrected: isCorrected(stored, readingId) }, linesOf(db, meterId, row.read_on)),
  )
  const corrected: Reading = {
    ...wrong,
    id: 'new',
    kind: 'corrected',
    state: 'checked',
    correctsReadingId: readingId,
    dials,
  }
  const { stop } = followReadings(toMeter(meter), [...stored.readings, corrected])
  if (stop !== null && stop.kind === 'broken') throw new AppError(stop.no.code, stop.no.params, 'dials')
  if (stop !== null)
    throw new AppError('metering.went_down', { register: stop.register, answers: stop.answers }, 'dials')

  const again = effects.filter(({ kind }) => kind === 'bill_again').map(({ lineId }) => lineId)
  cancelLines(db, again, { projectId: meter.project_id, userId: actor.userId, reason })
  const reading = { readOn: row.read_on, kind: 'corrected' as const, dials }
  const write = { meter, device: { id: row.meter_device_id }, seq: nextSeq(stored), reading, state: 'checked' as const }
  const document = readingRow(db, { ...write, anomalies: [], correctsReadingId: readingId, reason })
  db.insert('meter_reading', document)
  db.emit('metering.changed', { meterIds: [meterId] })
  db.emit('billing.changed', { runIds: [] })
  return {
    readingId: document.id,
    billAgain: again.length,
    differences: effects.length - again.length,
  } as Output<'metering.correct'>
}

const sharedBy = hot<{ pool: string; from_on: string; to_on: string }>(
  `SELECT pool.name AS pool, share.from_on, share.to_on FROM share_meter shared
   JOIN share_run share ON share.id = shared.share_run_id JOIN share_pool pool ON pool.id = share.share_pool_id
   WHERE shared.meter_id = ? AND shared.end_on >= ? AND shared.is_below = 0 AND ${SHARE_IS_STANDING} LIMIT 1`,
)

/**
 * What a pool counted is shared and put up in public as it stood: a correction beside it would leave its lines as they are. A
 * meter below a master may be corrected, as its own bills go before the loss that was shared.
 * @throws AppError `metering.reading_shared`
 */
function requireNotShared(
  db: ReadHandle,
  { meter_id, read_on }: Pick<MeterReadingTable, 'meter_id' | 'read_on'>,
): void {
  const share = db.hotFirst(sharedBy, meter_id, read_on)
  if (share === null) return
  throw new AppError('metering.reading_shared', { pool: share.pool, fromOn: share.from_on, toOn: share.to_on })
}
