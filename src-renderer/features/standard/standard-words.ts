import type { LocalDate } from '../../../src-shared/kernel/time.ts'
import type { OutputFor } from '../../platform/client.ts'
import { price, reading } from '../../platform/format.ts'
import { enumText, t } from '../../platform/i18n.ts'
import { pricedBy, surchargeText, unitText } from './charge-words.ts'

export type Standard = OutputFor<'standard.list'>['standards'][number]
export type FeeItem = OutputFor<'standard.list'>['feeItems'][number]
export type PriceVersion = Standard['versions'][number]
type Terms = Standard['terms']

/** The price in force on a day; before the first one, that first one. Versions come in the order of their days. */
export function versionOn(versions: readonly PriceVersion[], day: LocalDate): PriceVersion | undefined {
  return versions.findLast((version) => version.fromOn <= day) ?? versions[0]
}

/** `1.80 元/㎡·月`, `5.00 / 7.00 / 9.00`, a formula: what one version charges, in a few words. */
export function versionText({ terms }: Pick<Standard, 'terms'>, version: PriceVersion): string {
  const surcharge = surchargeText(version)
  const main = version.formula ?? usageText(version) ?? `${price(version.priceE6)} ${unitText(pricedBy(terms))}`
  return surcharge === '' ? main : t('standard.page.with_surcharge', { main, surcharge })
}

function usageText({ usage }: PriceVersion): string | null {
  if (usage === null) return null
  const { pricing } = usage
  if (pricing.kind === 'flat') return `${price(pricing.priceE6)} ${t('standard.unit.usage')}`
  if (pricing.kind === 'registers')
    return pricing.prices
      .map(({ register, priceE6 }) => `${enumText('standard.register', register)} ${price(priceE6)}`)
      .join(' / ')
  const bounds = pricing.table.tiers
    .map(({ upToE3 }) => (upToE3 === null ? '' : reading(upToE3)))
    .filter((text) => text !== '')
  const prices = pricing.table.tiers.map(({ priceE6 }) => price(priceE6)).join(' / ')
  return t('standard.page.tiers', { prices, bounds: bounds.join(' / ') })
}

export function priceOn(standard: Standard, day: LocalDate): string {
  const version = versionOn(standard.versions, day)
  return version === undefined ? '' : versionText(standard, version)
}

/** `2027-01-01 起 2.00` when a later price is already written down. */
export function nextPriceText(standard: Standard, day: LocalDate): string {
  const next = standard.versions.find((version) => version.fromOn > day)
  if (next === undefined || versionOn(standard.versions, day) === next) return ''
  return t('standard.page.price_future', { fromOn: next.fromOn, price: versionText(standard, next) })
}

/** `建筑面积`, `每人`, `公式`: what is charged for. */
export function pricingText({ pricing }: Pick<Terms, 'pricing'>): string {
  const kind = enumText('standard.pricing_kind', pricing.kind)
  switch (pricing.kind) {
    case 'area':
      return enumText('standard.area_basis', pricing.basis)
    case 'count':
      return enumText('standard.count_basis', pricing.of)
    case 'metered':
      return t('standard.page.metered', { kind, medium: enumText('standard.medium', pricing.medium) })
    default:
      return kind
  }
}

/** `四舍五入到分`. */
export function roundingText(rounding: { readonly mode: string; readonly precision: string }): string {
  const mode = enumText('standard.rounding_mode', rounding.mode)
  return t('standard.page.rounding_text', {
    mode,
    precision: enumText('standard.rounding_precision', rounding.precision),
  })
}

/** `每季，先付，交房周年`. */
export function cycleText({ cycleMonths, timing, anchor }: Terms): string {
  return [
    t('standard.form.cycle_months', { count: cycleMonths, n: cycleMonths }),
    enumText('standard.timing', timing),
    ...(anchor.kind === 'natural' ? [] : [enumText('standard.anchor', anchor.kind)]),
  ].join(t('standard.quantity.comma'))
}

export function issueText({ issue, timing }: Terms): string {
  if (timing === 'postpaid')
    return issue.kind === 'day_of_month'
      ? t('standard.page.issue_after', { day: issue.day })
      : t('standard.page.issue_end')
  return issue.kind === 'day_of_month'
    ? t('standard.page.issue_day', { day: issue.day })
    : t('standard.page.issue_before', { days: issue.days })
}

export function dueText({ due, rollDue }: Pick<Terms, 'due' | 'rollDue'>): string {
  const text =
    due.kind === 'end_of_period'
      ? t('standard.page.due_end')
      : due.kind === 'day_of_month'
        ? t('standard.page.due_day', { day: due.day })
        : t('standard.page.due_after', { days: due.days })
  return rollDue ? t('standard.page.due_rolled', { due: text }) : text
}

export function prorationText({ proration }: Pick<Terms, 'proration'>): string {
  return enumText('standard.proration', proration.kind)
}
