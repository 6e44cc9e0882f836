import { AppError } from '../../../../src-shared/kernel/app-error.ts'
import { hot } from '../../db/read-handle.ts'
import type { ReadHandle } from '../../db/read-handle.ts'
import type { Actor, Output } from '../../request/context.ts'
import { findEarlier } from './earlier.ts'
import { nameBehind } from './objects.ts'
import { changeIn, loadOperations, operationRow } from './operation-rows.ts'
import type { Change, LoggedOperation } from './operation-rows.ts'
import { isSealed, maskField, shownDocumentName, unseal } from './personal.ts'
import { IN_PROJECT } from './scope.ts'

type Detail = Output<'audit.open'>
type Side = Detail['fields'][number]['before']

const inProject = hot<{ one: 1 }>(`SELECT 1 AS one FROM op_log o WHERE o.dev_seq = ? AND ${IN_PROJECT}`)
const together = hot<{ n: number }>('SELECT count(*) AS n FROM op_log WHERE txn_id = ? AND dev_seq BETWEEN ? AND ?')
/** A transaction's operations follow each other; none of ours writes more. */
const MOST_TOGETHER = 2_000
const LONGEST = 2_000

/** @throws AppError `record.not_found`, of another project as for none at all. */
export function loadOperation(db: ReadHandle, actor: Actor, seq: number): LoggedOperation {
  const [op] = loadOperations(db, [seq])
  if (op === undefined || db.hotFirst(inProject, seq, actor.projectId, actor.projectId) === null)
    throw new AppError('record.not_found', { what: 'operation' })
  return op
}

/** One row of an operation with what it was before: from the operation itself, or from the one before it. */
export function loadChange(
  db: ReadHandle,
  op: LoggedOperation,
  row: number,
): Change & { readonly earlierSeq: number | null } {
  const change = changeIn(op, row)
  if (change === null) throw new AppError('record.not_found', { what: 'row' })
  const earlier = findEarlier(db, { table: op.tbl, rowId: change.rowId, seq: op.dev_seq })
  const before = change.before ?? (op.kind === 'D' ? (earlier?.change.after ?? null) : null)
  return { ...change, before, earlierSeq: earlier?.seq ?? null }
}

export function openOperation(db: ReadHandle, actor: Actor, asked: { seq: number; row: number }): Detail {
  const op = loadOperation(db, actor, asked.seq)
  const change = loadChange(db, op, asked.row)
  return {
    ...operationRow(db, op),
    row: asked.row,
    rowId: change.rowId,
    hash: Buffer.from(op.hash).toString('hex'),
    together: db.hotFirst(together, op.txn_id, op.dev_seq - MOST_TOGETHER, op.dev_seq + MOST_TOGETHER)?.n ?? 1,
    fields: fieldsOf(change).map((column) => ({
      column,
      before: sideOf({ db, actor, rowId: change.rowId }, column, change.before),
      after: sideOf({ db, actor, rowId: change.rowId }, column, change.after),
    })),
    earlierSeq: change.earlierSeq,
  }
}

/** Columns that say something: what is empty on both sides is left out, and the id stands in the head. */
export function fieldsOf({ before, after }: Pick<Change, 'before' | 'after'>): string[] {
  const columns = new Set([...Object.keys(after ?? {}), ...Object.keys(before ?? {})])
  return [...columns].filter(
    (column) => column !== 'id' && ((after?.[column] ?? null) !== null || (before?.[column] ?? null) !== null),
  )
}

// oxlint-disable-next-line max-params -- for whom, which column, of which values
function sideOf(
  of: { readonly db: ReadHandle; readonly actor: Actor; readonly rowId: string },
  column: string,
  values: Readonly<Record<string, unknown>> | null,
): Side {
  if (values === null || !Object.hasOwn(values, column)) return null
  const value = values[column] ?? null
  const plain = { refersTo: null, masked: false, erased: false }
  if (isSealed(value)) {
    const text = unseal(of.db, of.rowId, value)
    if (text === null) return { ...plain, value: null, erased: true }
    return { ...plain, value: maskField(column, text), masked: true }
  }
  if (column === 'payer_name' && typeof value === 'string')
    return { ...plain, value: shownDocumentName(of.actor, value) }
  return { ...plain, value: shown(value), refersTo: nameBehind(of.db, column, value) }
}

function shown(value: unknown): string | number | null {
  if (value === null || typeof value === 'number') return value
  if (typeof value === 'string') return value.length > LONGEST ? `${value.slice(0, LONGEST)}…` : value
  return JSON.stringify(value).slice(0, LONGEST)
}
