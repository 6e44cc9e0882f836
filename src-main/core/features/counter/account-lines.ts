import { fen } from '../../../../src-shared/kernel/money.ts'
import { localDate, month } from '../../../../src-shared/kernel/time.ts'
import type { LocalDate } from '../../../../src-shared/kernel/time.ts'
import type { AccountLine } from '../../../../src-shared/domain/counter/index.ts'
import { AppError } from '../../../../src-shared/kernel/app-error.ts'
import { hot } from '../../db/read-handle.ts'
import type { ReadHandle } from '../../db/read-handle.ts'
import type { Actor } from '../../request/context.ts'
import { lateFeesOf, loadLateFeeTerms } from '../late-fee/index.ts'
import type { LateFeeTerms, LateLine, LineLateFee } from '../late-fee/index.ts'
import { LINE_BALANCE, LINE_IS_VISIBLE, LINE_OPEN_FEN } from '../ledger/index.ts'
import { isBuildingInScope } from '../room/index.ts'

export interface LineRow extends LateLine {
  readonly room_code: string
  readonly building_id: string
  readonly fee_item: string
  readonly priority: number
  readonly month: string
  readonly from_on: string
  readonly to_on: string
  readonly open_fen: number
  readonly explanation_json: string
}

const COLUMNS = `r.id AS line_id, r.room_id, r.fee_item_id, r.fee_standard_id, room.code AS room_code, room.building_id, item.name AS fee_item, item.nature, item.priority,
  r.month, r.from_on, r.to_on, r.due_on, r.amount_fen, ${LINE_OPEN_FEN} AS open_fen, r.explanation_json`
const JOINS = `JOIN room ON room.id = r.room_id JOIN fee_item item ON item.id = r.fee_item_id ${LINE_BALANCE}`

const openLinesOfRooms =
  hot<LineRow>(`SELECT ${COLUMNS} FROM json_each(?) wanted JOIN receivable r ON r.room_id = wanted.value ${JOINS}
  WHERE ${LINE_OPEN_FEN} > 0 AND ${LINE_IS_VISIBLE}`)
const linesById = hot<
  LineRow & { readonly project_id: string; readonly visible: number }
>(`SELECT ${COLUMNS}, r.project_id, (${LINE_IS_VISIBLE}) AS visible
  FROM json_each(?) wanted JOIN receivable r ON r.id = wanted.value ${JOINS}`)

/** Paid late and whole: of these only a late fee may be left. A room has no more of them than months in which it was late. */
const settledLate =
  hot<LineRow>(`SELECT ${COLUMNS} FROM json_each(?) wanted JOIN receivable r ON r.room_id = wanted.value ${JOINS}
  WHERE r.due_on BETWEEN ? AND ? AND r.amount_fen > 0 AND ${LINE_OPEN_FEN} = 0 AND ${LINE_IS_VISIBLE}
  AND EXISTS(SELECT 1 FROM receipt_line paid JOIN receipt rc ON rc.id = paid.receipt_id
    WHERE paid.receivable_id = r.id AND paid.part = 'principal' AND rc.business_on > r.due_on)`)

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

export interface OwedLines {
  readonly rows: readonly LineRow[]
  readonly lateFees: ReadonlyMap<string, LineLateFee>
  /** `null`: the project charges no late fees. */
  readonly terms: LateFeeTerms | null
}

/** What rooms owe with its late fees up to a day; lines that owe nothing but a late fee are among them. */
export function loadOwedLines(
  db: ReadHandle,
  asked: { readonly projectId: string; readonly roomIds: readonly string[]; readonly asOf: LocalDate },
): OwedLines {
  const open = loadOpenLines(db, asked.roomIds)
  const terms = loadLateFeeTerms(db, asked.projectId)
  if (terms === null) return { rows: open, lateFees: new Map(), terms }
  const settled = db.hotAll(settledLate, JSON.stringify(asked.roomIds), terms.firstOn, asked.asOf)
  const lateFees = lateFeesOf(db, terms, { lines: [...open, ...settled], asOf: asked.asOf })
  const left = settled.filter(({ line_id }) => (lateFees.get(line_id)?.lateFee.dueFen ?? 0) > 0)
  return { rows: [...open, ...left], lateFees, terms }
}

export function accountLineOf(row: LineRow, lateFees: ReadonlyMap<string, LineLateFee>): AccountLine {
  return {
    lineId: row.line_id,
    roomCode: row.room_code,
    feeItem: row.fee_item,
    month: month(row.month),
    dueOn: localDate(row.due_on),
    fromOn: localDate(row.from_on),
    itemPriority: row.priority,
    openFen: fen(row.open_fen),
    lateFeeFen: lateFees.get(row.line_id)?.lateFee.dueFen ?? fen(0),
  }
}
