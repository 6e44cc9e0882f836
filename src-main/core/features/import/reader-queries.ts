import { answers } from '../../request/context.ts'
import type { Queries } from '../../request/context.ts'
import { importingJob, loadDraft } from './draft-rows.ts'
import { rowViewOf, rowsShown, viewOf } from './draft-view.ts'
import { sightOf } from './known-values.ts'
import { PlanDesk } from './plan-draft.ts'

export function importReaderQueries(): Queries {
  const desk = new PlanDesk()
  return {
    'import.open': answers('import.open', ({ db, actor }, { draftId }) => {
      const draft = loadDraft(db, actor.projectId, draftId)
      const facts = { draftId, fileName: draft.fileName, importingJobId: importingJob(db, draft) }
      return viewOf(facts, desk.planned(db, actor.projectId, draftId))
    }),

    'import.rows': answers('import.rows', ({ db, actor }, { draftId, show, from, size }) => {
      const { plan } = desk.planned(db, actor.projectId, draftId)
      const rows = plan === null ? [] : rowsShown(plan, show)
      return { rows: rows.slice(from, from + size).map((row) => rowViewOf(row, sightOf(actor))), count: rows.length }
    }),
  }
}
