import { hot } from '../../db/read-handle.ts'
import { answers } from '../../request/context.ts'
import type { Output, Queries } from '../../request/context.ts'
import { importingJob } from '../import/index.ts'
import { OPENING_DRAFTS } from './draft-settings.ts'
import { openingRow, openingView } from './draft-view.ts'
import { explainOpening } from './explain-opening.ts'
import { OpeningDesk } from './plan-draft.ts'

type Postings = Output<'opening.list'>['postings']

const postings = hot<Omit<Postings[number], 'atWork'> & { atWork: number }>(
  `SELECT o.id AS openingId, o.file_name AS fileName, o.rooms, o.debts, o.paid_untils AS paidUntils, o.readings, run.state,
     run.total_fen AS totalFen, o.at AS postedAt, ifnull(u.display_name, '') AS postedBy, run.job_id AS jobId,
     EXISTS(SELECT 1 FROM job WHERE job.id = run.job_id AND job.state IN ('queued','running')) AS atWork
   FROM opening o JOIN bill_run run ON run.id = o.bill_run_id LEFT JOIN user u ON u.id = o.user_id
   WHERE o.project_id = ? ORDER BY o.at DESC, o.id DESC LIMIT 100`,
)
const goLive = hot<{ go_live_on: string | null }>('SELECT go_live_on FROM project WHERE id = ?')

export function openingQueries(): Queries {
  return {
    'opening.list': answers('opening.list', ({ db, actor, now }) => ({
      goLiveOn: (db.hotFirst(goLive, actor.projectId)?.go_live_on ?? null) as Output<'opening.list'>['goLiveOn'],
      drafts: OPENING_DRAFTS.list(db, actor.projectId, now).map(({ id, fileName, updatedAt }) => ({
        draftId: id as never,
        fileName,
        updatedAt,
      })),
      postings: db.hotAll(postings, actor.projectId).map((row) => ({ ...row, atWork: row.atWork === 1 })),
    })),
    'opening.explain': answers('opening.explain', (context, { lineId }) => ({
      explanation: explainOpening(context, lineId),
    })),
  }
}

export function openingReaderQueries(): Queries {
  const desk = new OpeningDesk()
  return {
    'opening.open': answers('opening.open', ({ db, actor, today }, { draftId }) => {
      const { projectId } = actor
      const draft = OPENING_DRAFTS.load(db, projectId, draftId)
      const facts = { draftId, fileName: draft.fileName, postingJobId: importingJob(db, draft), projectId }
      return openingView(db, desk.planned(db, { projectId, draftId, today }), facts)
    }),

    'opening.rows': answers('opening.rows', ({ db, actor, today }, { draftId, show, from, size }) => {
      const { rows } = desk.planned(db, { projectId: actor.projectId, draftId, today })
      const shown = show === 'all' ? rows : rows.filter(({ kind }) => kind === show)
      return { rows: shown.slice(from, from + size).map(openingRow), count: shown.length }
    }),
  }
}
