import { computePaidUntil } from '../../../../src-shared/domain/ledger/index.ts'
import type { PeriodOfLine } from '../../../../src-shared/domain/ledger/index.ts'
import { fen } from '../../../../src-shared/kernel/money.ts'
import type { LocalDate } from '../../../../src-shared/kernel/time.ts'
import { hot } from '../../db/read-handle.ts'
import type { ReadHandle } from '../../db/read-handle.ts'
import { LINE_IS_OF_TIME, LINE_IS_VISIBLE } from './visible-lines.ts'

interface DecidingDates {
  readonly roomId: string
  readonly row: number
  readonly settledUntil: LocalDate | null
  readonly firstOpenOn: LocalDate | null
  readonly paidFromOn: LocalDate | null
  readonly paidToOn: LocalDate | null
}

// Only two lines of a room decide: the first open one and the last one before it. Years of paid ones are not read.
const DECIDING = `room.id AS roomId, room.rowid AS row, ifnull((SELECT min(p.until_on) FROM opening_paid_until p JOIN opening o ON o.id = p.opening_id
    JOIN bill_run opened ON opened.id = o.bill_run_id AND opened.state = 'posted' WHERE p.room_id = room.id), room.opening_paid_until_on) AS settledUntil, open.firstOpenOn,
  paid.from_on AS paidFromOn, paid.to_on AS paidToOn`
const FIRST_OPEN = `LEFT JOIN (SELECT line.room_id, min(line.from_on) AS firstOpenOn FROM receivable_open line
    WHERE line.project_id = ?1 AND line.open_fen > 0
    AND EXISTS(SELECT 1 FROM bill_run run WHERE run.id = line.bill_run_id AND run.state = 'posted' AND run.kind <> 'one_off') GROUP BY line.room_id) open ON open.room_id = room.id
  LEFT JOIN receivable paid ON paid.id = (SELECT r.id FROM receivable r WHERE r.room_id = room.id AND r.from_on < ifnull(open.firstOpenOn, '9999')
    AND ${LINE_IS_VISIBLE} AND ${LINE_IS_OF_TIME} ORDER BY r.from_on DESC, r.to_on DESC LIMIT 1)`
const FIRST_OPEN_OF_ROOM = FIRST_OPEN.replace(
  'line.project_id = ?1',
  'line.project_id = ?1 AND line.room_id IN (SELECT value FROM json_each(?2))',
)
const ofRooms = hot<DecidingDates>(
  `SELECT ${DECIDING} FROM json_each(?2) asked CROSS JOIN room ON room.id = asked.value ${FIRST_OPEN_OF_ROOM}`,
)
const ofProject = hot<DecidingDates>(
  `SELECT ${DECIDING} FROM room ${FIRST_OPEN} WHERE room.project_id = ?1 AND room.ended_on IS NULL`,
)

/** 缴至 of rooms: the last day up to which nothing is owed; `null` when nothing was ever paid or settled. */
export function paidUntilOfRooms(
  db: ReadHandle,
  projectId: string,
  roomIds: readonly string[],
): Map<string, LocalDate | null> {
  return new Map(
    db.hotAll(ofRooms, projectId, JSON.stringify(roomIds)).map((dates) => [dates.roomId, paidUntil(dates)]),
  )
}

/** The same of every room of a project, by the room's row: to order a list by it. */
export function paidUntilByRoomRow(db: ReadHandle, projectId: string): Map<number, LocalDate | null> {
  return new Map(db.hotAll(ofProject, projectId).map((dates) => [dates.row, paidUntil(dates)]))
}

function paidUntil({ settledUntil, firstOpenOn, paidFromOn, paidToOn }: DecidingDates): LocalDate | null {
  const lines: PeriodOfLine[] = []
  if (paidFromOn !== null && paidToOn !== null) lines.push({ fromOn: paidFromOn, toOn: paidToOn, openFen: fen(0) })
  if (firstOpenOn !== null) lines.push({ fromOn: firstOpenOn, toOn: firstOpenOn, openFen: fen(1) })
  return computePaidUntil(lines, settledUntil)
}
