import { basename } from 'node:path'

import { AppError } from '../../../../src-shared/kernel/app-error.ts'
import { addMonths, lastDayOf, monthOf } from '../../../../src-shared/kernel/time.ts'
import { hot } from '../../db/read-handle.ts'
import { delegatedJob } from '../../jobs/definition.ts'
import type { AnyJob } from '../../jobs/definition.ts'
import { handles, handlesPrepared } from '../../request/context.ts'
import type { CommandContext, Commands, Input } from '../../request/context.ts'
import type { CoreDeps } from '../deps.ts'
import { beginRun, requireNoOtherRun } from '../ledger/index.ts'
import { requireNoBatchUndoing, setDeveloperRoom } from '../metering/index.ts'
import { insertPoolItem, renamePoolItem } from './pool-item.ts'
import { loadPool } from './pool-rows.ts'
import type { PublishShareInput, ShareWork } from './publish-job.ts'
import { storedScope } from './pool-scope.ts'
import type { ShareSheetInput } from './share-sheet.ts'

const nameTaken = hot<{ id: string }>('SELECT id FROM share_pool WHERE project_id = ? AND name = ?')
const meterByCode = hot<{ id: string; room: string | null }>(
  `SELECT meter.id, room.code AS room FROM meter LEFT JOIN room ON room.id = meter.room_id
   WHERE meter.project_id = ? AND meter.code = ? AND meter.ended_on IS NULL`,
)
const otherPool = hot<{ name: string }>(`SELECT pool.name FROM share_pool pool, json_each(pool.meter_ids_json) counted
  WHERE pool.project_id = ? AND counted.value = ? AND pool.id IS NOT ? AND pool.ended_on IS NULL LIMIT 1`)
const roomByCode = hot<{ id: string }>('SELECT id FROM room WHERE project_id = ? AND code = ? AND ended_on IS NULL')
const shared = hot<{ from_on: string; to_on: string }>(`SELECT own.from_on, own.to_on FROM share_run own
  JOIN bill_run run ON run.id = own.bill_run_id AND run.state IN ('generating','posted','undoing')
  WHERE own.share_pool_id = ? AND own.from_on <= ? AND own.to_on >= ? LIMIT 1`)
const runOf = hot<{ id: string }>('SELECT id FROM share_run WHERE id = ? AND project_id = ?')

export function shareCommands({ jobs, documents, grants }: Pick<CoreDeps, 'jobs' | 'documents' | 'grants'>): Commands {
  return {
    'share.save_pool': handles('share.save_pool', savePool),

    'share.set_developer': handles('share.set_developer', ({ db, actor }, { roomCode }) => {
      const room = roomCode === null ? null : db.hotFirst(roomByCode, actor.projectId, roomCode)
      if (roomCode !== null && room === null) throw new AppError('share.room_unknown', { code: roomCode }, 'roomCode')
      setDeveloperRoom(db, actor.projectId, room?.id ?? null)
      db.emit('share.changed', { poolIds: [] })
      return { roomCode }
    }),

    'share.publish': handlesPrepared('share.publish', {
      // Planned away from core's thread; the job plans again and compares, so that nothing rests on this reading.
      prepare: async ({ actor, today }, { fingerprint: _, ...asked }) => {
        const task = { projectId: actor.projectId, runId: null, asked, today }
        const { fingerprint, lines, sheet, meters } = (await documents.run('share.plan_work', task)) as ShareWork
        return { fingerprint, lines: lines.length, sheet, meters }
      },
      handle(context, { fingerprint, ...asked }, plan) {
        const { db, actor } = context
        const { poolId, fromOn, toOn } = asked
        const pool = loadPool(db, actor.projectId, poolId)
        // Nobody knows yet what the common parts will cost later than that.
        const lastOn = lastDayOf(addMonths(monthOf(context.today), 1))
        if (toOn > lastOn) throw new AppError('share.days_too_far', { lastOn }, 'toOn')
        requireNoOtherRun(db, actor.projectId)
        requireNoBatchUndoing(db, actor.projectId)
        const before = db.hotFirst(shared, pool.id, toOn, fromOn)
        if (before !== null) throw new AppError('share.already_shared', { fromOn: before.from_on, toOn: before.to_on })
        if (plan.fingerprint !== fingerprint) throw new AppError('billing.plan_changed')
        if (plan.lines === 0) throw new AppError('billing.nothing_to_create')
        const jobId = context.newId()
        const month = monthOf(toOn)
        const runId = beginRun(db, {
          ...{ projectId: actor.projectId, month, kind: 'share', scope: { buildingId: null, roomId: null } },
          ...{ state: 'generating', jobId, lines: 0, totalFen: 0 },
        })
        const shareRunId = context.newId()
        db.insert('share_run', {
          id: shareRunId,
          project_id: actor.projectId,
          share_pool_id: pool.id,
          bill_run_id: runId,
          from_on: fromOn,
          to_on: toOn,
          sheet_json: JSON.stringify(plan.sheet),
          user_id: actor.userId,
          at: context.now,
        })
        const of = { project_id: actor.projectId, share_run_id: shareRunId }
        const locked = plan.meters.map((meter) => ({ id: context.newId(), ...of, ...meter }))
        db.insertMany('share_meter', locked)
        const input: PublishShareInput = { runId, month, fingerprint, asked, today: context.today }
        jobs.enqueue(db, { kind: 'publish_share', projectId: actor.projectId, input, jobId })
        db.emit('share.changed', { poolIds: [pool.id] })
        context.afterCommit(() => jobs.wake())
        return { runId: runId as never, jobId: jobId as never }
      },
    }),

    'share.export_sheet': handles('share.export_sheet', (context, { runId, grantId, language }) => {
      const { db, actor } = context
      if (db.hotFirst(runOf, runId, actor.projectId) === null) throw new AppError('share.run_not_found')
      const path = grants.pathOf(grantId, 'write')
      const jobId = context.newId()
      const input: ShareSheetInput = {
        runId,
        path,
        grantId,
        language,
        projectId: actor.projectId,
        author: actor.displayName,
      }
      jobs.enqueue(db, { kind: 'export_share', projectId: actor.projectId, input, jobId })
      context.afterCommit(() => jobs.wake())
      return { jobId: jobId as never }
    }),
  }
}

