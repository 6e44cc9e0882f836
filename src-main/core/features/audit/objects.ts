import { isId } from '../../../../src-shared/kernel/ids.ts'
import { toHalfWidth } from '../../../../src-shared/kernel/money.ts'
import { hot } from '../../db/read-handle.ts'
import type { ReadHandle } from '../../db/read-handle.ts'

export interface ObjectRow {
  readonly t: string
  readonly id: string
}

/** Every row that makes up what the office calls by one name. `?1` the project, `?2` the name as typed, `?3` in capitals. */
const RECEIPT_ROWS = `SELECT 'receipt' AS t, rc.id AS id FROM receipt rc WHERE rc.project_id = ?1 AND rc.receipt_no = ?3
  UNION ALL SELECT 'receipt_event', e.id FROM receipt_event e JOIN receipt rc ON rc.id = e.receipt_id WHERE rc.project_id = ?1 AND rc.receipt_no = ?3
  UNION ALL SELECT 'receipt_line', l.id FROM receipt_line l JOIN receipt rc ON rc.id = l.receipt_id WHERE rc.project_id = ?1 AND rc.receipt_no = ?3
  UNION ALL SELECT 'receipt_tender', t.id FROM receipt_tender t JOIN receipt rc ON rc.id = t.receipt_id WHERE rc.project_id = ?1 AND rc.receipt_no = ?3`
const ROOM_ROWS = `SELECT 'room', r.id FROM room r WHERE r.project_id = ?1 AND r.code IN (?2, ?3)
  UNION ALL SELECT 'room_area', a.id FROM room_area a JOIN room r ON r.id = a.room_id WHERE r.project_id = ?1 AND r.code IN (?2, ?3)
  UNION ALL SELECT 'owner_term', o.id FROM owner_term o JOIN room r ON r.id = o.room_id WHERE r.project_id = ?1 AND r.code IN (?2, ?3)
  UNION ALL SELECT 'relation', x.id FROM relation x JOIN room r ON r.id = x.room_id WHERE r.project_id = ?1 AND r.code IN (?2, ?3)
  UNION ALL SELECT 'person', x.person_id FROM relation x JOIN room r ON r.id = x.room_id WHERE r.project_id = ?1 AND r.code IN (?2, ?3)
  UNION ALL SELECT 'fee_binding', b.id FROM fee_binding b JOIN room r ON r.id = b.room_id WHERE r.project_id = ?1 AND r.code IN (?2, ?3)`
const USER_ROWS = `SELECT 'user', u.id FROM user u WHERE u.username = lower(?2) OR u.display_name = ?2
  UNION ALL SELECT 'user_role', ur.id FROM user_role ur JOIN user u ON u.id = ur.user_id
    WHERE ur.project_id = ?1 AND (u.username = lower(?2) OR u.display_name = ?2)`
const STANDARD_ROWS = `SELECT 'fee_standard', s.id FROM fee_standard s WHERE s.project_id = ?1 AND (s.code IN (?2, ?3) OR s.name = ?2)
  UNION ALL SELECT 'fee_standard_version', v.id FROM fee_standard_version v JOIN fee_standard s ON s.id = v.fee_standard_id
    WHERE s.project_id = ?1 AND (s.code IN (?2, ?3) OR s.name = ?2)`
const named = hot<ObjectRow>([RECEIPT_ROWS, ROOM_ROWS, USER_ROWS, STANDARD_ROWS].join(' UNION ALL '))
const byId = hot<ObjectRow>(
  'SELECT DISTINCT tbl AS t, row_id AS id FROM op_log WHERE tbl IN (SELECT value FROM json_each(?)) AND row_id = ?',
)

/** The rows whose history is asked for by the name that stands on paper or on the screen, or by an id. */
export function findObjectRows(
  db: ReadHandle,
  asked: { projectId: string; typed: string; tables: readonly string[] },
): ObjectRow[] {
  const typed = toHalfWidth(asked.typed).trim()
  if (isId(typed)) return db.hotAll(byId, JSON.stringify(asked.tables), typed)
  return db.hotAll(named, asked.projectId, typed, typed.toUpperCase())
}

