import { sumFen } from '../../../../src-shared/kernel/money.ts'
import { sumShare } from '../../../../src-shared/domain/share/index.ts'
import { answers } from '../../request/context.ts'
import type { Output, Queries } from '../../request/context.ts'
import { planPool } from './plan-share.ts'
import type { PlannedShare } from './plan-share.ts'
import { listPools } from './pool-rows.ts'

export function shareQueries(): Queries {
  return { 'share.pools': answers('share.pools', ({ db, actor }) => listPools(db, actor.projectId)) }
}

export function shareReaderQueries(): Queries {
  return {
    'share.preview': answers('share.preview', ({ db, actor }, asked) => viewOf(planPool(db, actor.projectId, asked))),
  }
}

function viewOf({ plan, fingerprint }: PlannedShare): Output<'share.preview'> {
  const { ownersFen, developerFen, unpaidFen, lineCount } = sumShare(plan)
  const { usageE3, wholeFen, poolFen, companyFen } = plan.pool
  return {
    usageE3,
    wholeFen,
    poolFen,
    companyFen,
    weightSum: plan.weightSum,
    ownersFen,
    developerFen,
    unpaidFen,
    lines: lineCount,
    rows: plan.rows.map(({ roomCode, weight, amountFen, lines, skipped }) => ({
      roomCode,
      weight,
      amountFen,
      developerFen: sumFen(
        lines.filter(({ payer }) => payer === 'developer'),
        (line) => line.amountFen,
      ),
      reason: skipped[0]?.code ?? null,
    })),
    fingerprint,
  }
}
