import { hot, sqlOf } from './read-handle.ts'
import type { ReadHandle } from './read-handle.ts'
import type { OpLogTable } from './tables.ts'
import { unpackBody } from './op-body.ts'

/** Money rows that are inserted and never changed: each must stand in the file as its operation says. */
const WITNESSED = [
  'receivable',
  'receivable_event',
  'receipt',
  'receipt_line',
  'receipt_tender',
  'receipt_event',
  'shift_count',
] as const
type Witnessed = (typeof WITNESSED)[number]

type Row = Readonly<Record<string, unknown>>
type Op = Pick<OpLogTable, 'dev_seq' | 'kind' | 'row_id' | 'body' | 'hash'>

/** The number of the first operation found that its row contradicts; 0 for a row without any; `null` when all agree. */
export function findStrayDocument(db: ReadHandle): number | null {
  for (const table of WITNESSED) {
    // A payment between the operations and the count of the rows would look like one without an operation.
    const stray = db.atOneMoment(() => strayIn(db, table))
    if (stray !== null) return stray
  }
  return null
}

function strayIn(db: ReadHandle, table: Witnessed): number | null {
  const byId = hot<Row>(`SELECT * FROM ${table} WHERE id = ?`)
  // Backwards, so that a removal is met before the insertion that it took back; the same line may be made again later.
  const removed = new Set<string>()
  let rows = 0
  for (const op of newestFirst(db, table)) {
    const body = unpackBody(op.body)
    if (op.kind === 'D') {
      for (const id of removedIds(op, body)) removed.add(id)
      continue
    }
    for (const said of insertedRows(op, body)) {
      const id = String(said['id'])
      if (removed.delete(id)) continue
      const row = db.hotFirst(byId, id)
      if (row === null || !agrees(row, said) || !carriesHash(row, op)) return op.dev_seq
      rows += 1
    }
  }
  const inFile = db.hotFirst(hot<{ n: number }>(`SELECT count(*) AS n FROM ${table}`))?.n ?? 0
  return inFile === rows && removed.size === 0 ? null : 0
}

function newestFirst(db: ReadHandle, table: Witnessed): Iterable<Op> {
  return db.iterate(
    sqlOf
      .selectFrom('op_log')
      .select(['dev_seq', 'kind', 'row_id', 'body', 'hash'])
      .where('tbl', '=', table)
      .orderBy('dev_seq', 'desc'),
  )
}

function removedIds(op: Op, body: unknown): readonly string[] {
  return (body as { readonly ids?: readonly string[] }).ids ?? [op.row_id]
}

function insertedRows(op: Op, body: unknown): readonly Row[] {
  if (op.kind !== 'B') return [body as Row]
  const { columns, rows } = body as {
    readonly columns: readonly string[]
    readonly rows: readonly (readonly unknown[])[]
  }
  return rows.map((row) => Object.fromEntries(columns.map((column, at) => [column, row[at]])))
}

function agrees(row: Row, said: Row): boolean {
  return Object.entries(said).every(([column, value]) => row[column] === value)
}

function carriesHash(row: Row, op: Op): boolean {
  const hash = row['op_hash']
  return hash === undefined || (hash instanceof Uint8Array && op.hash.equals(hash))
}
