import type { Translated } from '../../../../src-shared/locales/schema.ts'
import { audit as auditEn } from '../../../../src-shared/locales/en-US/audit.ts'
import { paper as paperEn } from '../../../../src-shared/locales/en-US/paper.ts'
import { audit as auditZh } from '../../../../src-shared/locales/zh-CN/audit.ts'
import { paper as paperZh } from '../../../../src-shared/locales/zh-CN/paper.ts'
import { fillLabel } from '../../../../src-shared/domain/document/labels.ts'
import { LIST_LIMIT } from '../../../../src-shared/contract/list.ts'
import { hot } from '../../db/read-handle.ts'
import { documentTask } from '../../workers/document-tasks.ts'
import type { DocumentContext } from '../../workers/document-tasks.ts'
import { writeWorkbook } from '../../workers/documents/excel/index.ts'
import type { ExportRow, SheetSpec } from '../../workers/documents/excel/index.ts'
import { exportMark } from '../disclosure/index.ts'
import { writingChosenFile } from '../job/index.ts'
import { findHistory } from './history.ts'
import type { AuditFilter } from './history.ts'
import { changeIn, loadOperations, operationRow } from './operation-rows.ts'
import type { LoggedOperation } from './operation-rows.ts'
import { fieldsOf } from './open-operation.ts'
import { isSealed, maskField, shownDocumentName, unseal } from './personal.ts'
import type { Actor } from '../../request/context.ts'

export interface AuditExport {
  readonly filter: AuditFilter
  readonly projectId: string
  readonly path: string
  readonly grantId: string
  readonly language: 'zh-CN' | 'en-US'
  readonly author: string
  readonly permissions: readonly string[]
}

type Texts = Translated<typeof auditZh>
const TEXTS: Readonly<Record<AuditExport['language'], Texts>> = { 'zh-CN': auditZh, 'en-US': auditEn }
const PAGE = { 'zh-CN': paperZh.fee.page, 'en-US': paperEn.fee.page }
const projectName = hot<{ name: string }>('SELECT name FROM project WHERE id = ?')
const CHUNK = 500
const LONGEST = 8_000

/** 导出操作记录: the list with before and after, personal fields masked, and every hash, so that the file can be compared later. */
export const exportTask = documentTask<AuditExport, { readonly rows: number }>(async (context, task) => {
  const texts = TEXTS[task.language]
  const { projectId, filter } = task
  const { seqs, count } = findHistory(context.db, { projectId, filter, direction: 'asc' })
  const kept = seqs.slice(0, LIST_LIMIT)
  const project = context.db.hotFirst(projectName, projectId)?.name ?? ''
  const shown = { project, count: kept.length, total: count, author: task.author }
  const mark = exportMark({ author: task.author, at: context.clock.now(), language: task.language })
  const titleLines = [texts.sheet.title, fillLabel(texts.sheet.about, shown), texts.sheet.masked, mark]
  const sheets = [
    listSheet(context, { task, texts, seqs: kept, titleLines }),
    hashSheet(context, { texts, seqs: kept }),
  ]
  await writingChosenFile(() =>
    writeWorkbook({
      path: task.path,
      author: task.author,
      madeAt: context.clock.now(),
      signal: context.signal,
      sheets,
      print: { orientation: 'landscape', footer: `${mark}　${PAGE[task.language]}` },
      onProgress: (done) => context.onProgress(done, kept.length * 2),
    }),
  )
  return { rows: kept.length }
})

interface ListOf {
  readonly task: AuditExport
  readonly texts: Texts
  readonly seqs: readonly number[]
  readonly titleLines: readonly string[]
}

