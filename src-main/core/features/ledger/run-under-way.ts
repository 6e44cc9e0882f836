import { AppError } from '../../../../src-shared/kernel/app-error.ts'
import { hot } from '../../db/read-handle.ts'
import type { ReadHandle } from '../../db/read-handle.ts'

const generating = hot<{ month: string }>(
  "SELECT month FROM bill_run WHERE project_id = ? AND state = 'generating' LIMIT 1",
)
const anyAtWork = hot<{ month: string }>(
  "SELECT month FROM bill_run WHERE project_id = ? AND state IN ('generating','undoing') LIMIT 1",
)

/**
 * A run is planned once and written in chunks: what its lines are computed from (prices, bindings, areas, owners, the go-live day)
 * must not change until it is posted, or the run would post amounts that the records no longer give.
 * @throws AppError `billing.run_under_way`
 */
export function requireNoRunUnderWay(db: ReadHandle, projectId: string): void {
  refuse(db.hotFirst(generating, projectId))
}

/**
 * For whoever begins a run: one that is taken back holds its months too until it is gone, as planning beside it would count its
 * lines half.
 * @throws AppError `billing.run_under_way`
 */
export function requireNoOtherRun(db: ReadHandle, projectId: string): void {
  refuse(db.hotFirst(anyAtWork, projectId))
}

function refuse(run: { readonly month: string } | null): void {
  if (run !== null) throw new AppError('billing.run_under_way', { month: run.month })
}
