import { needsMending, scanDueCycles } from '../../../../src-shared/domain/billing/index.ts'
import { monthOf } from '../../../../src-shared/kernel/time.ts'
import type { Output, QueryContext } from '../../request/context.ts'
import { planMonth } from './plan-month.ts'

/** 漏单扫描: what is due by today and not billed, and how much of it was due before today. */
export function scanDue({ db, actor, today }: QueryContext): Output<'billing.due'> {
  const scope = { buildingId: null, roomId: null, extent: 'due' } as const
  const { plan, data, summary } = planMonth(db, { projectId: actor.projectId, month: monthOf(today), scope, today })
  const missed = Map.groupBy(
    scanDueCycles({ ...data.request, today }).filter((cycle) => cycle.missed),
    ({ roomId, itemId }) => `${roomId}|${itemId}`,
  )
  const isMissed = (line: (typeof plan.created)[number]): boolean =>
    (missed.get(`${line.key.roomId}|${line.key.itemId}`) ?? []).some(
      ({ cycle }) => cycle.fromOn <= line.fromOn && line.fromOn <= cycle.toOn,
    )
  const late = plan.created.filter(isMissed)
  return {
    lines: summary.createdCount,
    rooms: new Set(plan.created.map(({ key }) => key.roomId)).size,
    totalFen: summary.createdFen,
    missedLines: late.length,
    oldestOn: late.reduce<Output<'billing.due'>['oldestOn']>(
      (oldest, { fromOn }) => (oldest === null || fromOn < oldest ? fromOn : oldest),
      null,
    ),
    toMend: plan.skipped.filter(({ code }) => needsMending(code)).length,
  }
}
