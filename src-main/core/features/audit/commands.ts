import { basename } from 'node:path'

import { AppError } from '../../../../src-shared/kernel/app-error.ts'
import type { Id } from '../../../../src-shared/kernel/ids.ts'
import { delegatedJob } from '../../jobs/definition.ts'
import type { AnyJob } from '../../jobs/definition.ts'
import { handles } from '../../request/context.ts'
import type { Commands } from '../../request/context.ts'
import type { CoreDeps } from '../deps.ts'
import { namesShownTo, noteExport } from '../disclosure/index.ts'
import { noteLookup } from '../room/index.ts'
import type { AuditExport } from './export-task.ts'
import { loadChange, loadOperation } from './open-operation.ts'
import { isSealed, unseal } from './personal.ts'

export function auditCommands({ jobs, grants }: Pick<CoreDeps, 'jobs' | 'grants'>): Commands {
  return {
    'audit.reveal': handles('audit.reveal', (context, { seq, row, column, side, reason }) => {
      const { db, actor } = context
      if (!actor.permissions.has('audit.view')) throw new AppError('permission.denied', { permission: 'audit.view' })
      const change = loadChange(db, loadOperation(db, actor, seq), row)
      const value = change[side]?.[column]
      if (!isSealed(value)) throw new AppError('audit.nothing_sealed')

      noteLookup(context, { kind: 'reveal', field: column, person_id: change.rowId, reason })
      return { value: unseal(db, change.rowId, value) }
    }),

    'audit.verify': handles('audit.verify', (context) => {
      const jobId = context.newId()
      jobs.enqueue(context.db, { kind: 'verify_chain', projectId: context.actor.projectId, input: null, jobId })
      context.afterCommit(() => jobs.wake())
      return { jobId: jobId as Id }
    }),

    'audit.export': handles('audit.export', (context, { filter, grantId, language }) => {
      const { projectId, displayName, permissions } = context.actor
      const path = grants.pathOf(grantId, 'write')
      const asker = { author: displayName, permissions: [...permissions] }
      const input: AuditExport = { filter, projectId, grantId, path, language, ...asker }

      const jobId = context.newId()
      jobs.enqueue(context.db, { kind: 'export_audit', projectId, input, jobId })
      const contents = namesShownTo(context.actor)
      noteExport(context, { kind: 'export_audit', contents, file: { jobId } })
      context.afterCommit(() => jobs.wake())
      return { jobId: jobId as Id }
    }),
  }
}

export const auditJobs: readonly AnyJob[] = [
  delegatedJob<AuditExport>({
    kind: 'export_audit',
    priority: 40,
    run: async (context, input) => {
      const hooks = {
        signal: context.signal,
        onProgress: (done: number, total: number) => context.progress(done, total),
      }
      const { rows } = (await context.documents.run('audit.export', input, hooks)) as { readonly rows: number }
      return { rows, fileName: basename(input.path), grantId: input.grantId }
    },
  }),
]
