import { basename } from 'node:path'

import { AppError } from '../../../../src-shared/kernel/app-error.ts'
import { hot } from '../../db/read-handle.ts'
import { handles, handlesPrepared } from '../../request/context.ts'
import type { Commands, Input, PrepareContext } from '../../request/context.ts'
import type { CoreDeps } from '../deps.ts'
import { requireNoRunUnderWay } from '../ledger/index.ts'
import type { ImportReadingsInput } from './import-job.ts'
import type { SheetView } from './plan-sheet.ts'
import { batchUse } from './undo-job.ts'
import type { SheetTask, SheetWork } from './workbook-tasks.ts'

const batchById = hot<{ state: string }>('SELECT state FROM meter_reading_batch WHERE id = ? AND project_id = ?')

/** 抄表单: read, looked at, taken in as one batch, taken back as one batch. */
export function sheetCommands({ documents, grants, jobs }: Pick<CoreDeps, 'documents' | 'grants' | 'jobs'>): Commands {
  const taskOf = ({ actor, today }: PrepareContext, asked: Input<'metering.read_sheet'>): SheetTask => ({
    projectId: actor.projectId,
    path: grants.pathOf(asked.grantId, 'read'),
    sheetIndex: asked.sheetIndex,
    readOn: asked.readOn,
    mapping: asked.mapping,
    today,
  })
  return {
    'metering.read_sheet': handlesPrepared('metering.read_sheet', {
      prepare: async (context, input) =>
        (await documents.run('metering.read_sheet', taskOf(context, input))) as SheetView,
      handle: (_context, _input, view) => view,
    }),

    'metering.import_sheet': handlesPrepared('metering.import_sheet', {
      async prepare(context, input) {
        const task = taskOf(context, input)
        const work = (await documents.run('metering.sheet_work', task)) as SheetWork
        return { task, fingerprint: work.fingerprint, readings: work.readings.length, memory: work.memory }
      },
      handle(context, input, { task, fingerprint, readings, memory }) {
        const { db, actor } = context
        if (fingerprint !== input.fingerprint) throw new AppError('metering.sheet_changed')
        if (readings === 0) throw new AppError('metering.nothing_to_import')
        requireNoRunUnderWay(db, actor.projectId)
        const batchId = context.newId()
        const jobId = context.newId()
        const fileName = basename(task.path)
        const batch = { id: batchId, project_id: actor.projectId, file_name: fileName, readings: 0, job_id: jobId }
        db.insert('meter_reading_batch', { ...batch, state: 'importing', user_id: actor.userId, at: context.now })
        const text = `INSERT INTO import_mapping(project_id, fingerprint, columns_json, used_at) VALUES(?,?,?,?)
          ON CONFLICT(project_id, fingerprint) DO UPDATE SET columns_json = excluded.columns_json, used_at = excluded.used_at`
        const titles = JSON.stringify(memory.titles)
        db.technical({ table: 'import_mapping', text }, actor.projectId, memory.fingerprint, titles, db.now)
        const job: ImportReadingsInput = { batchId, task, fingerprint }
        jobs.enqueue(db, { kind: 'import_readings', projectId: actor.projectId, input: job, jobId })
        context.afterCommit(() => jobs.wake())
        return { batchId: batchId as never, jobId: jobId as never }
      },
    }),

    'metering.undo_batch': handles('metering.undo_batch', (context, { batchId }) => {
      const { db, actor } = context
      const batch = db.hotFirst(batchById, batchId, actor.projectId)
      if (batch === null || batch.state !== 'imported') throw new AppError('metering.batch_gone')
      requireNoRunUnderWay(db, actor.projectId)
      const use = batchUse(db, batchId)
      if (use !== null) throw new AppError('metering.batch_used', use)
      // From now on nothing is billed of them: a run that is asked for meanwhile would be done before the job.
      db.update('meter_reading_batch', batchId, { state: 'undoing' })
      db.emit('metering.changed', { meterIds: [] })
      const jobId = context.newId()
      jobs.enqueue(db, { kind: 'undo_readings', projectId: actor.projectId, input: { batchId }, jobId })
      context.afterCommit(() => jobs.wake())
      return { jobId: jobId as never }
    }),
  }
}
