import type { LocalDate } from '../../kernel/time.ts'
import { inForceOn } from '../tariff/index.ts'
import type { LateFeePolicy } from './policy.ts'

/** 违约金规则版本: what holds for debts that fall due from a day on. `as_project` ends a standard's own rule. */
export interface LateFeeRule {
  readonly fromOn: LocalDate
  /** `null`: the rule of the project. */
  readonly standardId: string | null
  readonly terms: { readonly kind: 'on'; readonly policy: LateFeePolicy } | { readonly kind: 'off' | 'as_project' }
}

/**
 * The policy of a debt: the one in force on its due date, its standard's own before the project's. A later version never
 * changes what an older debt bears. `null`: no late fee.
 */
export function policyFor(
  rules: readonly LateFeeRule[],
  debt: { readonly standardId: string; readonly dueOn: LocalDate },
): LateFeePolicy | null {
  const own = termsOn(ownOf(rules, debt.standardId), debt.dueOn)
  const terms = own === null || own.kind === 'as_project' ? termsOn(ownOf(rules, null), debt.dueOn) : own
  return terms?.kind === 'on' ? terms.policy : null
}

function ownOf(rules: readonly LateFeeRule[], standardId: string | null): LateFeeRule[] {
  const own = rules.filter((rule) => rule.standardId === standardId)
  return own.sort((left, right) => (left.fromOn < right.fromOn ? -1 : 1))
}

function termsOn(own: readonly LateFeeRule[], on: LocalDate): LateFeeRule['terms'] | null {
  return inForceOn(own, on)?.terms ?? null
}
