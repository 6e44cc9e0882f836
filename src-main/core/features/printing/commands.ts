import { localDateOf } from '../../../../src-shared/kernel/time.ts'
import { AppError } from '../../../../src-shared/kernel/app-error.ts'
import type { Id } from '../../../../src-shared/kernel/ids.ts'
import { hot } from '../../db/read-handle.ts'
import { handles } from '../../request/context.ts'
import type { CommandContext, Commands } from '../../request/context.ts'
import type { CoreDeps } from '../deps.ts'
import { TEST_PAGE, findPrintJob, insertPrintJob, nextReprintNo, requeue } from './print-queue.ts'
import { loadPrintSettings, savePrintSettings } from './print-settings.ts'
import type { PrintSettings } from './print-settings.ts'

const voided = hot<{ found: number }>(
  `SELECT EXISTS(SELECT 1 FROM receipt_event WHERE receipt_id = ? AND kind = 'voided') AS found`,
)

export function printingCommands({ printing }: Pick<CoreDeps, 'printing'>): Commands {
  return {
    'printing.configure': handles('printing.configure', (context, input) => {
      savePrintSettings(context.db, input)
      context.db.emit('printing.changed', { jobIds: [] })
      context.afterCommit(() => printing.wake())
      return input
    }),

    'printing.test_page': handles('printing.test_page', (context) => {
      const settings = loadPrinter(context)
      const { projectId } = context.actor
      const id = insertPrintJob(context.db, {
        projectId,
        documentId: TEST_PAGE,
        documentNo: '',
        reprintNo: 0,
        settings,
      })
      context.afterCommit(() => printing.wake())
      return { printJobId: id as Id }
    }),

    'printing.retry': handles('printing.retry', (context, input) => {
      const { db, actor } = context
      const job = findPrintJob(db, input.printJobId)
      if (job === null || job.project_id !== actor.projectId) throw new AppError('printing.job_not_found')
      loadPrinter(context)

      if (job.state !== 'failed') throw new AppError('printing.not_failed')
      if (db.hotFirst(voided, job.document_id)?.found === 1) throw new AppError('printing.receipt_voided')
      const reprintNo = job.document_id === TEST_PAGE ? 0 : nextReprintNo(db, job.document_id)

      requeue(db, job.id, reprintNo)
      if (reprintNo > 0) logReprint(context, job.document_id)
      context.afterCommit(() => printing.wake())
      return { printJobId: input.printJobId }
    }),
  }
}

/** @throws AppError `printing.no_printer` */
function loadPrinter(context: CommandContext): PrintSettings {
  const settings = loadPrintSettings(context.db)
  if (settings.printer.kind === 'none') throw new AppError('printing.no_printer')
  return settings
}

/** A paper that may have come out already leaves the printer as 补打: that is logged like any reprint (domain rules 3.10). */
function logReprint({ db, actor }: CommandContext, receiptId: string): void {
  db.insert('receipt_event', {
    id: db.newId(),
    project_id: actor.projectId,
    receipt_id: receiptId,
    kind: 'reprinted',
    reason: null,
    paper_taken_back: null,
    shift_id: null,
    approved_by: null,
    user_id: actor.userId,
    business_on: localDateOf(db.now),
    at: db.now,
  })
}
