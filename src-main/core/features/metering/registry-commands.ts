import { checkDevice, checkMeter, orderMeters } from '../../../../src-shared/domain/meter/index.ts'
import type { Device, Meter } from '../../../../src-shared/domain/meter/index.ts'
import { AppError, orThrow } from '../../../../src-shared/kernel/app-error.ts'
import { invariant } from '../../../../src-shared/kernel/assert.ts'
import { hot } from '../../db/read-handle.ts'
import type { MeterDeviceTable, MeterTable } from '../../db/tables-metering.ts'
import type { UnitOfWork } from '../../db/unit-of-work.ts'
import { handles } from '../../request/context.ts'
import type { CommandContext, Commands, Input } from '../../request/context.ts'
import { requireNoRunUnderWay } from '../ledger/index.ts'
import { ROOM_IN_SCOPE, isBuildingInScope, scopeParams } from '../room/index.ts'
import { judgeAtEnd, newestDay, nextSeq, readingRow } from './add-reading.ts'
import { createMany } from './create-many.ts'
import { findMeterByCode, loadMeter, loadMeterInUse } from './scope.ts'
import type { PlacedMeter } from './scope.ts'
import { loadReadingsOf } from './stored-readings.ts'

const codeTaken = hot<{ id: string }>('SELECT id FROM meter WHERE project_id = ? AND code = ?')
const roomByCode = hot<{ id: string }>(
  `SELECT room.id FROM room WHERE room.code = ? AND room.ended_on IS NULL AND ${ROOM_IN_SCOPE}`,
)
const nodes = hot<{ id: string; code: string; medium: MeterTable['medium']; parent_id: string | null }>(
  'SELECT id, code, medium, parent_id FROM meter WHERE project_id = ? AND ended_on IS NULL',
)
const subMeters = hot<{ n: number }>('SELECT count(*) AS n FROM meter WHERE parent_id = ? AND ended_on IS NULL')
const buildingOf = hot<{ id: string }>('SELECT id FROM building WHERE id = ? AND project_id = ?')

/** 表具: hung, changed, replaced, taken down. */
export const registryCommands: Commands = {
  'metering.create': handles('metering.create', createMeter),

  'metering.create_many': handles('metering.create_many', createMany),

  'metering.change': handles('metering.change', (context, { meterId, version, verifiedUntilOn, ...fields }) => {
    const { db, actor } = context
    const meter = sameVersion(loadMeterInUse(db, actor, meterId), version)
    requireFreeCode(db, { projectId: actor.projectId, code: fields.code, ofMeter: meterId })
    const stored = loadReadingsOf(db, meterId)
    const losses = JSON.stringify(fields.loss)
    if (losses !== meter.loss_json) {
      requireNoRunUnderWay(db, actor.projectId)
      if (stored.billedUntilOn !== null) throw new AppError('metering.loss_billed', {}, 'loss')
      orThrow(
        checkMeter({ ...meter, registers: JSON.parse(meter.registers_json) as Meter['registers'], loss: fields.loss }),
      )
    }
    const parentId = parentOf(context, fields.parentCode, { id: meterId, code: fields.code, medium: meter.medium })
    db.update('meter', meterId, { ...columnsOf(fields), parent_id: parentId, loss_json: losses, version: version + 1 })
    const device = stored.devices.at(-1)
    if (device !== undefined) db.update('meter_device', device.id, { verified_until_on: verifiedUntilOn })
    db.emit('metering.changed', { meterIds: [meterId] })
    return { meterId, version: version + 1 }
  }),

  'metering.replace': handles('metering.replace', replaceDevice),

  'metering.retire': handles('metering.retire', ({ db, actor }, { meterId, version, endedOn }) => {
    sameVersion(loadMeterInUse(db, actor, meterId), version)
    requireNoRunUnderWay(db, actor.projectId)
    const below = db.hotFirst(subMeters, meterId)?.n ?? 0
    if (below > 0) throw new AppError('metering.has_sub_meters', { count: below })
    const readOn = newestDay(loadReadingsOf(db, meterId).readings)
    if (readOn !== null && endedOn < readOn) throw new AppError('metering.end_before_reading', { readOn }, 'endedOn')
    db.update('meter', meterId, { ended_on: endedOn, version: version + 1 })
    db.emit('metering.changed', { meterIds: [meterId] })
    return { meterId }
  }),
}

function createMeter(context: CommandContext, input: Input<'metering.create'>) {
  const { db, actor, today } = context
  const { code, medium, registers, loss, first } = input
  requireFreeCode(db, { projectId: actor.projectId, code, ofMeter: null })
  const id = db.newId()
  orThrow(checkMeter({ id, code, medium, registers, loss }))
  orThrow(checkDevice(deviceOf(input)))
  const parentId = parentOf(context, input.parentCode, { id, code, medium })
  const place = placeOf(context, input)

  db.insert('meter', {
    id,
    project_id: actor.projectId,
    ...place,
    ...columnsOf(input),
    medium,
    registers_json: JSON.stringify(registers),
    loss_json: JSON.stringify(loss),
    parent_id: parentId,
    counted_before_on: null,
    counted_before_e3: null,
    version: 1,
    ended_on: null,
  })
  const device = insertDevice(db, { ...input, meterId: id, projectId: actor.projectId, seq: 1 })
  if (first !== null) {
    const meter = loadMeter(db, actor, id)
    const reading = { ...first, kind: 'first' as const }
    judgeAtEnd(meter, { readings: [] }, { reading, device, today })
    db.insert('meter_reading', readingRow(db, { meter, device, seq: 1, reading, state: 'checked', anomalies: [] }))
  }
  db.emit('metering.changed', { meterIds: [id] })
  return { meterId: id as never }
}

