import type { Instant } from '../../../../src-shared/kernel/time.ts'
import { hot } from '../../db/read-handle.ts'
import type { ReadHandle } from '../../db/read-handle.ts'
import type { PrintJobTable } from '../../db/tables.ts'
import type { UnitOfWork } from '../../db/unit-of-work.ts'
import type { PrintSettings } from './print-settings.ts'

/** A paper that is with the host counts as this until the host says how it went: then nobody knows whether it came out. */
export const OUTCOME_UNKNOWN = 'unknown'
/** Why a waiting paper was not printed: its receipt was voided first. */
const VOIDED_FIRST = 'voided'
const TEMPLATE_VERSION = 1

/** The page that tries a printer stands in the queue like a paper, without a number. */
export const TEST_PAGE = 'test-page'

const PRINT_JOB = 'print_job' as const
const INSERT = `INSERT INTO print_job(id, project_id, document_id, document_no, template_version, format, copies, state, reprint_no, failure,
  created_by, created_at, changed_at) VALUES(?,?,?,?,?,?,?,'queued',?,NULL,?,?,?)`
const highestOut = hot<{ number: number | null }>(`SELECT max(reprint_no) AS number FROM print_job
  WHERE document_id = ? AND (state <> 'failed' OR failure = '${OUTCOME_UNKNOWN}')`)
const maybeOut = hot<{ found: number }>(`SELECT EXISTS(SELECT 1 FROM print_job
  WHERE document_id = ? AND (state = 'confirmed' OR state = 'sent' OR failure = '${OUTCOME_UNKNOWN}')) AS found`)
const oldest = hot<PrintJobTable>(`SELECT * FROM print_job WHERE state = 'queued' ORDER BY created_at, id`)
const one = hot<PrintJobTable>('SELECT * FROM print_job WHERE id = ?')

export interface PaperToPrint {
  readonly projectId: string
  readonly documentId: string
  readonly documentNo: string
  /** 0 is the first print; n prints 补打 第n次. */
  readonly reprintNo: number
  readonly settings: PrintSettings
}

/** Writes the job with the document, in its transaction: after a power cut the paper is still owed (case P15). */
export function insertPrintJob(db: UnitOfWork, paper: PaperToPrint): string {
  const id = db.newId()
  const { projectId, documentId, documentNo, reprintNo, settings } = paper
  const { format, copies } = settings
  db.technical(
    { table: PRINT_JOB, text: INSERT },
    id,
    projectId,
    documentId,
    documentNo,
    TEMPLATE_VERSION,
    format,
    copies,
    reprintNo,
    db.userId,
    db.now,
    db.now,
  )
  db.emit('printing.changed', { jobIds: [id] })
  return id
}

/** Which print the next one would be: 0 when no paper can have come out yet. */
export function nextReprintNo(db: ReadHandle, documentId: string): number {
  const row = db.hotFirst(highestOut, documentId)
  return row === null || row.number === null ? 0 : row.number + 1
}

/** Whether a paper of this document may lie outside: asked for before a void. */
export function paperMayBeOut(db: ReadHandle, documentId: string): boolean {
  return db.hotFirst(maybeOut, documentId)?.found === 1
}

/** A voided receipt's paper is not printed any more; what was sent already is with the printer. */
export function withdrawQueuedPapers(db: UnitOfWork, documentId: string): void {
  const text = `UPDATE print_job SET state = 'failed', failure = '${VOIDED_FIRST}', changed_at = ? WHERE document_id = ? AND state = 'queued'`
  if (db.technical({ table: PRINT_JOB, text }, db.now, documentId) > 0) db.emit('printing.changed', { jobIds: [] })
}

/** Puts a failed job back into the queue with the number that its paper will bear. */
export function requeue(db: UnitOfWork, jobId: string, reprintNo: number): void {
  const text = `UPDATE print_job SET state = 'queued', failure = NULL, reprint_no = ?, changed_at = ? WHERE id = ?`
  db.technical({ table: PRINT_JOB, text }, reprintNo, db.now, jobId)
  db.emit('printing.changed', { jobIds: [jobId] })
}

export function markJob(
  db: UnitOfWork,
  jobId: string,
  now: { readonly state: PrintJobTable['state']; readonly failure: string | null; readonly at: Instant },
): void {
  const text = 'UPDATE print_job SET state = ?, failure = ?, changed_at = ? WHERE id = ?'
  db.technical({ table: PRINT_JOB, text }, now.state, now.failure, now.at, jobId)
  db.emit('printing.changed', { jobIds: [jobId] })
}

export function queuedJobs(db: ReadHandle): readonly PrintJobTable[] {
  return db.hotAll(oldest)
}

export function findPrintJob(db: ReadHandle, jobId: string): PrintJobTable | null {
  return db.hotFirst(one, jobId)
}
