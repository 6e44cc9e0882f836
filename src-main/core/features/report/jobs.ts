import { basename } from 'node:path'

import { delegatedJob } from '../../jobs/definition.ts'
import type { AnyJob, JobContext, JobResult } from '../../jobs/definition.ts'
import type { ExportedRows, ExportInput, ExportTask } from './export-input.ts'

const PRIORITY = 40

async function exportIn(
  task: 'report.export_daily' | 'report.export_receipts',
  context: JobContext,
  input: ExportInput,
): Promise<JobResult> {
  const asked: ExportTask = { ...input, projectId: context.projectId }
  const { rows } = (await context.documents.run(task, asked, {
    signal: context.signal,
    onProgress: (done, total) => context.progress(done, total),
  })) as ExportedRows
  return { rows, fileName: basename(input.path), grantId: input.grantId }
}

/** 导出: the files are written by the documents worker; the counter feels nothing of it. */
export const reportJobs: readonly AnyJob[] = [
  delegatedJob<ExportInput>({
    kind: 'export_daily',
    priority: PRIORITY,
    run: (context, input) => exportIn('report.export_daily', context, input),
  }),
  delegatedJob<ExportInput>({
    kind: 'export_receipts',
    priority: PRIORITY,
    run: (context, input) => exportIn('report.export_receipts', context, input),
  }),
]
