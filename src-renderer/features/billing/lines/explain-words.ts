import { daysBetween } from '../../../../src-shared/kernel/time.ts'
import type { OutputFor } from '../../../platform/client.ts'
import { money } from '../../../platform/format.ts'
import { enumText, t } from '../../../platform/i18n.ts'
import {
  figuresText,
  percentText,
  priceText,
  productText,
  quantityText,
  roundingText,
  surchargeText,
} from '../../standard/index.ts'

export type Explanation = OutputFor<'billing.explain'>

/** One step of the reckoning, as the card shows it. */
export interface ExplainedStep {
  readonly key: string
  readonly label: string
  readonly text: string
}

export type Proof =
  | { readonly kind: 'same'; readonly text: string }
  | { readonly kind: 'differs'; readonly text: string }

/** 为什么是这个数: the stored explanation in words, in the order in which a clerk tells it to a resident. */
export function explainSteps(line: Explanation): readonly ExplainedStep[] {
  const { charge } = line
  const isOneOff = line.oneOffRunId !== null || line.note !== null
  return [
    { key: 'note', label: t('billing.explain.note'), text: line.note ?? '' },
    { key: 'period', label: t('billing.explain.period'), text: periodText(line) },
    { key: 'standard', label: t('billing.explain.standard'), text: line.standardName },
    { key: 'quantity', label: t('billing.explain.quantity'), text: isOneOff ? '' : quantityText(charge) },
    { key: 'price', label: t('billing.explain.price'), text: isOneOff ? '' : priceOf(line) },
    { key: 'figures', label: t('billing.explain.figures'), text: figuresText(charge.formula?.values ?? []) },
    { key: 'surcharge', label: t('billing.explain.surcharge'), text: surchargeText(charge) },
    { key: 'proration', label: t('billing.explain.proration'), text: isOneOff ? '' : prorationText(line) },
    {
      key: 'formula',
      label: t('billing.explain.formula'),
      text: isOneOff ? '' : t('billing.explain.formula_text', { parts: productText(charge), exact: charge.exact }),
    },
    { key: 'rounding', label: t('billing.explain.rounding'), text: finalText(line) },
    { key: 'tax', label: t('billing.explain.tax'), text: taxText(line) },
    { key: 'due', label: t('billing.explain.due'), text: line.dueOn },
  ].filter(({ text }) => text !== '')
}

/** Whether what is stored still gives the amount that stands on the bill. */
export function proofOf({ amountFen, recomputedFen }: Pick<Explanation, 'amountFen' | 'recomputedFen'>): Proof {
  const amounts = { amount: money(amountFen), recomputed: money(recomputedFen) }
  if (amountFen === recomputedFen) return { kind: 'same', text: t('billing.explain.same', amounts) }
  return { kind: 'differs', text: t('billing.explain.differs', amounts) }
}

function periodText({ fromOn, toOn, daysInMonth }: Explanation): string {
  const days = daysBetween(fromOn, toOn) + 1
  const span = { from: fromOn, to: toOn, days, monthDays: daysInMonth }
  return days === daysInMonth ? t('billing.explain.period_whole', span) : t('billing.explain.period_part', span)
}

function priceOf({ charge, priceFromOn, overrideReason }: Explanation): string {
  const price = priceText(charge)
  if (priceFromOn !== null) return t('billing.explain.price_text', { price, from: priceFromOn })
  return overrideReason === null
    ? t('billing.explain.price_own', { price })
    : t('billing.explain.price_own_why', { price, reason: overrideReason })
}

function prorationText({ charge, proration }: Explanation): string {
  const [num, den] = charge.factor
  const method = enumText('standard.proration', proration)
  const begun = num === den ? null : t('billing.explain.proration_text', { method, share: `${num}/${den}` })
  const split =
    charge.billedDays === charge.ofDays
      ? null
      : t('billing.explain.proration_split', { days: charge.billedDays, ofDays: charge.ofDays })
  const parts = [begun, split].filter((part) => part !== null)
  return parts.length === 0 ? t('billing.explain.proration_none') : parts.join(' ')
}

/** Parts that were rounded together share the result (domain rules 3.4, 3.5): then the amount is not this sum rounded. */
function finalText({ charge, amountFen }: Explanation): string {
  const params = { rounding: roundingText(charge.rounding), amount: money(amountFen), count: charge.roundedTogether }
  if (charge.roundedTogether === 1) return t('billing.explain.rounding_text', params)
  return charge.rounding.scope === 'period'
    ? t('billing.explain.rounding_period', params)
    : t('billing.explain.rounding_shared', params)
}

function taxText({ taxFen, taxRatePpm }: Explanation): string {
  if (taxRatePpm === 0) return ''
  return t('billing.explain.tax_text', { rate: percentText(taxRatePpm), tax: money(taxFen) })
}
