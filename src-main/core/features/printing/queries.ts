import type { Id } from '../../../../src-shared/kernel/ids.ts'
import { hot } from '../../db/read-handle.ts'
import type { PrintJobTable } from '../../db/tables.ts'
import { answers } from '../../request/context.ts'
import type { Output, Queries } from '../../request/context.ts'
import { TEST_PAGE } from './print-queue.ts'
import { loadPrintSettings } from './print-settings.ts'

/** The newest papers, and every one that still waits or failed, however old. */
const SHOWN = 50
const newest = hot<PrintJobTable>(`SELECT * FROM print_job WHERE project_id = ? ORDER BY id DESC LIMIT ${SHOWN}`)
const waiting = hot<PrintJobTable>(
  `SELECT * FROM print_job WHERE state = 'queued' AND project_id = ? ORDER BY id DESC LIMIT 200`,
)
const failed = hot<PrintJobTable>(
  `SELECT * FROM print_job WHERE state = 'failed' AND project_id = ? ORDER BY id DESC LIMIT 200`,
)

export function printingQueries(): Queries {
  return {
    'printing.settings': answers('printing.settings', ({ db }) => loadPrintSettings(db)),

    'printing.queue': answers('printing.queue', ({ db, actor }) => {
      const unsettled = { waiting: db.hotAll(waiting, actor.projectId), failed: db.hotAll(failed, actor.projectId) }
      const jobs = new Map<string, PrintJobTable>()
      for (const job of [...unsettled.failed, ...unsettled.waiting, ...db.hotAll(newest, actor.projectId)])
        jobs.set(job.id, job)
      return {
        jobs: [...jobs.values()].map(shownJob),
        waiting: unsettled.waiting.length,
        failed: unsettled.failed.length,
      }
    }),
  }
}

function shownJob(job: PrintJobTable): Output<'printing.queue'>['jobs'][number] {
  return {
    printJobId: job.id as Id,
    receiptId: job.document_id === TEST_PAGE ? null : (job.document_id as Id),
    receiptNo: job.document_no,
    state: job.state,
    reprintNo: job.reprint_no,
    createdAt: job.created_at,
    failure: job.state === 'failed' ? job.failure : null,
  }
}
