import { AppError } from '../../../../src-shared/kernel/app-error.ts'
import { monthOf } from '../../../../src-shared/kernel/time.ts'
import { hot } from '../../db/read-handle.ts'
import type { ReadHandle } from '../../db/read-handle.ts'
import type { RoomFigureTable } from '../../db/tables.ts'
import type { CommandContext, Input, Output, QueryContext } from '../../request/context.ts'
import { LINE_IS_STANDING, requireNoRunUnderWay } from '../ledger/index.ts'

type FiguresView = Output<'standard.figures'>

const roomCode = hot<{ code: string }>('SELECT code FROM room WHERE id = ? AND project_id = ? AND ended_on IS NULL')
const versions = hot<RoomFigureTable>('SELECT * FROM room_figure WHERE room_id = ? ORDER BY from_on DESC')
const ofDay = hot<{ id: string }>('SELECT id FROM room_figure WHERE room_id = ? AND from_on = ?')
// Only what is counted or computed by formula rests on these figures.
const lastCounted = hot<{ month: string | null }>(`SELECT max(r.month) AS month FROM receivable r
  JOIN fee_standard s ON s.id = r.fee_standard_id AND s.tariff_kind IN ('count','formula')
  WHERE r.room_id = ? AND ${LINE_IS_STANDING}`)

/** @throws AppError `record.not_found` */
export function roomCodeOf(db: ReadHandle, projectId: string, roomId: string): string {
  const room = db.hotFirst(roomCode, roomId, projectId)
  if (room === null) throw new AppError('record.not_found', { what: 'room' })
  return room.code
}

/** 计费数据 of a room, newest first. */
export function figuresOf({ db, actor }: QueryContext, roomId: string): FiguresView {
  return {
    roomCode: roomCodeOf(db, actor.projectId, roomId),
    versions: db.hotAll(versions, roomId).map(
      (row) =>
        ({
          fromOn: row.from_on,
          persons: row.persons,
          spaces: row.spaces,
          vehicles: row.vehicles,
          cards: row.cards,
          coefficientPpm: row.coefficient_ppm,
        }) as FiguresView['versions'][number],
    ),
  }
}

/** @throws AppError `record.not_found` | `standard.figures_in_billed_month` | `billing.run_under_way` */
export function setFigures(
  { db, actor }: CommandContext,
  { roomId, fromOn, figures }: Input<'standard.set_figures'>,
): void {
  roomCodeOf(db, actor.projectId, roomId)
  requireNoRunUnderWay(db, actor.projectId)
  const month = db.hotFirst(lastCounted, roomId)?.month ?? null
  if (month !== null && monthOf(fromOn) <= month)
    throw new AppError('standard.figures_in_billed_month', { month }, 'fromOn')
  const { persons, spaces, vehicles, cards, coefficientPpm } = figures
  const row = { persons, spaces, vehicles, cards, coefficient_ppm: coefficientPpm }
  const known = db.hotFirst(ofDay, roomId, fromOn)
  if (known === null)
    db.insert('room_figure', { id: db.newId(), project_id: actor.projectId, room_id: roomId, from_on: fromOn, ...row })
  else db.update('room_figure', known.id, row)
  db.emit('room.changed', { roomIds: [roomId] })
}
