import { decideGoLive, decideSwitch } from '../../../../src-shared/domain/project/index.ts'
import { AppError, orThrow } from '../../../../src-shared/kernel/app-error.ts'
import { invariant } from '../../../../src-shared/kernel/assert.ts'
import type { LocalDate } from '../../../../src-shared/kernel/time.ts'
import { hot } from '../../db/read-handle.ts'
import type { ReadHandle } from '../../db/read-handle.ts'
import { handles } from '../../request/context.ts'
import type { CommandContext, Commands } from '../../request/context.ts'
import { LINE_IS_STANDING, requireNoRunUnderWay } from '../ledger/index.ts'
import type { CoreDeps } from '../deps.ts'
import { insertProject } from './insert-project.ts'
import { featuresOn, projectView } from './project-view.ts'

const byCode = hot<{ id: string }>('SELECT id FROM project WHERE code = ?')
const administrator = hot<{ id: string }>("SELECT id FROM role WHERE code = 'administrator'")
const goLive = hot<{ go_live_on: LocalDate | null }>('SELECT go_live_on FROM project WHERE id = ?')
const firstLine = hot<{
  from_on: LocalDate
}>(`SELECT r.from_on FROM receivable r WHERE r.project_id = ? AND ${LINE_IS_STANDING}
  AND NOT EXISTS(SELECT 1 FROM bill_run opened WHERE opened.id = r.bill_run_id AND opened.kind = 'opening')
  ORDER BY r.month, r.from_on LIMIT 1`)

const opened = hot<{ file_name: string }>(`SELECT o.file_name FROM opening o
  JOIN bill_run run ON run.id = o.bill_run_id AND run.state IN ('generating','posted','undoing') WHERE o.project_id = ? LIMIT 1`)

export function projectCommands({ sessions }: Pick<CoreDeps, 'sessions'>): Commands {
  /** Sessions carry the projects and switches of their user; pages ask for theirs anew. */
  function changed(context: CommandContext, projectId: string): void {
    context.db.emit('project.changed', { projectId })
    context.afterCommit(() => sessions.forget())
  }

  return {
    'project.create': handles('project.create', (context, input) => {
      const { db, actor } = context
      const role = db.hotFirst(administrator)
      invariant(role !== null, 'the administrator is a preset role')

      if (db.hotFirst(byCode, input.code) !== null)
        throw new AppError('project.code_taken', { code: input.code }, 'code')

      const projectId = insertProject(db, input)
      const assignment = {
        user_id: actor.userId,
        project_id: projectId,
        role_id: role.id,
        building_ids_json: null,
        ended_at: null,
      }
      db.insert('user_role', { id: context.newId(), ...assignment })
      db.emit('session.changed', { userId: actor.userId })
      changed(context, projectId)
      return { projectId: projectId as never }
    }),

    'project.update': handles('project.update', (context, input) => {
      const { db, actor } = context
      if (input.goLiveOn !== goLiveDay(db, actor.projectId)) requireGoLiveFree(db, actor.projectId)
      const firstBilledOn = firstBilledDay(db, actor.projectId)

      orThrow(decideGoLive(input.goLiveOn, firstBilledOn))

      const { name, payeeName, goLiveOn } = input
      db.update('project', actor.projectId, { name, payee_name: payeeName, go_live_on: goLiveOn })
      changed(context, actor.projectId)
      return projectView(db, actor.projectId, featuresOn(db, actor.projectId))
    }),

    'project.switch_feature': handles('project.switch_feature', (context, { feature, enabled }) => {
      const { db, actor } = context
      const on = featuresOn(db, actor.projectId)

      orThrow(decideSwitch({ feature, enabled, on }))

      db.setFeature(actor.projectId, feature, enabled ? 1 : 0)
      changed(context, actor.projectId)
      return projectView(db, actor.projectId, featuresOn(db, actor.projectId))
    }),
  }
}

function goLiveDay(db: ReadHandle, projectId: string): LocalDate | null {
  return db.hotFirst(goLive, projectId)?.go_live_on ?? null
}

function firstBilledDay(db: ReadHandle, projectId: string): LocalDate | null {
  return db.hotFirst(firstLine, projectId)?.from_on ?? null
}

/** What was owed before the day, and what is billed from it, are parted by it. @throws AppError `billing.run_under_way` | `project.opening_posted` */
function requireGoLiveFree(db: ReadHandle, projectId: string): void {
  requireNoRunUnderWay(db, projectId)
  const opening = db.hotFirst(opened, projectId)
  if (opening !== null) throw new AppError('project.opening_posted', { fileName: opening.file_name }, 'goLiveOn')
}
