import { hot } from '../../db/read-handle.ts'
import { answers } from '../../request/context.ts'
import type { Output, Queries } from '../../request/context.ts'
import { loadHolidayYears } from '../standard/index.ts'
import { explainLine } from './explain.ts'
import { listOneOffs } from './one-off.ts'
import { loadRunSettings } from './run-settings.ts'

type RunView = Output<'billing.runs'>['runs'][number]
interface RunRow {
  readonly id: string
  readonly month: string
  readonly state: RunView['state']
  readonly created: number
  readonly existing: number
  readonly skipped: number
  readonly total_fen: number
  readonly started_at: number
  readonly display_name: string | null
  readonly job_id: string | null
  readonly kind: RunView['kind']
  readonly scope_json: string
  readonly started_by: string
  readonly checker: string | null
  readonly at_work: number
}
const runs =
  hot<RunRow>(`SELECT run.id, run.month, run.state, run.created, run.existing, run.skipped, run.total_fen, run.started_at, run.job_id, run.kind, run.scope_json,
  run.started_by, u.display_name, checker.display_name AS checker,
  EXISTS(SELECT 1 FROM job WHERE job.id = run.job_id AND job.state IN ('queued','running')) AS at_work
  FROM bill_run run LEFT JOIN user u ON u.id = run.started_by LEFT JOIN user checker ON checker.id = run.checked_by
  WHERE run.project_id = ? AND run.kind NOT IN ('one_off','opening','correction') ORDER BY run.started_at DESC, run.id DESC LIMIT 200`)

export function billingQueries(): Queries {
  return {
    'billing.runs': answers('billing.runs', ({ db, actor }) => ({
      runs: db.hotAll(runs, actor.projectId).map(
        (row) =>
          ({
            runId: row.id,
            month: row.month,
            kind: row.kind,
            scope: JSON.parse(row.scope_json) as RunView['scope'],
            mayCheck:
              row.state === 'submitted' && row.started_by !== actor.userId && actor.permissions.has('billing.run'),
            checkedBy: row.checker,
            state: row.state,
            created: row.created,
            existing: row.existing,
            skipped: row.skipped,
            totalFen: row.total_fen,
            startedAt: row.started_at,
            startedBy: row.display_name ?? '',
            jobId: row.job_id,
            atWork: row.at_work === 1,
          }) as RunView,
      ),
    })),
    'billing.one_offs': answers('billing.one_offs', (context) => listOneOffs(context)),
    'billing.settings': answers('billing.settings', ({ db, actor }) => ({
      ...loadRunSettings(db, actor.projectId),
      holidays: loadHolidayYears(db, actor.projectId) as Output<'billing.settings'>['holidays'],
    })),
    'billing.explain': answers('billing.explain', (context, { lineId }) => explainLine(context, lineId)),
  }
}
