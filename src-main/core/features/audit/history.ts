import { LIST_LIMIT } from '../../../../src-shared/contract/list.ts'
import { addDays, startOfDay } from '../../../../src-shared/kernel/time.ts'
import { hot } from '../../db/read-handle.ts'
import type { ReadHandle } from '../../db/read-handle.ts'
import { LOGGED_TABLES } from '../../db/tables.ts'
import type { Input } from '../../request/context.ts'
import { findObjectRows } from './objects.ts'
import { IN_PROJECT } from './scope.ts'

export type AuditFilter = Input<'audit.list'>['filter']

interface Found {
  readonly seq: number
  readonly at: number
}
interface Conditions {
  readonly sql: string
  readonly parameters: readonly (string | number)[]
}
export interface History {
  readonly seqs: number[]
  /** Over all that match, also beyond what a list holds. */
  readonly count: number
}

/**
 * The operations of a project, newest first unless asked otherwise. Without an object they are read off one index, which holds
 * every field that can be filtered by, in the order of the list.
 */
export function findHistory(
  db: ReadHandle,
  asked: { readonly projectId: string; readonly filter: AuditFilter; readonly direction: 'asc' | 'desc' },
): History {
  const { projectId, filter, direction } = asked
  const conditions = conditionsOf(filter)
  const { object } = filter
  const found =
    object === undefined || object.trim() === ''
      ? ofProject(db, { projectId, conditions, direction })
      : ofObject(db, { projectId, conditions, object })
  const sign = direction === 'asc' ? 1 : -1
  const ordered = found.rows.toSorted((left, right) => sign * (left.at - right.at || left.seq - right.seq))
  return { seqs: ordered.slice(0, LIST_LIMIT + 1).map(({ seq }) => seq), count: found.count }
}

function ofProject(
  db: ReadHandle,
  { projectId, conditions, direction }: { projectId: string; conditions: Conditions; direction: 'asc' | 'desc' },
): { readonly rows: Found[]; readonly count: number } {
  const { sql, parameters } = conditions
  const where = `FROM op_log o INDEXED BY op_log_history WHERE o.project_id = ?${sql}`
  const order = direction === 'asc' ? 'ORDER BY o.at, o.dev_seq' : 'ORDER BY o.at DESC, o.dev_seq DESC'
  const page = hot<Found>(`SELECT o.dev_seq AS seq, o.at ${where} ${order} LIMIT ${LIST_LIMIT + 1}`)
  const rows = db.hotAll(page, projectId, ...parameters)
  const own = rows.length <= LIST_LIMIT ? rows.length : countOf(db, where, [projectId, ...parameters])
  // Accounts, roles and settings belong to no project: few, so their rows may be looked at.
  const office = `SELECT o.dev_seq AS seq, o.at FROM op_log o INDEXED BY op_log_history WHERE o.project_id IS NULL AND ${IN_PROJECT}${sql}`
  const others = db.hotAll(hot<Found>(office), projectId, projectId, ...parameters)
  return { rows: [...rows, ...others], count: own + others.length }
}

function ofObject(
  db: ReadHandle,
  { projectId, conditions, object }: { projectId: string; conditions: Conditions; object: string },
): { readonly rows: Found[]; readonly count: number } {
  const wanted = findObjectRows(db, { projectId, typed: object, tables: LOGGED_TABLES })
  const text = `SELECT DISTINCT o.dev_seq AS seq, o.at FROM json_each(?) want
    CROSS JOIN op_log o ON o.tbl = want.value->>'t' AND o.row_id = want.value->>'id' WHERE ${IN_PROJECT}${conditions.sql}`
  const rows = db.hotAll(hot<Found>(text), JSON.stringify(wanted), projectId, projectId, ...conditions.parameters)
  return { rows, count: rows.length }
}

// oxlint-disable-next-line max-params -- a query and its parameters
function countOf(db: ReadHandle, where: string, parameters: readonly (string | number)[]): number {
  return db.hotFirst(hot<{ n: number }>(`SELECT count(*) AS n ${where}`), ...parameters)?.n ?? 0
}

function conditionsOf(filter: AuditFilter): Conditions {
  const asked: readonly (readonly [string, string | number | undefined])[] = [
    ['o.at >= ?', filter.fromOn === undefined ? undefined : startOfDay(filter.fromOn)],
    ['o.at < ?', filter.toOn === undefined ? undefined : startOfDay(addDays(filter.toOn, 1))],
    ['o.user_id = ?', filter.userId],
    ['o.tbl = ?', filter.table],
    ['o.command = ?', filter.command],
    ['o.kind = ?', filter.kind],
  ]
  const used = asked.flatMap(([sql, value]) => (value === undefined ? [] : [{ sql, value }]))
  return { sql: used.map(({ sql }) => ` AND ${sql}`).join(''), parameters: used.map(({ value }) => value) }
}
