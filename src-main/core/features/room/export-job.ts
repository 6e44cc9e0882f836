import { basename } from 'node:path'

import type { Id } from '../../../../src-shared/kernel/ids.ts'
import { delegatedJob } from '../../jobs/definition.ts'
import type { AnyJob } from '../../jobs/definition.ts'
import { handles } from '../../request/context.ts'
import type { Commands } from '../../request/context.ts'
import type { CoreDeps } from '../deps.ts'
import type { Exported, ExportInput } from './export-input.ts'

const PRIORITY = 40

export function exportCommand({ jobs, grants }: Pick<CoreDeps, 'jobs' | 'grants'>): Commands {
  return {
    'room.export': handles('room.export', (context, { filter, grantId, language }) => {
      const { projectId, buildingIds, displayName, permissions } = context.actor
      const asker = { projectId, buildingIds, displayName, permissions: [...permissions] }
      const input: ExportInput = { filter, language, grantId, path: grants.pathOf(grantId, 'write'), asker }

      const jobId = context.newId()
      jobs.enqueue(context.db, { kind: 'export_rooms', projectId, input, jobId })
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
