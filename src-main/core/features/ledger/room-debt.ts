import type { LocalDate } from '../../../../src-shared/kernel/time.ts'
import { hot } from '../../db/read-handle.ts'
import type { ReadHandle } from '../../db/read-handle.ts'
import { LINE_IS_OF_TIME, LINE_IS_STANDING } from './visible-lines.ts'

/** 欠费: overdue principal (domain rules 3.17). 应缴: everything open. */
export interface RoomDebt {
  readonly overdueFen: number
  readonly openFen: number
}

const NOTHING_OWED: RoomDebt = { overdueFen: 0, openFen: 0 }

/** Open lines count from the moment their run is posted; `receivable_open` never holds cancelled ones. */
const IS_POSTED = "EXISTS(SELECT 1 FROM bill_run run WHERE run.id = line.bill_run_id AND run.state = 'posted')"
const ofRooms = hot<
  RoomDebt & { readonly roomId: string }
>(`SELECT line.room_id AS roomId, sum(line.open_fen) AS openFen,
  sum(CASE WHEN line.due_on < ? THEN line.open_fen ELSE 0 END) AS overdueFen
  FROM json_each(?) asked CROSS JOIN receivable_open line ON line.project_id = ? AND line.room_id = asked.value WHERE ${IS_POSTED} GROUP BY line.room_id`)
const ofProject = hot<{
  readonly row: number
  readonly overdueFen: number
}>(`SELECT room.rowid AS row, debt.overdueFen FROM (
  SELECT line.room_id, sum(line.open_fen) AS overdueFen FROM receivable_open line
  WHERE line.project_id = ? AND line.due_on < ? AND ${IS_POSTED} GROUP BY line.room_id) debt JOIN room ON room.id = debt.room_id`)
const billed = hot<{
  readonly roomId: string
  readonly lastMonth: string
  readonly untilOn: LocalDate
}>(`SELECT r.room_id AS roomId,
  max(r.month) AS lastMonth, max(r.to_on) AS untilOn FROM receivable r WHERE r.room_id = ? AND ${LINE_IS_STANDING} AND ${LINE_IS_OF_TIME} GROUP BY r.room_id`)

export interface DebtOfDay {
  readonly projectId: string
  readonly today: LocalDate
}

/** What each of the rooms owes; a room that owes nothing is in the map too. */
export function debtOfRooms(
  db: ReadHandle,
  { projectId, today }: DebtOfDay,
  roomIds: readonly string[],
): Map<string, RoomDebt> {
  const debts = new Map(roomIds.map((roomId) => [roomId, NOTHING_OWED]))
  for (const { roomId, overdueFen, openFen } of db.hotAll(ofRooms, today, JSON.stringify(roomIds), projectId)) {
    debts.set(roomId, { overdueFen, openFen })
  }
  return debts
}

/** Overdue principal of every room of the project that has some, by the room's row. */
export function overdueByRoomRow(db: ReadHandle, { projectId, today }: DebtOfDay): Map<number, number> {
  return new Map(db.hotAll(ofProject, projectId, today).map(({ row, overdueFen }) => [row, overdueFen]))
}

/** How far a room is billed, lines of a run that is being written included: `null` when it never was. */
export function billedUntil(
  db: ReadHandle,
  roomId: string,
): { readonly lastMonth: string; readonly untilOn: LocalDate } | null {
  return db.hotFirst(billed, roomId)
}
