import type { Shift, ShiftState } from '../../../../src-shared/domain/shift/index.ts'
import { AppError } from '../../../../src-shared/kernel/app-error.ts'
import { assertNever } from '../../../../src-shared/kernel/assert.ts'
import { fen } from '../../../../src-shared/kernel/money.ts'
import type { Instant } from '../../../../src-shared/kernel/time.ts'
import { hot } from '../../db/read-handle.ts'
import type { ReadHandle } from '../../db/read-handle.ts'
import type { ShiftTable } from '../../db/tables.ts'

/** A shift with its cashier's name and its count, as far as there is one. */
export interface ShiftRow extends ShiftTable {
  readonly cashier: string
  readonly counted_fen: number | null
  readonly expected_fen: number
  readonly difference_fen: number
  readonly banked_fen: number
  readonly deposit_slip_no: string | null
  readonly pieces_json: string
  readonly counted_receipts: number
  readonly counted_at: number
}

const COLUMNS = `s.*, u.display_name AS cashier, c.counted_fen, c.expected_fen, c.difference_fen, c.banked_fen, c.deposit_slip_no,
  c.pieces_json, c.receipts AS counted_receipts, c.at AS counted_at
  FROM shift s JOIN user u ON u.id = s.cashier_id LEFT JOIN shift_count c ON c.shift_id = s.id`
const byId = hot<ShiftRow>(`SELECT ${COLUMNS} WHERE s.id = ? AND s.project_id = ?`)
const running = hot<ShiftRow>(`SELECT ${COLUMNS} WHERE s.project_id = ? AND s.state = 'open'`)
const runningOf = hot<ShiftRow>(`SELECT ${COLUMNS} WHERE s.project_id = ? AND s.cashier_id = ? AND s.state = 'open'`)

const MOST_LISTED = 100
// Ids grow with time: the newest come first off the primary key.
const listed = hot<ShiftRow>(
  `SELECT ${COLUMNS} WHERE s.project_id = ?1 AND (?2 IS NULL OR s.cashier_id = ?2) ORDER BY s.id DESC LIMIT ${MOST_LISTED}`,
)

interface Asked {
  readonly projectId: string
  readonly userId: string
}

/** @throws AppError `shift.not_found`, also for a shift of another project. */
export function loadShift(db: ReadHandle, at: { readonly shiftId: string; readonly projectId: string }): ShiftRow {
  const row = db.hotFirst(byId, at.shiftId, at.projectId)
  if (row === null) throw new AppError('shift.not_found')
  return row
}

/** Shifts that are not closed: they hold their cashier and their drawer. */
export function listRunningShifts(db: ReadHandle, projectId: string): ShiftRow[] {
  return db.hotAll(running, projectId)
}

export function findRunningShift(db: ReadHandle, { projectId, userId }: Asked): ShiftRow | null {
  return db.hotFirst(runningOf, projectId, userId)
}

/** The newest shifts, of one cashier or of all (`null`). */
export function listShifts(
  db: ReadHandle,
  of: { readonly projectId: string; readonly cashierId: string | null },
): ShiftRow[] {
  return db.hotAll(listed, of.projectId, of.cashierId)
}

export function isCounted(row: ShiftRow): boolean {
  return row.counted_fen !== null
}

export function toShift(row: ShiftRow): Shift {
  const { id, cashier_id, drawer, opened_at, float_fen } = row
  return {
    id,
    cashierId: cashier_id,
    drawer,
    openedAt: opened_at as Instant,
    floatFen: fen(float_fen),
    state: stateOf(row),
  }
}

function stateOf(row: ShiftRow): ShiftState {
  const count =
    row.counted_fen === null
      ? null
      : { countedFen: fen(row.counted_fen), expectedFen: fen(row.expected_fen), differenceFen: fen(row.difference_fen) }
  switch (row.state) {
    case 'open':
      return count === null ? { kind: 'open' } : { kind: 'counted', count }
    case 'closed':
      if (count === null) throw new Error(`Shift ${row.id} is closed without a count`)
      return { kind: 'closed', count, differenceReason: row.difference_reason }
    case 'forced':
      return { kind: 'forced', reason: row.force_reason ?? '', count, differenceReason: row.difference_reason }
    default:
      return assertNever(row.state, 'shift state')
  }
}
