import { decideAreaChange } from '../../../../src-shared/domain/room/index.ts'
import { AppError, orThrow } from '../../../../src-shared/kernel/app-error.ts'
import type { LocalDate, Month } from '../../../../src-shared/kernel/time.ts'
import { hot } from '../../db/read-handle.ts'
import type { RoomTable } from '../../db/tables.ts'
import type { UnitOfWork } from '../../db/unit-of-work.ts'
import type { CommandContext, Input, Output } from '../../request/context.ts'
import { billedUntil, requireNoRunUnderWay } from '../ledger/index.ts'
import { loadRoom } from './scope.ts'

const areaFrom = hot<{ id: string }>("SELECT id FROM room_area WHERE room_id = ? AND ifnull(from_on, '') = ?")

/**
 * 改面积 from a day on. Billed months refuse it, unless their lines are corrected in the same act.
 * @throws AppError `record.changed` | `room.area_order` | `room.area_in_billed_month`
 */
// oxlint-disable-next-line max-params -- who, what, and what becomes of billed months
export function setArea(
  { db, actor }: CommandContext,
  { roomId, version, ...area }: Input<'room.set_area'>,
  billed: 'refused' | 'corrected',
): Output<'room.set_area'> {
  sameVersion(loadRoom(db, actor, roomId), version)
  requireNoRunUnderWay(db, actor.projectId)
  const lastMonth = billed === 'corrected' ? null : (billedUntil(db, roomId)?.lastMonth ?? null)

  const { affectsFromMonth } = orThrow(decideAreaChange(area, lastMonth as Month | null))

  saveArea(db, { projectId: actor.projectId, roomId, ...area })
  db.update('room', roomId, { version: version + 1 })
  db.emit('room.changed', { roomIds: [roomId] })
  return { roomId, version: version + 1, affectsFromMonth }
}

/** @throws AppError `record.changed` */
export function sameVersion(room: RoomTable, version: number): RoomTable {
  if (room.version !== version) throw new AppError('record.changed', { what: 'room' })
  return room
}

interface AreaToSave {
  readonly projectId: string
  readonly roomId: string
  readonly fromOn: LocalDate | null
  readonly builtAreaE2: number
  readonly innerAreaE2: number | null
}

function saveArea(db: UnitOfWork, { projectId, roomId, fromOn, builtAreaE2, innerAreaE2 }: AreaToSave): void {
  const measured = { built_area_e2: builtAreaE2, inner_area_e2: innerAreaE2 }
  const known = db.hotFirst(areaFrom, roomId, fromOn ?? '')
  if (known !== null) {
    db.update('room_area', known.id, measured)
    return
  }
  db.insert('room_area', {
    id: db.newId(),
    project_id: projectId,
    room_id: roomId,
    from_on: fromOn,
    ...measured,
    import_batch_id: null,
  })
}
