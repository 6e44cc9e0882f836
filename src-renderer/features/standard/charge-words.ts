import type { OutputFor } from '../../platform/client.ts'
import { area, count, money, price, scaled } from '../../platform/format.ts'
import { enumText, t } from '../../platform/i18n.ts'
import type { PricingInput, TermsInput } from './terms/terms-draft.ts'

/** How a line came to its exact amount, as core tells it. */
export type ChargeView = OutputFor<'billing.explain'>['charge']

/** What a price is a price of. */
export interface PricedBy {
  readonly kind: PricingInput['kind']
  readonly of: string | null
  /** Months that it is quoted for. */
  readonly perMonths: number
}

export function pricedBy({
  pricing,
  quotedPer,
  cycleMonths,
}: Pick<TermsInput, 'pricing' | 'quotedPer' | 'cycleMonths'>): PricedBy {
  const of = pricing.kind === 'area' ? pricing.basis : pricing.kind === 'count' ? pricing.of : null
  const perMonths = quotedPer === 'month' ? 1 : quotedPer === 'year' ? 12 : cycleMonths
  return { kind: pricing.kind, of, perMonths }
}

/** `元/㎡·月`, `元/人·年`, `元/度`. */
export function unitText({ kind, of, perMonths }: PricedBy): string {
  if (kind === 'one_off') return t('standard.unit.one_off')
  if (kind === 'metered' || kind === 'linked') return t('standard.unit.usage')
  if (kind === 'formula') return t('standard.unit.formula')
  const each = kind === 'count' ? enumText('standard.count_unit', of ?? '') : t(`standard.unit.${kind}`)
  return t('standard.unit.each', { each, per: perText(perMonths) })
}

function perText(months: number): string {
  if (months === 1) return t('standard.unit.month')
  return months === 12 ? t('standard.unit.year') : t('standard.unit.months', { count: months, n: months })
}

/** `建筑面积 89.43 ㎡`, `3 人`, `1 户`. */
export function quantityText({ pricing, quantity }: Pick<ChargeView, 'pricing' | 'quantity'>): string {
  if (pricing.kind === 'area')
    return t('standard.quantity.area', {
      basis: enumText('standard.area_basis', pricing.of ?? ''),
      area: area(quantity.value),
    })
  if (pricing.kind === 'count')
    return t('standard.quantity.count', {
      n: count(quantity.value),
      unit: enumText('standard.count_unit', pricing.of ?? ''),
    })
  return pricing.kind === 'formula' ? t('standard.quantity.formula') : t('standard.quantity.fixed')
}

/** `1.80 元/㎡·月`, or the formula itself. */
export function priceText(charge: ChargeView): string {
  if (charge.formula !== null) return charge.formula.text
  const priced = { kind: charge.pricing.kind, of: charge.pricing.of, perMonths: charge.perMonths }
  return t('standard.quantity.price', { price: price(charge.priceE6), unit: unitText(priced) })
}

/** `另加 5%`; empty without one. */
export function surchargeText({ surcharge }: Pick<ChargeView, 'surcharge'>): string {
  if (surcharge === null) return ''
  if (surcharge.kind === 'per_unit') return t('standard.surcharge.per_unit', { price: price(surcharge.priceE6) })
  if (surcharge.kind === 'fixed') return t('standard.surcharge.fixed', { amount: money(surcharge.amountFen) })
  return t('standard.surcharge.percent', { percent: percentText(surcharge.ratePpm) })
}

/** `建筑面积 = 89.43，人口 = 3`: what went into a formula; empty without one. */
export function figuresText(
  values: readonly { readonly name: string; readonly value: number; readonly scale: number }[],
): string {
  return values
    .map(({ name, value, scale }) => `${name} = ${scaled(value, { scale, minDecimals: Math.min(scale, 2) })}`)
    .join(t('standard.quantity.comma'))
}

/** `(89.43 × 1.80 + 2.00) ÷ 12 × 13/30`: only what does something. */
export function productText(charge: ChargeView): string {
  const whole = dividedText(charge, baseText(charge))
  const factors = [whole]
  const [num, den] = charge.factor
  if (num !== den) factors.push(`${num}/${den}`)
  if (charge.billedDays !== charge.ofDays) factors.push(`${charge.billedDays}/${charge.ofDays}`)
  return factors.join(' × ')
}

function baseText({ pricing, quantity, priceE6, surcharge, formula }: ChargeView): string {
  const number = scaled(quantity.value, { scale: quantity.scale, minDecimals: quantity.scale })
  const alone = pricing.kind === 'fixed'
  const unit = surcharge?.kind === 'per_unit' ? `(${price(priceE6)} + ${price(surcharge.priceE6)})` : price(priceE6)
  const product = formula === null ? (alone ? unit : `${number} × ${unit}`) : `(${formula.text})`
  if (surcharge?.kind === 'fixed') return `${product} + ${money(surcharge.amountFen)}`
  if (surcharge?.kind === 'percent') return `${product} × (1 + ${percentText(surcharge.ratePpm)})`
  return formula !== null && surcharge?.kind === 'per_unit' ? `${product} + ${price(surcharge.priceE6)}` : product
}

/** A sum is bracketed before anything multiplies or divides it. */
function dividedText(charge: ChargeView, base: string): string {
  const more = charge.perMonths > 1 || charge.factor[0] !== charge.factor[1] || charge.billedDays !== charge.ofDays
  const isSum = charge.surcharge?.kind === 'fixed' || (charge.formula !== null && charge.surcharge?.kind === 'per_unit')
  const bracketed = more && isSum ? `(${base})` : base
  return charge.perMonths > 1 ? `${bracketed} ÷ ${charge.perMonths}` : bracketed
}

export function percentText(ppm: number): string {
  return `${scaled(ppm, { scale: 4, minDecimals: 0 })}%`
}
