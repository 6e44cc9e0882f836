import type { Fen } from '../../kernel/money.ts'
import type { LocalDate } from '../../kernel/time.ts'
import type { ExclusionKind, SharePool, ShareRequest, ShareScope, ShareWeight } from './model.ts'
import type { SharePlan } from './plan-share.ts'
import { sumShare } from './plan-share.ts'

/** What was taken out, in the measure of the pool. */
export interface PublishedExclusion {
  readonly kind: ExclusionKind
  readonly usageE3: number | null
  readonly amountFen: Fen | null
}

/**
 * 公示表 (X13): usage, price, amount and method, and every room's part (杭州 54). Room codes only: names and payers are nobody's
 * business on a notice board.
 */
export interface PublicationSheet {
  readonly fromOn: LocalDate
  readonly toOn: LocalDate
  readonly poolKind: SharePool['kind']
  /** Before and after the checklist; `null` when the pool is an amount. */
  readonly wholeUsageE3: number | null
  readonly usageE3: number | null
  readonly priceE6: number | null
  readonly wholeFen: Fen
  readonly poolFen: Fen
  /** Borne by the company (物业公司承担). */
  readonly companyFen: Fen
  readonly exclusions: readonly PublishedExclusion[]
  readonly scope: ShareScope
  readonly weight: ShareWeight
  readonly weightSum: number
  readonly developerFen: Fen
  /** Parts for which no payer is entered. */
  readonly unpaidFen: Fen
  readonly rows: readonly { readonly roomCode: string; readonly weight: number; readonly amountFen: Fen }[]
}

export function publishShare(request: ShareRequest, plan: SharePlan): PublicationSheet {
  const { pool } = request
  const { developerFen, unpaidFen } = sumShare(plan)
  return {
    fromOn: request.fromOn,
    toOn: request.toOn,
    poolKind: pool.kind,
    wholeUsageE3: pool.kind === 'amount' ? null : pool.usageE3,
    usageE3: plan.pool.usageE3,
    priceE6: pool.kind === 'amount' ? null : pool.priceE6,
    wholeFen: plan.pool.wholeFen,
    poolFen: plan.pool.poolFen,
    companyFen: plan.pool.companyFen,
    exclusions: exclusionsOf(pool),
    scope: request.scope,
    weight: request.weight,
    weightSum: plan.weightSum,
    developerFen,
    unpaidFen,
    rows: plan.rows.map(({ roomCode, weight, amountFen }) => ({ roomCode, weight, amountFen })),
  }
}

function exclusionsOf(pool: SharePool): PublishedExclusion[] {
  if (pool.kind === 'amount') return pool.exclusions.map((one) => ({ ...one, usageE3: null }))
  return pool.exclusions.map((one) => ({ ...one, amountFen: null }))
}
