import { basename } from 'node:path'

import type { Id } from '../../../../src-shared/kernel/ids.ts'
import { delegatedJob } from '../../jobs/definition.ts'
import type { AnyJob } from '../../jobs/definition.ts'
import { handles } from '../../request/context.ts'
import type { Commands } from '../../request/context.ts'
import { requireApproval } from '../approval/index.ts'
import type { CoreDeps } from '../deps.ts'
import { namesShownTo, noteExport } from '../disclosure/index.ts'
import { assessExport, exportContactsKind, rightsOfFile } from './export-contacts.ts'
import type { Exported, ExportInput } from './export-input.ts'

const PRIORITY = 40

export function exportCommand({ jobs, grants }: Pick<CoreDeps, 'jobs' | 'grants'>): Commands {
  return {
    'room.export': handles('room.export', (context, { filter, grantId, language, contacts }) => {
      const { actor } = context
      const { projectId, buildingIds, displayName } = actor
      const path = grants.pathOf(grantId, 'write')
      const assessment = assessExport(context, { filter, contacts })

      const approvedBy = requireApproval(context, { kind: exportContactsKind, operation: 'room.export', assessment })

      const asker = { projectId, buildingIds, displayName, permissions: rightsOfFile(actor, contacts) }
      const input: ExportInput = { filter, language, grantId, path, asker }

      const jobId = context.newId()
      jobs.enqueue(context.db, { kind: 'export_rooms', projectId, input, jobId })
      const contents = contacts === 'full' ? 'contacts' : namesShownTo(actor)
      noteExport(context, { kind: 'export_rooms', contents, approvedBy, file: { jobId } })
      context.afterCommit(() => jobs.wake())
      return { jobId: jobId as Id }
    }),
  }
}

/** 导出房屋: all rows that the list holds, in its order, written by the documents worker. */
export const exportJob: AnyJob = delegatedJob<ExportInput>({
  kind: 'export_rooms',
  priority: PRIORITY,
  async run(context, input) {
    const hooks = { signal: context.signal, onProgress: (done: number, total: number) => context.progress(done, total) }
    const { rows } = (await context.documents.run('room.export', input, hooks)) as Exported
    return { rows, fileName: basename(input.path), grantId: input.grantId }
  },
})
