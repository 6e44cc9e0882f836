import { FEATURES } from '../../../../src-shared/domain/access/features.ts'
import type { Feature } from '../../../../src-shared/domain/access/features.ts'
import { AppError } from '../../../../src-shared/kernel/app-error.ts'
import { hot } from '../../db/read-handle.ts'
import type { ReadHandle } from '../../db/read-handle.ts'
import type { ProjectTable } from '../../db/tables.ts'
import type { Output } from '../../request/context.ts'

const projectOf = hot<ProjectTable>('SELECT * FROM project WHERE id = ? AND ended_on IS NULL')
const switchedOn = hot<{ feature: string }>('SELECT feature FROM feature_switch WHERE project_id = ? AND enabled = 1')

/**
 * `on` are the features that the file has switched on.
 * @throws AppError `record.not_found`
 */
export function projectView(db: ReadHandle, projectId: string, on: ReadonlySet<Feature>): Output<'project.current'> {
  const project = db.hotFirst(projectOf, projectId)
  if (project === null) throw new AppError('record.not_found', { what: 'project' })
  return {
    id: project.id,
    code: project.code,
    name: project.name,
    communityKind: project.community_kind,
    payeeName: project.payee_name,
    goLiveOn: project.go_live_on,
    features: FEATURES.map((feature) => ({ feature, enabled: on.has(feature) })),
  } as unknown as Output<'project.current'>
}

export function featuresOn(db: ReadHandle, projectId: string): ReadonlySet<Feature> {
  const on = new Set(db.hotAll(switchedOn, projectId).map(({ feature }) => feature))
  return new Set(FEATURES.filter((feature) => on.has(feature)))
}
