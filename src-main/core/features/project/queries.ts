import { answers } from '../../request/context.ts'
import type { Queries } from '../../request/context.ts'
import { projectView } from './project-view.ts'

export function projectQueries(): Queries {
  return {
    'project.current': answers('project.current', ({ db, actor }) => projectView(db, actor.projectId, actor.features)),
  }
}
