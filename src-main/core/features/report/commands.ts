import type { Id } from '../../../../src-shared/kernel/ids.ts'
import { handles } from '../../request/context.ts'
import type { CommandContext, Commands, Input } from '../../request/context.ts'
import type { CoreDeps } from '../deps.ts'
import { namesShownTo, noteExport } from '../disclosure/index.ts'
import { viewerOf } from '../shift/index.ts'
import type { ExportInput } from './export-input.ts'
import { requireRange } from './range.ts'

type Deps = Pick<CoreDeps, 'jobs' | 'grants'>

export function reportCommands(deps: Deps): Commands {
  return {
    'report.export_daily': handles('report.export_daily', (context, input) =>
      enqueueExport(context, input, { ...deps, kind: 'export_daily' }),
    ),
    'report.export_receipts': handles('report.export_receipts', (context, input) =>
      enqueueExport(context, input, { ...deps, kind: 'export_receipts' }),
    ),
  }
}

function enqueueExport(
  context: CommandContext,
  request: Input<'report.export_daily'>,
  { jobs, grants, kind }: Deps & { readonly kind: 'export_daily' | 'export_receipts' },
): { readonly jobId: Id } {
  const { db, actor } = context
  requireRange(request)
  const input: ExportInput = {
    ...request,
    path: grants.pathOf(request.grantId, 'write'),
    viewer: viewerOf(actor),
    namesInFull: actor.permissions.has('person.view_name'),
    author: actor.displayName,
  }

  const jobId = context.newId()
  jobs.enqueue(db, { kind, projectId: actor.projectId, input, jobId })
  // The daily sheet has the names of colleagues alone.
  if (kind === 'export_receipts') noteExport(context, { kind, contents: namesShownTo(actor), file: { jobId } })
  context.afterCommit(() => jobs.wake())
  return { jobId: jobId as Id }
}
