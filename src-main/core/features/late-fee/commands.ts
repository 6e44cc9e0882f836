import type { Id } from '../../../../src-shared/kernel/ids.ts'
import { handles } from '../../request/context.ts'
import type { Commands } from '../../request/context.ts'
import type { CoreDeps } from '../deps.ts'
import type { ClaimsSheetInput } from './claims-job.ts'
import { addFreeze, endFreeze } from './freezes.ts'
import { removeRule, saveRule } from './save-rule.ts'
import { loadEnteredLpr, saveEnteredLpr, saveLateFeeSettings } from './settings.ts'

export function lateFeeCommands({ jobs, grants }: Pick<CoreDeps, 'jobs' | 'grants'>): Commands {
  return {
    'late_fee.save_rule': handles('late_fee.save_rule', saveRule),
    'late_fee.remove_rule': handles('late_fee.remove_rule', removeRule),
    'late_fee.freeze': handles('late_fee.freeze', addFreeze),
    'late_fee.end_freeze': handles('late_fee.end_freeze', endFreeze),

    'late_fee.save_settings': handles('late_fee.save_settings', ({ db, actor }, settings) => {
      saveLateFeeSettings(db, actor.projectId, settings)
      db.emit('late_fee.changed', { roomIds: [] })
      return settings
    }),

    'late_fee.save_lpr': handles('late_fee.save_lpr', ({ db, actor }, { fromOn, ratePpm }) => {
      const others = loadEnteredLpr(db, actor.projectId).filter((rate) => rate.fromOn !== fromOn)
      saveEnteredLpr(db, actor.projectId, [...others, { fromOn, ratePpm }])
      db.emit('late_fee.changed', { roomIds: [] })
      return { fromOn }
    }),

    'late_fee.export_claims': handles('late_fee.export_claims', (context, { on, grantId, language }) => {
      const { db, actor } = context
      const path = grants.pathOf(grantId, 'write')
      const jobId = context.newId()
      const { projectId, displayName: author } = actor
      const input: ClaimsSheetInput = { on, path, grantId, language, projectId, author }
      jobs.enqueue(db, { kind: 'export_late_fees', projectId, input, jobId })
      context.afterCommit(() => jobs.wake())
      return { jobId: jobId as Id }
    }),
  }
}
