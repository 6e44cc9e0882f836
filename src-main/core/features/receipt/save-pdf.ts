import { AppError } from '../../../../src-shared/kernel/app-error.ts'
import type { FileGrants } from '../../files/grants.ts'
import type { CommandContext, Input, Output, PrepareContext } from '../../request/context.ts'
import type { TaskRunner } from '../../workers/task-runner.ts'
import type { SaveTask, SavedPdf } from './document-tasks.ts'
import { requireReceiptInScope } from './receipt-scope.ts'

/** Writes the papers into a file that the person chose; what the system answers becomes the reason. */
export async function saveReceiptPdf(
  context: PrepareContext,
  input: Input<'receipt.save_pdf'>,
  deps: { readonly documents: TaskRunner; readonly grants: FileGrants },
): Promise<Output<'receipt.save_pdf'>> {
  for (const receiptId of input.receiptIds) requireReceiptInScope(context.db, context.actor, receiptId)
  const path = deps.grants.pathOf(input.grantId, 'write')
  const task: SaveTask = { receiptIds: input.receiptIds, format: input.format, path }
  try {
    return (await deps.documents.run('receipt.save_pdf', task)) as SavedPdf
  } catch (error) {
    const reason = systemCode(error)
    if (reason === null) throw error
    throw new AppError('job.file_not_written', { reason })
  }
}

/** A file can be sent on or printed anywhere: before a void it counts like a paper. */
export function noteSaved({ db, actor, today }: CommandContext, receiptIds: readonly string[]): void {
  const events = receiptIds.map((receiptId) => ({
    id: db.newId(),
    project_id: actor.projectId,
    receipt_id: receiptId,
    kind: 'saved' as const,
    reason: null,
    paper_taken_back: null,
    shift_id: null,
    user_id: actor.userId,
    approved_by: null,
    business_on: today,
    at: db.now,
  }))
  db.insertMany('receipt_event', events)
}

/** An error of the file system crosses from the worker as text alone. */
function systemCode(error: unknown): string | null {
  const text = error instanceof Error ? `${String((error as NodeJS.ErrnoException).code ?? '')} ${error.message}` : ''
  return /\b(?:ENOSPC|EACCES|EPERM|EBUSY|EROFS|ENOENT|ENOTDIR|EISDIR)\b/.exec(text)?.[0] ?? null
}