function replaceDevice(context: CommandContext, input: Input<'metering.replace'>) {
  const { db, actor, today } = context
  const { meterId, version, replacedOn } = input
  const meter = sameVersion(loadMeterInUse(db, actor, meterId), version)
  requireNoRunUnderWay(db, actor.projectId)
  orThrow(checkDevice(deviceOf(input)))
  const stored = loadReadingsOf(db, meterId)
  const old = stored.devices.at(-1)
  invariant(old !== undefined, 'a meter has a device')

  const readOut = { readOn: replacedOn, kind: 'replaced_old' as const, dials: input.oldDials }
  judgeAtEnd(meter, stored, { reading: readOut, device: old, today })
  const seq = nextSeq(stored)
  db.insert(
    'meter_reading',
    readingRow(db, { meter, device: old, seq, reading: readOut, state: 'checked', anomalies: [] }),
  )
  const device = insertDevice(db, { ...input, projectId: actor.projectId, seq: stored.devices.length + 1 })
  const readIn = { readOn: replacedOn, kind: 'replaced_new' as const, dials: input.newDials }
  judgeAtEnd(meter, loadReadingsOf(db, meterId), { reading: readIn, device, today })
  const row = readingRow(db, { meter, device, seq: seq + 1, reading: readIn, state: 'checked', anomalies: [] })
  db.insert('meter_reading', row)
  db.update('meter', meterId, { version: version + 1 })
  db.emit('metering.changed', { meterIds: [meterId] })
  return { meterId, version: version + 1 }
}

type DeviceFields = Pick<Input<'metering.create'>, 'serialNo' | 'digits' | 'multiplierE3' | 'verifiedUntilOn'>

function deviceOf({ digits, multiplierE3, verifiedUntilOn }: DeviceFields): Device {
  return { id: '', digits, multiplierE3, verifiedUntilOn }
}

function insertDevice(
  db: UnitOfWork,
  of: DeviceFields & { readonly meterId: string; readonly projectId: string; readonly seq: number },
): MeterDeviceTable {
  const device = {
    id: db.newId(),
    project_id: of.projectId,
    meter_id: of.meterId,
    serial_no: emptyAsNull(of.serialNo),
    digits: of.digits,
    multiplier_e3: of.multiplierE3,
    verified_until_on: of.verifiedUntilOn,
    seq: of.seq,
  }
  db.insert('meter_device', device)
  return device
}

/** @throws AppError `metering.code_taken` */
function requireFreeCode(
  db: UnitOfWork,
  { projectId, code, ofMeter }: { readonly projectId: string; readonly code: string; readonly ofMeter: string | null },
): void {
  const holder = db.hotFirst(codeTaken, projectId, code)
  if (holder !== null && holder.id !== ofMeter) throw new AppError('metering.code_taken', { code }, 'code')
}

/** @throws AppError `metering.parent_unknown` | `meter.above_itself` | `meter.above_other_medium` */
function parentOf(
  { db, actor }: CommandContext,
  parentCode: string | null,
  own: { readonly id: string; readonly code: string; readonly medium: MeterTable['medium'] },
): string | null {
  if (emptyAsNull(parentCode) === null) return null
  const parent = findMeterByCode(db, actor, String(parentCode))
  if (parent === null || parent.ended_on !== null)
    throw new AppError('metering.parent_unknown', { code: parentCode }, 'parentCode')
  const others = db.hotAll(nodes, actor.projectId).filter(({ id }) => id !== own.id)
  const tree = [...others.map((row) => ({ ...row, parentId: row.parent_id })), { ...own, parentId: parent.id }]
  const checked = orderMeters(tree)
  if (checked.kind === 'refused') throw new AppError(checked.code, checked.params, 'parentCode')
  return parent.id
}

/** @throws AppError `metering.room_unknown` | `permission.other_building` */
function placeOf(
  { db, actor }: CommandContext,
  { roomCode, buildingId }: Pick<Input<'metering.create'>, 'roomCode' | 'buildingId'>,
): Pick<MeterTable, 'room_id' | 'building_id'> {
  if (emptyAsNull(roomCode) !== null) {
    const room = db.hotFirst(roomByCode, String(roomCode), ...scopeParams(actor))
    if (room === null) throw new AppError('metering.room_unknown', { code: roomCode }, 'roomCode')
    return { room_id: room.id, building_id: null }
  }
  // Whoever has some buildings hangs nothing that belongs to all of them.
  const allowed = buildingId === null ? actor.buildingIds === null : isBuildingInScope(actor, buildingId)
  if (!allowed) throw new AppError('permission.other_building', {}, 'buildingId')
  if (buildingId !== null && db.hotFirst(buildingOf, buildingId, actor.projectId) === null)
    throw new AppError('record.not_found', { what: 'building' }, 'buildingId')
  return { room_id: null, building_id: buildingId }
}

function columnsOf(
  fields: Pick<Input<'metering.create'>, 'code' | 'place' | 'route' | 'routeOrder'>,
): Pick<MeterTable, 'code' | 'place' | 'route' | 'route_order'> {
  return { code: fields.code, place: emptyAsNull(fields.place), route: fields.route, route_order: fields.routeOrder }
}

/** @throws AppError `record.changed` */
function sameVersion(meter: PlacedMeter, version: number): PlacedMeter {
  if (meter.version !== version) throw new AppError('record.changed', { what: 'meter' })
  return meter
}

function emptyAsNull(text: string | null): string | null {
  return text === null || text === '' ? null : text
}