function listSheet(context: DocumentContext, of: ListOf): SheetSpec {
  const { sheet } = of.texts
  return {
    name: sheet.list_name,
    titleLines: of.titleLines,
    columns: [
      { key: 'seq', header: sheet.seq, kind: 'number', width: 10 },
      { key: 'at', header: sheet.at, kind: 'datetime' },
      { key: 'by', header: sheet.by, kind: 'text', width: 12 },
      { key: 'command', header: sheet.command, kind: 'text', width: 18 },
      { key: 'kind', header: sheet.kind, kind: 'text', width: 8 },
      { key: 'table', header: sheet.table, kind: 'text', width: 14 },
      { key: 'label', header: sheet.label, kind: 'text', width: 20 },
      { key: 'rows', header: sheet.rows, kind: 'number', width: 8 },
      { key: 'changes', header: sheet.changes, kind: 'text', width: 80 },
    ],
    rows: rowsOf(context, of.seqs, (op) => listRow(context, op, of)),
  }
}

function hashSheet(context: DocumentContext, of: Pick<ListOf, 'texts' | 'seqs'>): SheetSpec {
  const { sheet } = of.texts
  const hex = (bytes: Uint8Array): string => Buffer.from(bytes).toString('hex')
  return {
    name: sheet.hash_name,
    titleLines: [sheet.hash_title, sheet.hash_about],
    columns: [
      { key: 'seq', header: sheet.seq, kind: 'number', width: 10 },
      { key: 'opId', header: sheet.op_id, kind: 'text', width: 38 },
      { key: 'hash', header: sheet.hash, kind: 'text', width: 66 },
      { key: 'previous', header: sheet.previous, kind: 'text', width: 66 },
    ],
    rows: rowsOf(context, of.seqs, (op) => ({
      seq: op.dev_seq,
      opId: op.op_id,
      hash: hex(op.hash),
      previous: hex(op.prev_hash),
    })),
  }
}

// oxlint-disable-next-line max-params -- where from, which, and how each becomes a row
function* rowsOf(
  { db }: DocumentContext,
  seqs: readonly number[],
  rowOf: (op: LoggedOperation) => ExportRow,
): Generator<ExportRow> {
  for (let from = 0; from < seqs.length; from += CHUNK)
    for (const op of loadOperations(db, seqs.slice(from, from + CHUNK))) yield rowOf(op)
}

// oxlint-disable-next-line max-params -- the operation and the words for it
function listRow(context: DocumentContext, op: LoggedOperation, { texts, task }: ListOf): ExportRow {
  const row = operationRow(context.db, op)
  return {
    seq: row.seq,
    at: row.at,
    by: row.by,
    command: wordOf(texts.enum.command, row.command),
    kind: wordOf(texts.enum.kind, row.kind),
    table: wordOf(texts.enum.table, row.table),
    label: row.label,
    rows: row.rows,
    changes: row.rows > 1 ? '' : changesText(context, op, { texts, task }),
  }
}

// oxlint-disable-next-line max-params -- the operation and the words for it
function changesText(context: DocumentContext, op: LoggedOperation, of: Pick<ListOf, 'texts' | 'task'>): string {
  const change = changeIn(op, 0)
  if (change === null) return ''
  const permissions = new Set(of.task.permissions) as Actor['permissions']
  const told = (column: string, value: unknown): string => {
    if (value === null || value === undefined) return '—'
    if (isSealed(value)) {
      const text = unseal(context.db, change.rowId, value)
      return text === null ? of.texts.page.erased : maskField(column, text)
    }
    if (column === 'payer_name' && typeof value === 'string') return shownDocumentName({ permissions } as Actor, value)
    return typeof value === 'string' || typeof value === 'number' ? String(value) : JSON.stringify(value)
  }
  const parts = fieldsOf(change).map((column) => {
    const after = told(column, change.after?.[column])
    const name = wordOf(of.texts.enum.column, column)
    return change.before === null ? `${name}: ${after}` : `${name}: ${told(column, change.before[column])} → ${after}`
  })
  return parts.join('; ').slice(0, LONGEST)
}

/** The word for a dotted name; a name without one shows itself. */
function wordOf(tree: unknown, name: string): string {
  let at: unknown = tree
  for (const key of name.split('.'))
    at = typeof at === 'object' && at !== null ? (at as Record<string, unknown>)[key] : undefined
  return typeof at === 'string' ? at : name
}
