import { fen } from '../../../../src-shared/kernel/money.ts'
import { localDate, month } from '../../../../src-shared/kernel/time.ts'
import type { AccountLine } from '../../../../src-shared/domain/counter/index.ts'
import { AppError } from '../../../../src-shared/kernel/app-error.ts'
import { hot } from '../../db/read-handle.ts'
import type { ReadHandle } from '../../db/read-handle.ts'
import type { FeeItemTable } from '../../db/tables.ts'
import type { Actor } from '../../request/context.ts'
import { LINE_BALANCE, LINE_IS_VISIBLE, LINE_OPEN_FEN } from '../ledger/index.ts'
import { isBuildingInScope } from '../room/index.ts'

export interface LineRow {
  readonly line_id: string
  readonly room_id: string
  readonly room_code: string
  readonly building_id: string
  readonly fee_item: string
  readonly nature: FeeItemTable['nature']
  readonly priority: number
  readonly month: string
  readonly from_on: string
  readonly to_on: string
  readonly due_on: string
  readonly amount_fen: number
  readonly open_fen: number
  readonly explanation_json: string
}

const COLUMNS = `r.id AS line_id, r.room_id, room.code AS room_code, room.building_id, item.name AS fee_item, item.nature, item.priority,
  r.month, r.from_on, r.to_on, r.due_on, r.amount_fen, ${LINE_OPEN_FEN} AS open_fen, r.explanation_json`
const JOINS = `JOIN room ON room.id = r.room_id JOIN fee_item item ON item.id = r.fee_item_id ${LINE_BALANCE}`

const openLinesOfRooms =
  hot<LineRow>(`SELECT ${COLUMNS} FROM json_each(?) wanted JOIN receivable r ON r.room_id = wanted.value ${JOINS}
  WHERE ${LINE_OPEN_FEN} > 0 AND ${LINE_IS_VISIBLE}`)
const linesById = hot<
  LineRow & { readonly project_id: string; readonly visible: number }
>(`SELECT ${COLUMNS}, r.project_id, (${LINE_IS_VISIBLE}) AS visible
  FROM json_each(?) wanted JOIN receivable r ON r.id = wanted.value ${JOINS}`)

/** What is open on rooms that the asker may see. */
export function loadOpenLines(db: ReadHandle, roomIds: readonly string[]): readonly LineRow[] {
  return db.hotAll(openLinesOfRooms, JSON.stringify(roomIds))
}

/**
 * Lines as they stand now, for posting; those that are no longer owed as such are left out.
 * @throws AppError `record.not_found` for a line of another project or building, as for none at all.
 */
export function loadLinesToPay(db: ReadHandle, actor: Actor, lineIds: readonly string[]): readonly LineRow[] {
  const rows = db.hotAll(linesById, JSON.stringify(lineIds))
  const seen = rows.filter((row) => row.project_id === actor.projectId && isBuildingInScope(actor, row.building_id))
  const found = new Set(seen.map((row) => row.line_id))
  if (lineIds.some((id) => !found.has(id))) throw new AppError('record.not_found', { what: 'receivable' })
  return seen.filter((row) => row.visible === 1)
}

export function accountLineOf(row: LineRow): AccountLine {
  return {
    lineId: row.line_id,
    roomCode: row.room_code,
    feeItem: row.fee_item,
    month: month(row.month),
    dueOn: localDate(row.due_on),
    fromOn: localDate(row.from_on),
    itemPriority: row.priority,
    openFen: fen(row.open_fen),
  }
}