function savePool(context: CommandContext, input: Input<'share.save_pool'>) {
  const { db, actor } = context
  const { poolId, name, kind } = input
  const holder = db.hotFirst(nameTaken, actor.projectId, name)
  if (holder !== null && holder.id !== poolId) throw new AppError('share.name_taken', { name }, 'name')
  const meterIds = metersOf(context, input)
  const columns = {
    name,
    kind,
    meter_ids_json: JSON.stringify(meterIds),
    price_e6: input.priceE6,
    scope_json: JSON.stringify(storedScope(context, input.scope)),
    weight_json: JSON.stringify(input.weight),
  }
  if (poolId !== null) {
    const pool = loadPool(db, actor.projectId, poolId)
    if (pool.version !== input.version) throw new AppError('record.changed', { what: 'share_pool' })
    renamePoolItem(db, pool, name)
    db.update('share_pool', poolId, { ...columns, version: pool.version + 1 })
    db.emit('share.changed', { poolIds: [poolId] })
    return { poolId }
  }
  const id = context.newId()
  const of = insertPoolItem(context, name)
  db.insert('share_pool', { id, project_id: actor.projectId, ...columns, ...of, version: 1, ended_on: null })
  db.emit('share.changed', { poolIds: [id] })
  return { poolId: id as never }
}

/** Each meter is counted once: by the home that it hangs in, or by one pool. */
function metersOf({ db, actor }: CommandContext, input: Input<'share.save_pool'>): string[] {
  const { kind, meterCodes, poolId } = input
  if ((kind === 'amount') !== (meterCodes.length === 0)) throw new AppError('share.meters_wrong', {}, 'meterCodes')
  return meterCodes.map((code) => {
    const meter = db.hotFirst(meterByCode, actor.projectId, code)
    if (meter === null) throw new AppError('share.meter_unknown', { code }, 'meterCodes')
    if (meter.room !== null) throw new AppError('share.meter_of_home', { code, room: meter.room }, 'meterCodes')
    const other = db.hotFirst(otherPool, actor.projectId, meter.id, poolId)
    if (other !== null) throw new AppError('share.meter_in_pool', { code, pool: other.name }, 'meterCodes')
    return meter.id
  })
}

/** 公示表: written by the documents worker. */
export const exportShare: AnyJob = delegatedJob<ShareSheetInput>({
  kind: 'export_share',
  priority: 40,
  async run(context, input) {
    const hooks = { signal: context.signal, onProgress: (done: number, total: number) => context.progress(done, total) }
    const { rows } = (await context.documents.run('share.write_sheet', input, hooks)) as { readonly rows: number }
    return { rows, fileName: basename(input.path), grantId: input.grantId }
  },
})
