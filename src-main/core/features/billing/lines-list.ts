import type { Input, Output, QueryContext } from '../../request/context.ts'
import { hot } from '../../db/read-handle.ts'
import type { ListSnapshots } from '../../workers/list-snapshots.ts'
import { LINE_BALANCE, LINE_OPEN_FEN } from '../ledger/index.ts'
import { shiftsHiddenFrom, viewerOf } from '../shift/index.ts'
import { ownerNamesByRoom } from './owner-names.ts'

type Opened = Output<'billing.lines'>
type Row = Opened['rows'][number]
type Filter = Input<'billing.lines'>['filter']

/** Rows that come with the opening itself: a screenful. */
const FIRST_WINDOW = 60

// Unlike the counter, the list shows cancelled lines too, so it asks for undone runs as well. A run that is being taken back is
// gone as a whole, however many of its lines carry their event by now.
const FROM = `FROM receivable r
  JOIN bill_run run ON run.id = r.bill_run_id AND run.state IN ('posted','undoing','undone')
  JOIN room ON room.id = r.room_id
  LEFT JOIN receivable_event cancelled ON cancelled.receivable_id = r.id AND cancelled.kind = 'cancelled'
  ${LINE_BALANCE}`
const IS_CANCELLED = "(cancelled.id IS NOT NULL OR run.state = 'undoing')"
const SORTS = {
  room: 'room.sort_key',
  month: 'r.month',
  amount: 'r.amount_fen',
  open: LINE_OPEN_FEN,
  due: 'r.due_on',
} as const

interface Condition {
  readonly sql: string
  readonly values: readonly (string | number)[]
}

export function openLines(context: QueryContext, input: Input<'billing.lines'>, snapshots: ListSnapshots): Opened {
  const { db, actor } = context
  const { sql, values } = conditionOf(context, input.filter)
  const direction = input.sort.direction === 'asc' ? 'ASC' : 'DESC'
  const order = `${SORTS[input.sort.key as keyof typeof SORTS]} ${direction}, room.sort_key, r.month, r.id`
  const ids = db
    .hotAll(hot<{ rowid: number }>(`SELECT r.rowid ${FROM} WHERE ${sql} ORDER BY ${order}`), ...values)
    .map((row) => row.rowid)
  const sums = db.hotFirst(
    hot<{
      amount: number
      paid: number
      open: number
    }>(`SELECT ifnull(sum(r.amount_fen), 0) AS amount, ifnull(sum(balance.paid_fen), 0) AS paid,
      ifnull(sum(CASE WHEN ${IS_CANCELLED} THEN 0 ELSE ${LINE_OPEN_FEN} END), 0) AS open ${FROM} WHERE ${sql}`),
    ...values,
  )
  // What was paid would tell the takings to the person who will count them (domain rules 3.16).
  const hidden = shiftsHiddenFrom(db, { projectId: actor.projectId, viewer: viewerOf(actor) }).size > 0
  const { snapshotId, cut } = snapshots.keep('billing.lines', actor, ids)
  return {
    snapshotId,
    count: ids.length,
    cut,
    sums: {
      amountFen: sums?.amount ?? 0,
      paidFen: hidden ? null : (sums?.paid ?? 0),
      openFen: hidden ? null : (sums?.open ?? 0),
    } as Opened['sums'],
    rows: linesByRowid(context, ids.slice(0, FIRST_WINDOW)),
  }
}

interface StoredRow {
  readonly rowid: number
  readonly id: string
  readonly room_id: string
  readonly code: string
  readonly item: string
  readonly month: string
  readonly from_on: string
  readonly to_on: string
  readonly due_on: string
  readonly amount_fen: number
  readonly paid_fen: number
  readonly cancelled: number
  readonly opening: number
  readonly difference: number
}
const byRowids =
  hot<StoredRow>(`SELECT r.rowid, r.id, r.room_id, room.code, item.name AS item, r.month, r.from_on, r.to_on, r.due_on, r.amount_fen,
    ifnull(balance.paid_fen, 0) AS paid_fen, ${IS_CANCELLED} AS cancelled, run.kind = 'opening' AS opening,
    EXISTS(SELECT 1 FROM receivable_correction c WHERE c.receivable_id = r.id) AS difference
  ${FROM} JOIN fee_item item ON item.id = r.fee_item_id WHERE r.rowid IN (SELECT value FROM json_each(?))`)

export function linesByRowid(context: QueryContext, rowids: readonly number[]): Row[] {
  const { db, actor } = context
  const found = new Map(db.hotAll(byRowids, JSON.stringify(rowids)).map((row) => [row.rowid, row]))
  const names = ownerNamesByRoom(db, [...new Set([...found.values()].map((row) => row.room_id))], actor)
  return rowids.flatMap((rowid) => {
    const row = found.get(rowid)
    return row === undefined ? [] : [viewOf(row, names.get(row.room_id) ?? '')]
  })
}

function viewOf(row: StoredRow, ownerNames: string): Row {
  const openFen = row.cancelled === 1 ? 0 : row.amount_fen - row.paid_fen
  const view = {
    lineId: row.id,
    roomCode: row.code,
    ownerNames,
    feeItem: row.item,
    month: row.month,
    fromOn: row.from_on,
    toOn: row.to_on,
    dueOn: row.due_on,
    amountFen: row.amount_fen,
    paidFen: row.paid_fen,
    openFen,
    state: stateOf(row),
    isOpening: row.opening === 1,
    isDifference: row.difference === 1,
  }
  return view as Row
}

function stateOf(row: StoredRow): Row['state'] {
  if (row.cancelled === 1) return 'cancelled'
  if (row.paid_fen === 0) return 'open'
  return row.paid_fen < row.amount_fen ? 'part_paid' : 'paid'
}

function conditionOf({ actor, today }: QueryContext, filter: Filter): Condition {
  const parts: string[] = ['r.project_id = ?']
  const values: (string | number)[] = [actor.projectId]
  const add = (sql: string, ...more: (string | number)[]): void => {
    parts.push(sql)
    values.push(...more)
  }
  if (actor.buildingIds !== null)
    add('room.building_id IN (SELECT value FROM json_each(?))', JSON.stringify(actor.buildingIds))
  if (filter.month !== undefined) add('r.month = ?', filter.month)
  if (filter.buildingId !== undefined) add('room.building_id = ?', filter.buildingId)
  if (filter.roomId !== undefined) add('r.room_id = ?', filter.roomId)
  if (filter.text !== undefined && filter.text !== '')
    add("room.code LIKE ? ESCAPE '\\'", `%${filter.text.replaceAll(/[%_\\]/g, '\\$&')}%`)
  if (filter.state === 'cancelled') add(IS_CANCELLED)
  if (filter.state === 'open') add(`NOT ${IS_CANCELLED} AND ${LINE_OPEN_FEN} > 0`)
  if (filter.state === 'overdue') add(`NOT ${IS_CANCELLED} AND ${LINE_OPEN_FEN} > 0 AND r.due_on < ?`, today)
  if (filter.state === 'paid') add(`NOT ${IS_CANCELLED} AND ${LINE_OPEN_FEN} = 0`)
  return { sql: parts.join(' AND '), values }
}
