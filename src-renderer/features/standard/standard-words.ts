import type { LocalDate } from '../../../src-shared/kernel/time.ts'
import type { OutputFor } from '../../platform/client.ts'
import { price } from '../../platform/format.ts'
import { enumText, t } from '../../platform/i18n.ts'

export type Standard = OutputFor<'standard.list'>['standards'][number]
export type FeeItem = OutputFor<'standard.list'>['feeItems'][number]
export type PriceVersion = Standard['versions'][number]
type Terms = Pick<Standard, 'rounding' | 'dueRule'>

/** The price in force on a day; before the first one, that first one. Versions come in the order of their days. */
export function versionOn(versions: readonly PriceVersion[], day: LocalDate): PriceVersion | undefined {
  return versions.findLast((version) => version.fromOn <= day) ?? versions[0]
}

export function priceOn(standard: Standard, day: LocalDate): string {
  return price(versionOn(standard.versions, day)?.priceE6)
}

/** `2027-01-01 起 2.00` when a later price is already written down. */
export function nextPriceText(standard: Standard, day: LocalDate): string {
  const next = standard.versions.find((version) => version.fromOn > day)
  if (next === undefined || versionOn(standard.versions, day) === next) return ''
  return t('standard.page.price_future', { fromOn: next.fromOn, price: price(next.priceE6) })
}

/** `四舍五入到分`. */
export function roundingText(rounding: { readonly mode: string; readonly precision: string }): string {
  const mode = enumText('standard.rounding_mode', rounding.mode)
  return t('standard.page.rounding_text', {
    mode,
    precision: enumText('standard.rounding_precision', rounding.precision),
  })
}

export function dueText({ dueRule }: Pick<Terms, 'dueRule'>): string {
  return dueRule.kind === 'end_of_period'
    ? t('standard.page.due_end')
    : t('standard.page.due_day', { day: dueRule.day })
}
