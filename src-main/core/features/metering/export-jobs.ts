import { basename } from 'node:path'

import type { Id } from '../../../../src-shared/kernel/ids.ts'
import type { Month } from '../../../../src-shared/kernel/time.ts'
import { delegatedJob } from '../../jobs/definition.ts'
import type { AnyJob } from '../../jobs/definition.ts'
import { handles } from '../../request/context.ts'
import type { Commands } from '../../request/context.ts'
import type { CoreDeps } from '../deps.ts'
import type { MeterFilter } from './meter-list.ts'
import type { Seeing } from './scope.ts'
import type { SheetLanguage } from './sheet-texts.ts'

export interface MeterFileInput {
  readonly language: SheetLanguage
  readonly grantId: string
  readonly path: string
  /** The asker as of the command: the file holds what the screen would show. */
  readonly asker: Seeing & { readonly displayName: string }
}
export interface ExportMetersInput extends MeterFileInput {
  readonly filter: MeterFilter
}
export interface ReadingSheetInput extends MeterFileInput {
  readonly month: Month
  readonly route: string | null
}

const PRIORITY = 40

export function exportCommands({ jobs, grants }: Pick<CoreDeps, 'jobs' | 'grants'>): Commands {
  return {
    'metering.export': handles('metering.export', (context, { filter, grantId, language }) => {
      const { projectId, buildingIds, displayName } = context.actor
      const path = grants.pathOf(grantId, 'write')
      const input: ExportMetersInput = {
        filter,
        language,
        grantId,
        path,
        asker: { projectId, buildingIds, displayName },
      }
      const jobId = context.newId()
      jobs.enqueue(context.db, { kind: 'export_meters', projectId, input, jobId })
      context.afterCommit(() => jobs.wake())
      return { jobId: jobId as Id }
    }),

    'metering.export_sheet': handles('metering.export_sheet', (context, { month, route, grantId, language }) => {
      const { projectId, buildingIds, displayName } = context.actor
      const path = grants.pathOf(grantId, 'write')
      const asker = { projectId, buildingIds, displayName }
      const input: ReadingSheetInput = { month, route, language, grantId, path, asker }
      const jobId = context.newId()
      jobs.enqueue(context.db, { kind: 'export_reading_sheet', projectId, input, jobId })
      context.afterCommit(() => jobs.wake())
      return { jobId: jobId as Id }
    }),
  }
}

function fileJob(kind: 'export_meters' | 'export_reading_sheet', task: string): AnyJob {
  return delegatedJob<MeterFileInput>({
    kind,
    priority: PRIORITY,
    async run(context, input) {
      const hooks = {
        signal: context.signal,
        onProgress: (done: number, total: number) => context.progress(done, total),
      }
      const { rows } = (await context.documents.run(task, input, hooks)) as { readonly rows: number }
      return { rows, fileName: basename(input.path), grantId: input.grantId }
    },
  })
}

export const exportMeters = fileJob('export_meters', 'metering.export')
export const exportReadingSheet = fileJob('export_reading_sheet', 'metering.write_sheet')
