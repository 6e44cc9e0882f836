import { AppError } from '../../../../src-shared/kernel/app-error.ts'
import type { Id } from '../../../../src-shared/kernel/ids.ts'
import type { LocalDate, Month } from '../../../../src-shared/kernel/time.ts'
import { hot } from '../../db/read-handle.ts'
import type { ReadHandle } from '../../db/read-handle.ts'
import type { LateFeeFreezeTable } from '../../db/tables.ts'
import type { Actor, CommandContext, Input, Output } from '../../request/context.ts'
import { ROOM_IN_SCOPE, scopeParams } from '../room/index.ts'

type Freezes = Output<'late_fee.freezes'>['freezes']

interface Row extends LateFeeFreezeTable {
  readonly room_code: string
  readonly fee_item: string | null
  readonly month: string | null
  readonly by: string
}
const freezesInScope =
  hot<Row>(`SELECT f.*, room.code AS room_code, item.name AS fee_item, r.month, u.display_name AS by
  FROM late_fee_freeze f JOIN room ON room.id = f.room_id JOIN user u ON u.id = f.user_id
  LEFT JOIN receivable r ON r.id = f.receivable_id LEFT JOIN fee_item item ON item.id = r.fee_item_id
  WHERE ${ROOM_IN_SCOPE} ORDER BY f.to_on IS NOT NULL, f.from_on DESC, room.sort_key LIMIT 500`)
const roomByCode = hot<{ id: string }>(
  `SELECT room.id FROM room WHERE room.code = ? AND room.ended_on IS NULL AND ${ROOM_IN_SCOPE}`,
)
const lineOfRoom = hot<{ id: string }>('SELECT id FROM receivable WHERE id = ? AND room_id = ?')
const freezeById = hot<LateFeeFreezeTable>(
  `SELECT f.* FROM late_fee_freeze f JOIN room ON room.id = f.room_id WHERE f.id = ? AND ${ROOM_IN_SCOPE}`,
)

/** 冻结: those that still run first. */
export function listFreezes(db: ReadHandle, actor: Actor): Freezes {
  return db.hotAll(freezesInScope, ...scopeParams(actor)).map((row) => ({
    freezeId: row.id as Id,
    roomId: row.room_id as Id,
    roomCode: row.room_code,
    line:
      row.receivable_id === null
        ? null
        : { lineId: row.receivable_id as Id, feeItem: row.fee_item ?? '', month: row.month as Month },
    fromOn: row.from_on as LocalDate,
    toOn: row.to_on as LocalDate | null,
    cause: row.cause,
    reason: row.reason,
    by: row.by,
  }))
}

export function addFreeze(
  { db, actor, now, newId }: CommandContext,
  input: Input<'late_fee.freeze'>,
): Output<'late_fee.freeze'> {
  const { roomCode, lineId, fromOn, toOn, cause, reason } = input
  if (toOn !== null && toOn < fromOn) throw new AppError('late_fee.freeze_days', {}, 'toOn')
  const room = db.hotFirst(roomByCode, roomCode, ...scopeParams(actor))
  if (room === null) throw new AppError('late_fee.freeze_room_unknown', { code: roomCode }, 'roomCode')
  if (lineId !== null && db.hotFirst(lineOfRoom, lineId, room.id) === null)
    throw new AppError('record.not_found', { what: 'receivable' })
  const id = newId()
  db.insert('late_fee_freeze', {
    id,
    project_id: actor.projectId,
    room_id: room.id,
    receivable_id: lineId,
    from_on: fromOn,
    to_on: toOn,
    cause,
    reason,
    user_id: actor.userId,
    at: now,
  })
  db.emit('late_fee.changed', { roomIds: [room.id] })
  return { freezeId: id as Id }
}

/** The last day that is not counted; an earlier end than before is a correction, and stands in the log. */
export function endFreeze(
  { db, actor }: CommandContext,
  { freezeId, toOn }: Input<'late_fee.end_freeze'>,
): Output<'late_fee.end_freeze'> {
  const freeze = db.hotFirst(freezeById, freezeId, ...scopeParams(actor))
  if (freeze === null) throw new AppError('late_fee.freeze_not_found')
  if (toOn < freeze.from_on) throw new AppError('late_fee.freeze_days', {}, 'toOn')
  db.update('late_fee_freeze', freezeId, { to_on: toOn })
  db.emit('late_fee.changed', { roomIds: [freeze.room_id] })
  return { freezeId }
}
