import { hot } from '../../db/read-handle.ts'
import type { ReadHandle } from '../../db/read-handle.ts'
import { unpackBody } from '../../db/op-body.ts'
import type { OpLogTable } from '../../db/tables.ts'
import type { Output } from '../../request/context.ts'
import { labelOf } from './objects.ts'

export type OperationRow = Output<'audit.list'>['rows'][number]
export type LoggedOperation = Pick<
  OpLogTable,
  | 'dev_seq'
  | 'at'
  | 'command'
  | 'kind'
  | 'tbl'
  | 'row_id'
  | 'body'
  | 'hash'
  | 'prev_hash'
  | 'txn_id'
  | 'project_id'
  | 'op_id'
> & { readonly by: string | null }

const COLUMNS = `o.dev_seq, o.at, o.command, o.kind, o.tbl, o.row_id, o.body, o.hash, o.prev_hash, o.txn_id, o.project_id, o.op_id,
  u.display_name AS by FROM op_log o LEFT JOIN user u ON u.id = o.user_id`
const bySeqs = hot<LoggedOperation>(
  `SELECT ${COLUMNS.replace('FROM op_log o', 'FROM json_each(?) want CROSS JOIN op_log o ON o.dev_seq = want.value')} ORDER BY want.key`,
)

export function loadOperations(db: ReadHandle, seqs: readonly number[]): LoggedOperation[] {
  return db.hotAll(bySeqs, JSON.stringify(seqs))
}

export function operationRow(db: ReadHandle, op: LoggedOperation): OperationRow {
  return {
    seq: op.dev_seq,
    at: op.at,
    by: op.by ?? '',
    command: op.command,
    kind: op.kind,
    table: op.tbl,
    label: op.tbl === 'feature_switch' ? (op.row_id.split(':')[1] ?? null) : labelOf(db, op.tbl, op.row_id),
    rows: rowsIn(op),
  }
}

type Values = Readonly<Record<string, unknown>>

/** What one row of an operation was and became. */
export interface Change {
  readonly rowId: string
  readonly before: Values | null
  readonly after: Values | null
}

/** How many rows the operation wrote. */
export function rowsIn(op: Pick<LoggedOperation, 'kind' | 'body'>): number {
  if (op.kind !== 'B' && op.kind !== 'D') return 1
  const body = unpackBody(op.body) as { readonly rows?: readonly unknown[]; readonly ids?: readonly unknown[] }
  return body.rows?.length ?? body.ids?.length ?? 1
}

/** A deletion of many rows names only their ids: what they were stands in the operations that inserted them. */
export function changeIn(op: Pick<LoggedOperation, 'kind' | 'body' | 'row_id'>, row: number): Change | null {
  const body = unpackBody(op.body)
  if (op.kind === 'B') return bulkChange(body, row)
  const { set, was, ids } = body as { readonly set?: Values; readonly was?: Values; readonly ids?: readonly string[] }
  if (ids !== undefined) {
    const rowId = ids[row]
    return rowId === undefined ? null : { rowId, before: null, after: null }
  }
  if (row > 0) return null
  if (op.kind === 'I' && set === undefined) return { rowId: op.row_id, before: null, after: body as Values }
  return { rowId: op.row_id, before: op.kind === 'I' ? null : (was ?? null), after: set ?? null }
}

function bulkChange(body: unknown, row: number): Change | null {
  const { columns, rows } = body as {
    readonly columns: readonly string[]
    readonly rows: readonly (readonly unknown[])[]
  }
  const values = rows[row]
  if (values === undefined) return null
  const after = Object.fromEntries(columns.map((column, at) => [column, values[at]]))
  return { rowId: String(after['id']), before: null, after }
}
