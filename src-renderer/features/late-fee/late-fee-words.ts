import type { LateFeeCap, LateFeeRate, LateFeeWarning } from '../../../src-shared/domain/late-fee/index.ts'
import { assertNever } from '../../../src-shared/kernel/assert.ts'
import { formatScaled } from '../../../src-shared/kernel/money.ts'
import type { OutputFor } from '../../platform/client.ts'
import { money } from '../../platform/format.ts'
import { enumText, t } from '../../platform/i18n.ts'

export type Terms = OutputFor<'late_fee.terms'>
export type Rule = Terms['rules'][number]
type Warning = OutputFor<'late_fee.claims'>['warnings'][number] | LateFeeWarning

/** `0.05%`: percent is what everybody reads the same way. */
export function percentText(ratePpm: number): string {
  return `${formatScaled(ratePpm, 4, 2)}%`
}

export function factorText(multiplierE3: number): string {
  return formatScaled(multiplierE3, 3, 2)
}

export function rateText(rate: LateFeeRate): string {
  switch (rate.kind) {
    case 'per_day':
      return t('late_fee.rate.per_day', { rate: percentText(rate.ratePpm) })
    case 'per_month':
      return t(`late_fee.rate.per_month_${rate.months}`, { rate: percentText(rate.ratePpm) })
    case 'per_year':
      return t('late_fee.rate.per_year', { rate: percentText(rate.ratePpm) })
    case 'lpr':
      return t('late_fee.rate.lpr', { factor: factorText(rate.multiplierE3) })
    default:
      return assertNever(rate, 'late fee rate')
  }
}

export function capText(cap: LateFeeCap): string {
  switch (cap.kind) {
    case 'none':
      return t('late_fee.rate.cap_none')
    case 'principal':
      return t('late_fee.rate.cap_principal')
    case 'lpr':
      return t('late_fee.rate.cap_lpr', { factor: factorText(cap.multiplierE3) })
    case 'amount':
      return t('late_fee.rate.cap_amount', { amount: money(cap.amountFen) })
    default:
      return assertNever(cap, 'late fee cap')
  }
}

interface SaidPolicy {
  readonly rate: LateFeeRate
  readonly graceDays: number
  readonly countFrom: 'due' | 'grace_end'
  readonly cap: LateFeeCap
}

export function policyText({ rate, graceDays, countFrom, cap }: SaidPolicy): string {
  const count = t(`late_fee.rate.count_${countFrom}`)
  return t('late_fee.page.rule_on', { rate: rateText(rate), grace: graceDays, count, cap: capText(cap) })
}

export function ruleText({ mode, policy }: Pick<Rule, 'mode' | 'policy'>): string {
  return policy === null ? t(`late_fee.page.rule_${mode === 'off' ? 'off' : 'as_project'}`) : policyText(policy)
}

export function warningText(warnings: readonly Warning[]): string {
  return warnings.map((one) => enumText('late_fee.warning', one.replace('late_fee.', ''))).join(' · ')
}
