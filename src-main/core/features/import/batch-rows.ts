import { UNDO_DAYS } from '../../../../src-shared/contract/import.contract.ts'
import { hot } from '../../db/read-handle.ts'
import type { ReadHandle } from '../../db/read-handle.ts'
import type { ImportBatchTable } from '../../db/tables.ts'
import type { Output } from '../../request/context.ts'

/** What `import_batch.totals_json` holds. `span` is missing while the batch is being written. */
export interface BatchTotals {
  readonly jobId: string
  readonly skipped: number
  readonly builtAreaE2: number
  readonly span: OperationSpan | null
}

/** The operations that a batch wrote: all of its job after the first number, up to the second. */
export interface OperationSpan {
  readonly afterSeq: number
  readonly lastSeq: number
}

type BatchView = Output<'import.batches'>['batches'][number]
type BatchRow = ImportBatchTable & { readonly display_name: string | null; readonly at_work: 0 | 1 }

const DAY_MS = 86_400_000
const LISTED = 50

const AT_WORK = `EXISTS(SELECT 1 FROM job WHERE job.state IN ('queued','running') AND job.kind IN ('import_rooms','undo_import')
  AND json_extract(job.input_json, '$.batchId') = import_batch.id)`
const SELECT = `SELECT import_batch.*, user.display_name, ${AT_WORK} AS at_work FROM import_batch LEFT JOIN user ON user.id = import_batch.user_id`
const ofProject = hot<BatchRow>(
  `${SELECT} WHERE import_batch.project_id = ? ORDER BY import_batch.at DESC LIMIT ${LISTED}`,
)
const byId = hot<BatchRow>(`${SELECT} WHERE import_batch.id = ? AND import_batch.project_id = ?`)
const cursorOf = hot<{ cursor_json: string | null }>('SELECT cursor_json FROM job WHERE id = ?')

export function listBatches(db: ReadHandle, projectId: string, now: number): BatchView[] {
  return db.hotAll(ofProject, projectId).map((row) => ({
    batchId: row.id as never,
    fileName: row.file_name,
    importedAt: row.at,
    importedBy: row.display_name ?? '',
    created: row.created,
    updated: row.updated,
    skipped: totalsOf(row).skipped,
    state: row.state,
    jobId: totalsOf(row).jobId as never,
    undoable: whyNotUndone(row, now) === null,
  }))
}

export function findBatch(db: ReadHandle, projectId: string, batchId: string): BatchRow | null {
  return db.hotFirst(byId, batchId, projectId)
}

/** A batch whose job failed half-way can be taken back like one that went through. */
export function whyNotUndone(row: BatchRow, now: number): 'not_imported' | 'too_old' | null {
  if (row.at_work === 1 || row.state === 'undone' || row.state === 'cancelled') return 'not_imported'
  return now - row.at > UNDO_DAYS * DAY_MS ? 'too_old' : null
}

export function totalsOf({ totals_json }: Pick<ImportBatchTable, 'totals_json'>): BatchTotals {
  return JSON.parse(totals_json) as BatchTotals
}

/** Which operations the batch wrote; of a batch that broke off its job's cursor tells. */
export function spanOf(db: ReadHandle, row: ImportBatchTable): OperationSpan {
  const { span, jobId } = totalsOf(row)
  if (span !== null) return span
  const cursor = db.hotFirst(cursorOf, jobId)?.cursor_json ?? null
  return cursor === null ? { afterSeq: 0, lastSeq: 0 } : (JSON.parse(cursor) as OperationSpan)
}
