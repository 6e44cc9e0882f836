import { openText } from '../../db/sealing.ts'
import { hot } from '../../db/read-handle.ts'
import type { ReadHandle } from '../../db/read-handle.ts'
import type { LoggedTable } from '../../db/tables.ts'
import { unpackBody } from '../../db/op-body.ts'

/** A batch with the operations that wrote it. */
export interface BatchSpan {
  readonly batchId: string
  readonly projectId: string
  readonly afterSeq: number
  readonly lastSeq: number
}

export interface BatchUse {
  readonly rooms: number
  readonly example: string
}

// Taking the batch back writes operations too: they are no edits.
const EDITED_SINCE = `o.kind = 'U' AND o.dev_seq > ?2 AND o.command NOT IN ('job.import_rooms', 'job.undo_import')`

/**
 * Condition on a room `r` of the batch ?1, whose last operation was ?2: something else refers to the room by now, or somebody changed it
 * or its people. Bindings, bills (which money needs), dated areas, people who came later, edits.
 */
export const ROOM_IS_USED = `(r.version <> 1
  OR EXISTS(SELECT 1 FROM fee_binding x WHERE x.room_id = r.id)
  OR EXISTS(SELECT 1 FROM receivable x WHERE x.room_id = r.id)
  OR EXISTS(SELECT 1 FROM room_area x WHERE x.room_id = r.id AND x.import_batch_id IS NOT ?1)
  OR EXISTS(SELECT 1 FROM owner_term x WHERE x.room_id = r.id AND x.import_batch_id IS NOT ?1)
  OR EXISTS(SELECT 1 FROM relation x WHERE x.room_id = r.id AND x.import_batch_id IS NOT ?1)
  OR EXISTS(SELECT 1 FROM relation x JOIN op_log o ON o.tbl = 'relation' AND o.row_id = x.id WHERE x.room_id = r.id AND ${EDITED_SINCE})
  OR EXISTS(SELECT 1 FROM relation x JOIN op_log o ON o.tbl = 'person' AND o.row_id = x.person_id WHERE x.room_id = r.id AND ${EDITED_SINCE}))`

const usedRooms = hot<{ rooms: number; example: string | null }>(
  `SELECT count(*) AS rooms, min(r.code) AS example FROM room r WHERE r.project_id = ?3 AND r.import_batch_id = ?1 AND ${ROOM_IS_USED}`,
)

/** How many rooms keep a batch from being taken back. Reads the operations of the batch: not for core's thread. */
export function countUsedRooms(db: ReadHandle, span: BatchSpan): BatchUse {
  const created = db.hotFirst(usedRooms, span.batchId, span.lastSeq, span.projectId)
  const updated = new Set(
    listUpdates(db, span).flatMap((change) => (standingOf(db, change, span) === 'used' ? [change.rowId] : [])),
  )
  const [first] = updated
  const example = created?.example ?? (first === undefined ? '' : codeOf(db, first))
  return { rooms: (created?.rooms ?? 0) + updated.size, example }
}

/** One change of a batch on a row that stood before it, newest first. */
export interface BatchUpdate {
  readonly seq: number
  readonly table: LoggedTable
  readonly rowId: string
  readonly set: Readonly<Record<string, unknown>>
  readonly was: Readonly<Record<string, unknown>>
}

interface OpRow {
  readonly dev_seq: number
  readonly tbl: LoggedTable
  readonly row_id: string
  readonly body: Buffer
}
const updates =
  hot<OpRow>(`SELECT dev_seq, tbl, row_id, body FROM op_log WHERE dev_seq > ? AND dev_seq <= ? AND project_id = ?
  AND command = 'job.import_rooms' AND kind = 'U' AND tbl <> 'import_batch' ORDER BY dev_seq DESC`)

/** The operation log says what each changed row was: nothing else has to be kept for an undo. */
export function listUpdates(db: ReadHandle, { afterSeq, lastSeq, projectId }: BatchSpan): BatchUpdate[] {
  return db.hotAll(updates, afterSeq, lastSeq, projectId).map((row) => {
    const { set, was } = unpackBody(row.body) as Pick<BatchUpdate, 'set' | 'was'>
    const open = opener(db, row.row_id)
    return { seq: row.dev_seq, table: row.tbl, rowId: row.row_id, set: open(set), was: open(was) }
  })
}

/**
 * `as_set`: as the batch left it · `restored`, also what goes as a whole · `used`: changed again since, or bills were computed from it.
 * The version of a room only counts edits.
 */
// oxlint-disable-next-line max-params -- whose change it is
export function standingOf(
  db: ReadHandle,
  { table, rowId, set, was }: BatchUpdate,
  { batchId }: BatchSpan,
): 'as_set' | 'restored' | 'used' {
  const row = db.hotFirst(hot<Record<string, unknown>>(`SELECT * FROM ${table} WHERE id = ?`), rowId)
  const columns = Object.keys(set).filter((column) => column !== 'version')
  if (row === null || row['import_batch_id'] === batchId || columns.length === 0) return 'restored'
  const holds = (values: Readonly<Record<string, unknown>>): boolean =>
    columns.every((column) => row[column] === values[column])
  if (!holds(set)) return holds(was) ? 'restored' : 'used'
  return isBillingFact(table, set) && isBilled(db, table, rowId) ? 'used' : 'as_set'
}

function isBillingFact(table: LoggedTable, set: Readonly<Record<string, unknown>>): boolean {
  if (table === 'room') return 'usage' in set || 'opening_paid_until_on' in set
  return table === 'room_area' || table === 'owner_term'
}

function isBilled(db: ReadHandle, table: LoggedTable, rowId: string): boolean {
  const room = table === 'room' ? '?' : `(SELECT room_id FROM ${table} WHERE id = ?)`
  return db.hotFirst(hot<{ one: 1 }>(`SELECT 1 AS one FROM receivable WHERE room_id = ${room} LIMIT 1`), rowId) !== null
}

const roomCode = hot<{
  code: string
}>(`SELECT code FROM room WHERE id = ?1 OR id IN (SELECT room_id FROM relation WHERE id = ?1 OR person_id = ?1)
  OR id IN (SELECT room_id FROM room_area WHERE id = ?1) OR id IN (SELECT room_id FROM owner_term WHERE id = ?1) LIMIT 1`)

function codeOf(db: ReadHandle, rowId: string): string {
  return db.hotFirst(roomCode, rowId)?.code ?? ''
}

const personKey = hot<{ key: Buffer }>('SELECT key FROM person_key WHERE person_id = ?')

/** Opens the sealed fields of a person. A person who was erased has no key: what they were is gone, and stays gone. */
function opener(
  db: ReadHandle,
  personId: string,
): (values: Readonly<Record<string, unknown>>) => Record<string, unknown> {
  const key = db.hotFirst(personKey, personId)?.key ?? null
  return (values) =>
    Object.fromEntries(
      Object.entries(values).flatMap(([column, value]) => {
        if (typeof value !== 'object' || value === null || !('sealed' in value)) return [[column, value]]
        return key === null ? [] : [[column, openText(key, String(value.sealed))]]
      }),
    )
}
