import { fraction, fullMonth, multiplyFractions, roundAmount } from '../../../../src-shared/domain/tariff/index.ts'
import type { Rounding } from '../../../../src-shared/domain/tariff/index.ts'
import { daysBetween } from '../../../../src-shared/kernel/time.ts'
import type { OutputFor } from '../../../platform/client.ts'
import { area, money, price } from '../../../platform/format.ts'
import { enumText, t } from '../../../platform/i18n.ts'
import { roundingText } from '../../standard/index.ts'

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
  return [
    { key: 'period', label: t('billing.explain.period'), text: periodText(line) },
    { key: 'standard', label: t('billing.explain.standard'), text: line.standardName },
    { key: 'area', label: t('billing.explain.area'), text: areaText(line) },
    { key: 'price', label: t('billing.explain.price'), text: priceText(line) },
    { key: 'proration', label: t('billing.explain.proration'), text: prorationText(line) },
    {
      key: 'formula',
      label: t('billing.explain.formula'),
      text: t('billing.explain.formula_text', { parts: formulaOf(line), exact: line.exact }),
    },
    { key: 'rounding', label: t('billing.explain.rounding'), text: finalText(line) },
    { key: 'due', label: t('billing.explain.due'), text: line.dueOn },
  ]
}

/** Whether what is stored still gives the amount that stands on the bill. */
export function proofOf({ amountFen, recomputedFen }: Pick<Explanation, 'amountFen' | 'recomputedFen'>): Proof {
  const amounts = { amount: money(amountFen), recomputed: money(recomputedFen) }
  if (amountFen === recomputedFen) return { kind: 'same', text: t('billing.explain.same', amounts) }
  return { kind: 'differs', text: t('billing.explain.differs', amounts) }
}

/** `89.43 × 1.80 × 13/30`: only factors that do something. */
export function formulaOf(line: Explanation): string {
  const factors = [area(line.areaE2), price(line.priceE6)]
  if (!isWhole(line)) factors.push(line.factor.join('/'))
  if (isSplit(line)) factors.push(`${line.billedDays}/${line.ofDays}`)
  return factors.join(' × ')
}

function periodText({ fromOn, toOn, daysInMonth }: Explanation): string {
  const days = daysBetween(fromOn, toOn) + 1
  const span = { from: fromOn, to: toOn, days, monthDays: daysInMonth }
  return days === daysInMonth ? t('billing.explain.period_whole', span) : t('billing.explain.period_part', span)
}

function areaText({ areaBasis, areaE2 }: Explanation): string {
  return t('billing.explain.area_text', { basis: enumText('standard.area_basis', areaBasis), area: area(areaE2) })
}

function priceText({ priceE6, priceFromOn }: Explanation): string {
  if (priceFromOn === null) return t('billing.explain.price_own', { price: price(priceE6) })
  return t('billing.explain.price_text', { price: price(priceE6), from: priceFromOn })
}

function prorationText(line: Explanation): string {
  const method = enumText('standard.proration', line.proration)
  const begun = isWhole(line) ? null : t('billing.explain.proration_text', { method, share: line.factor.join('/') })
  const split = isSplit(line)
    ? t('billing.explain.proration_split', { days: line.billedDays, ofDays: line.ofDays })
    : null
  const parts = [begun, split].filter((part) => part !== null)
  return parts.length === 0 ? t('billing.explain.proration_none') : parts.join(' ')
}

function finalText(line: Explanation): string {
  const params = { rounding: roundingText(line.rounding), amount: money(line.amountFen) }
  return isRoundedAlone(line)
    ? t('billing.explain.rounding_text', params)
    : t('billing.explain.rounding_shared', params)
}

function isWhole({ factor: [num, den] }: Explanation): boolean {
  return num === den
}

/** The share of the obligation's days: 1 of 1 when nothing cuts the month, whatever its days. */
function isSplit({ billedDays, ofDays }: Explanation): boolean {
  return billedDays !== ofDays
}

/** Pieces of one run are rounded together and share the result (domain rules 3.4): then the amount is not this sum rounded. */
function isRoundedAlone(line: Explanation): boolean {
  const [num, den] = line.factor
  const month = fullMonth(line.priceE6, { value: line.areaE2, scale: 2 })
  const exact = multiplyFractions(month, fraction(num * line.billedDays, den * line.ofDays))
  return roundAmount(exact, line.rounding as Pick<Rounding, 'mode' | 'precision'>) === line.amountFen
}