/** What the office calls the row of a table; tables that are not here have no name of their own, or only a person's. */
const LABELS: Readonly<Record<string, string>> = {
  room: 'SELECT code AS label FROM room WHERE id = ?',
  building: 'SELECT name AS label FROM building WHERE id = ?',
  unit: 'SELECT name AS label FROM unit WHERE id = ?',
  room_area: 'SELECT r.code AS label FROM room_area x JOIN room r ON r.id = x.room_id WHERE x.id = ?',
  owner_term: 'SELECT r.code AS label FROM owner_term x JOIN room r ON r.id = x.room_id WHERE x.id = ?',
  relation: 'SELECT r.code AS label FROM relation x JOIN room r ON r.id = x.room_id WHERE x.id = ?',
  fee_binding: 'SELECT r.code AS label FROM fee_binding x JOIN room r ON r.id = x.room_id WHERE x.id = ?',
  receivable:
    "SELECT r.code || ' ' || x.month AS label FROM receivable x JOIN room r ON r.id = x.room_id WHERE x.id = ?",
  receipt: 'SELECT receipt_no AS label FROM receipt WHERE id = ?',
  receipt_event:
    'SELECT rc.receipt_no AS label FROM receipt_event x JOIN receipt rc ON rc.id = x.receipt_id WHERE x.id = ?',
  receipt_line:
    'SELECT rc.receipt_no AS label FROM receipt_line x JOIN receipt rc ON rc.id = x.receipt_id WHERE x.id = ?',
  receipt_tender:
    'SELECT rc.receipt_no AS label FROM receipt_tender x JOIN receipt rc ON rc.id = x.receipt_id WHERE x.id = ?',
  user: 'SELECT display_name AS label FROM user WHERE id = ?',
  user_role: 'SELECT u.display_name AS label FROM user_role x JOIN user u ON u.id = x.user_id WHERE x.id = ?',
  role: 'SELECT name AS label FROM role WHERE id = ?',
  project: 'SELECT name AS label FROM project WHERE id = ?',
  setting: 'SELECT key AS label FROM setting WHERE id = ?',
  fee_item: 'SELECT name AS label FROM fee_item WHERE id = ?',
  fee_standard: 'SELECT name AS label FROM fee_standard WHERE id = ?',
  fee_standard_version:
    'SELECT s.name AS label FROM fee_standard_version x JOIN fee_standard s ON s.id = x.fee_standard_id WHERE x.id = ?',
  bill_run: 'SELECT month AS label FROM bill_run WHERE id = ?',
  shift: 'SELECT drawer AS label FROM shift WHERE id = ?',
  shift_count: 'SELECT s.drawer AS label FROM shift_count x JOIN shift s ON s.id = x.shift_id WHERE x.id = ?',
  import_batch: 'SELECT file_name AS label FROM import_batch WHERE id = ?',
}

/** Which columns hold the id of what. */
const REFERS: Readonly<Record<string, string>> = {
  ...Object.fromEntries(
    [
      'user_id',
      'cashier_id',
      'requested_by',
      'decided_by',
      'approved_by',
      'closed_by',
      'started_by',
      'set_by',
      'hand_over_to',
    ].map((column) => [column, 'user']),
  ),
  room_id: 'room',
  building_id: 'building',
  unit_id: 'unit',
  receipt_id: 'receipt',
  role_id: 'role',
  project_id: 'project',
  fee_item_id: 'fee_item',
  fee_standard_id: 'fee_standard',
  bill_run_id: 'bill_run',
  shift_id: 'shift',
  import_batch_id: 'import_batch',
  receivable_id: 'receivable',
}

export function labelOf(db: ReadHandle, table: string, id: string): string | null {
  const sql = LABELS[table]
  return sql === undefined ? null : (db.hotFirst(hot<{ label: string }>(sql), id)?.label ?? null)
}

export function nameBehind(db: ReadHandle, column: string, value: unknown): string | null {
  const table = REFERS[column]
  return table === undefined || typeof value !== 'string' ? null : labelOf(db, table, value)
}
