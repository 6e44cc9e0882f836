import { daysBetween, daysInMonth, firstDayOf, lastDayOf } from '../../../../src-shared/kernel/time.ts'
import type { Fen } from '../../../../src-shared/kernel/money.ts'
import type { Month } from '../../../../src-shared/kernel/time.ts'
import type { OutputFor } from '../../../platform/client.ts'
import { errorText } from '../../../platform/error-text.ts'
import { NOTHING, money, scaled } from '../../../platform/format.ts'
import { t, textIfAny } from '../../../platform/i18n.ts'
import { figuresText, priceText, productText, quantityText, surchargeText } from '../../standard/index.ts'

export type Preview = OutputFor<'billing.preview'>
export type PlanLine = Preview['outliers'][number]
export type PlanRow = OutputFor<'billing.preview_rows'>['rows'][number]

/** What stands under the hand in one of the tabs. */
export type Marked =
  | { readonly kind: 'line'; readonly line: PlanLine }
  | { readonly kind: 'created' | 'existing' | 'skipped'; readonly row: PlanRow }

export interface Explained {
  readonly question: string
  readonly answer: string
}

/** How far an amount is from the one before, `+66.7%`; `null` when there was none to compare with. */
export function changeText(now: Fen, before: Fen | null): string | null {
  if (before === null || before === 0) return null
  const perMille = Math.round(((now - before) * 1000) / Math.abs(before))
  const text = `${scaled(Math.abs(perMille), { scale: 1, minDecimals: 1 })}%`
  if (perMille === 0) return text
  return `${perMille > 0 ? '+' : '−'}${text}`
}

/** The same in hundredths of a per cent, for the one figure above the list: `+1.84%`. */
export function totalChangeText(now: Fen, before: Fen): string {
  if (before === 0) return NOTHING
  const parts = Math.round(((now - before) * 10_000) / Math.abs(before))
  const text = `${scaled(Math.abs(parts), { scale: 2, minDecimals: 2 })}%`
  if (parts === 0) return text
  return `${parts > 0 ? '+' : '−'}${text}`
}

/** The short name of a reason: `billing.area_missing` → 缺建筑面积. */
export function skipName(reason: string): string {
  return textIfAny(`billing.skip.${reason.replace(/^billing\./, '')}`) ?? reason
}

export function isWholeMonth({ fromOn, toOn, month }: Pick<PlanLine, 'fromOn' | 'toOn' | 'month'>): boolean {
  return fromOn === firstDayOf(month) && toOn === lastDayOf(month)
}

/** The last column: why the amount is not the one of last month, as far as the plan tells. */
export function reasonText(line: PlanLine): string {
  if (line.excluded) return t('billing.check.reason_excluded')
  if (!isWholeMonth(line)) return t('billing.check.reason_part', { from: line.fromOn.slice(5), to: line.toOn.slice(5) })
  return line.lastMonthFen === null ? t('billing.check.reason_new') : t('billing.check.reason_from_part')
}

/** 为什么是这个数, for the row under the hand, before anything is published. */
export function explainMarked(marked: Marked, month: Month): Explained {
  if (marked.kind === 'line') return explainLine(marked.line)
  const { row } = marked
  const named = { room: row.roomCode, item: row.feeItem ?? '', amount: money(row.amountFen) }
  if (marked.kind === 'skipped')
    return { question: t('billing.check.why_skipped', named), answer: skippedText(row, month) }
  const answer =
    marked.kind === 'existing' ? t('billing.check.why_existing', named) : t('billing.check.why_plain', named)
  return { question: t('billing.check.why', named), answer }
}

function explainLine(line: PlanLine): Explained {
  const { charge } = line
  const named = { room: line.roomCode, item: line.feeItem, amount: money(line.amountFen) }
  const sum = {
    ...named,
    quantity: quantityText(charge),
    price: priceText(charge),
    parts: productText(charge),
    exact: charge.exact,
    from: line.fromOn,
    to: line.toOn,
    days: daysBetween(line.fromOn, line.toOn) + 1,
    monthDays: daysInMonth(line.month),
  }
  const extra = [surchargeText(charge), figuresText(charge.formula?.values ?? [])].filter((text) => text !== '')
  const with_ =
    extra.length === 0 ? '' : t('billing.check.why_with', { extra: extra.join(t('standard.quantity.comma')) })
  const how = isWholeMonth(line) ? t('billing.check.why_whole', sum) : t('billing.check.why_part', sum)
  return { question: t('billing.check.why', named), answer: `${how}${with_}${lastText(line)}` }
}

function lastText({ amountFen, lastMonthFen }: PlanLine): string {
  const change = changeText(amountFen, lastMonthFen)
  if (lastMonthFen === null || change === null) return ` ${t('billing.check.why_new')}`
  return ` ${t('billing.check.why_last', { last: money(lastMonthFen), change })}`
}

function skippedText(row: PlanRow, month: Month): string {
  const params = { roomCode: row.roomCode, month, fromOn: firstDayOf(month), toOn: lastDayOf(month) }
  return errorText({ class: 'refused', code: row.reason ?? '', params })
}
