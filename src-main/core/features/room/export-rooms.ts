import { basename } from 'node:path'

import { fillLabel } from '../../../../src-shared/domain/document/labels.ts'
import type { Id } from '../../../../src-shared/kernel/ids.ts'
import { localDateOf } from '../../../../src-shared/kernel/time.ts'
import { hot } from '../../db/read-handle.ts'
import { delegatedJob } from '../../jobs/definition.ts'
import type { AnyJob } from '../../jobs/definition.ts'
import { handles } from '../../request/context.ts'
import type { Actor, Commands } from '../../request/context.ts'
import { documentTask } from '../../workers/document-tasks.ts'
import type { DocumentContext, DocumentTasks } from '../../workers/document-tasks.ts'
import { writeWorkbook } from '../../workers/documents/excel/index.ts'
import type { CoreDeps } from '../deps.ts'
import { writingChosenFile } from '../job/index.ts'
import type { RoomFilter } from './list-filter.ts'
import { listRooms } from './room-list.ts'
import { roomSheet } from './room-sheet.ts'
import { roomSheetTexts } from './sheet-texts.ts'
import type { SheetLanguage } from './sheet-texts.ts'

interface ExportInput {
  readonly filter: RoomFilter
  readonly language: SheetLanguage
  readonly grantId: string
  readonly path: string
  /** The asker as of the command: the file holds what the screen would show. */
  readonly asker: Pick<Actor, 'projectId' | 'buildingIds' | 'displayName'> & { readonly permissions: readonly string[] }
}
interface Exported {
  readonly rows: number
}

const PRIORITY = 40
const projectName = hot<{ name: string }>('SELECT name FROM project WHERE id = ?')

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

export const exportTasks: DocumentTasks = {
  'room.export': documentTask<ExportInput, Exported>(async (context, input) => {
    const { db, clock, signal } = context
    const { asker, filter } = input
    const actor = { ...asker, permissions: new Set(asker.permissions) as Actor['permissions'] }
    const today = localDateOf(clock.now())
    const listed = listRooms(db, { actor, today, filter, sort: { key: 'code', direction: 'asc' } })
    const texts = roomSheetTexts(input.language)
    const project = db.hotFirst(projectName, asker.projectId)?.name ?? ''
    const titleLines = [texts.sheet.title, fillLabel(texts.sheet.subtitle, { project, date: today, count: listed.rows.length }), texts.sheet.definition]
    const sheet = roomSheet({ db, actor, today }, { rows: listed.rows, texts, titleLines })
    await writingChosenFile(() =>
      writeWorkbook({
        path: input.path,
        author: asker.displayName,
        madeAt: clock.now(),
        signal,
        sheets: [sheet],
        print: { orientation: 'landscape', footer: texts.page },
        onProgress: (done) => progress(context, done, listed.rows.length),
      }),
    )
    return { rows: listed.rows.length }
  }),
}

function progress(context: DocumentContext, done: number, total: number): void {
  context.onProgress(Math.min(done, total), total)
}
