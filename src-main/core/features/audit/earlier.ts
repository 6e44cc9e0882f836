import { hot } from '../../db/read-handle.ts'
import type { ReadHandle } from '../../db/read-handle.ts'
import { unpackBody } from '../../db/op-body.ts'
import { changeIn } from './operation-rows.ts'
import type { Change, LoggedOperation } from './operation-rows.ts'

type Op = Pick<LoggedOperation, 'dev_seq' | 'kind' | 'body' | 'row_id'>
const direct = hot<Op>(
  'SELECT dev_seq, kind, body, row_id FROM op_log WHERE tbl = ? AND row_id = ? AND dev_seq < ? ORDER BY dev_seq DESC LIMIT 1',
)
const bulks = hot<Op>(
  "SELECT dev_seq, kind, body, row_id FROM op_log WHERE tbl = ? AND kind = 'B' AND dev_seq < ? ORDER BY dev_seq DESC LIMIT 500",
)

export interface Earlier {
  readonly seq: number
  readonly change: Change
}

/** The operation that wrote a row before `seq`. A bulk one is known by its first row alone, so the rest is looked for in its body. */
export function findEarlier(
  db: ReadHandle,
  of: { readonly table: string; readonly rowId: string; readonly seq: number },
): Earlier | null {
  const own = db.hotFirst(direct, of.table, of.rowId, of.seq)
  const change = own === null ? null : changeOfRow(own, of.rowId)
  if (own !== null && change !== null) return { seq: own.dev_seq, change }
  for (const op of db.hotAll(bulks, of.table, of.seq)) {
    const within = changeOfRow(op, of.rowId)
    if (within !== null) return { seq: op.dev_seq, change: within }
  }
  return null
}

function changeOfRow(op: Op, rowId: string): Change | null {
  if (op.kind !== 'B') return changeIn(op, 0)
  const { columns, rows } = unpackBody(op.body) as { columns: readonly string[]; rows: readonly (readonly unknown[])[] }
  const at = columns.indexOf('id')
  const row = rows.findIndex((values) => values[at] === rowId)
  return row < 0 ? null : changeIn(op, row)
}
