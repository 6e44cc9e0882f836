import { assertNever, invariant } from '../../kernel/assert.ts'
import type { Fen } from '../../kernel/money.ts'
import type { UsageOrigin } from '../meter/index.ts'
import { addUsages, usageOf } from '../meter/index.ts'
import type { ExplainedUsage, RegisterUsage, UsageCharge } from '../tariff/index.ts'
import { chargeAmount, totalUsageE3 } from '../tariff/index.ts'

/**
 * 计算依据 of a usage line (R0-3), as data that is stored with the line: how every meter came to its usage, and how the usage became
 * money. `recomputeUsage` reads nothing else.
 */
export interface UsageExplanation {
  readonly formula: 'usage'
  /** 关联费: the item whose usage this is, `null` for the metered item itself. */
  readonly linkedToItemId: string | null
  readonly origins: readonly UsageOrigin[]
  readonly charge: UsageCharge
}

/** The line's amount from its readings on. @throws Error when the priced usage is not the one that the readings give. */
export function recomputeUsage({ origins, charge }: UsageExplanation): Fen {
  const usages = addUsages(origins.map((origin) => usageOf(origin)))
  invariant(agrees(charge.priced, usages), 'the priced usage is that of the readings')
  return chargeAmount(charge)
}

function agrees(priced: ExplainedUsage, usages: readonly RegisterUsage[]): boolean {
  switch (priced.kind) {
    case 'flat':
    case 'tiers':
      return priced.usageE3 === totalUsageE3(usages)
    case 'registers':
      return priced.parts.every((part) =>
        usages.some(({ register, usageE3 }) => register === part.register && usageE3 === part.usageE3),
      )
    default:
      return assertNever(priced, 'priced usage')
  }
}
