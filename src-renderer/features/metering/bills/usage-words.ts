import { formatScaled } from '../../../../src-shared/kernel/money.ts'
import type { OutputFor } from '../../../platform/client.ts'
import { money, price, reading } from '../../../platform/format.ts'
import { enumText, t } from '../../../platform/i18n.ts'
import { usageText } from '../meter-words.ts'

type Explained = NonNullable<OutputFor<'metering.explain'>['explanation']>
export type UsageLine = Extract<Explained, { kind: 'usage' }>
export type ShareLine = Extract<Explained, { kind: 'share' }>

/** One step of the reckoning, as the card shows it. */
export interface ExplainedStep {
  readonly key: string
  readonly label: string
  readonly text: string
}

/** 为什么是这个数 of a line by readings, in the order in which a clerk tells it to a resident. */
export function usageSteps(line: UsageLine): readonly ExplainedStep[] {
  const steps: ExplainedStep[] = [
    { key: 'period', label: t('metering.explain.period'), text: `${line.fromOn} ~ ${line.toOn}` },
    { key: 'standard', label: t('metering.explain.standard'), text: standardText(line) },
    ...line.meters.map((meter) => ({
      key: `meter-${meter.meterCode}`,
      label: t('metering.explain.meter'),
      text: meterText(meter),
    })),
    { key: 'tiers', label: t('metering.explain.tiers'), text: tiersText(line) },
    { key: 'formula', label: t('metering.explain.formula'), text: formulaText(line) },
    { key: 'lifted', label: t('metering.explain.minimum'), text: minimumText(line) },
    { key: 'surcharge', label: t('metering.explain.surcharge'), text: surchargeText(line) },
    { key: 'rounding', label: t('metering.explain.rounding'), text: roundingText(line) },
    { key: 'difference', label: t('metering.explain.difference'), text: differenceText(line) },
    { key: 'due', label: t('metering.explain.due'), text: line.dueOn },
  ]
  return steps.filter(({ text }) => text !== '')
}

function standardText({ standardName, linkedTo, priceFromOn }: UsageLine): string {
  const from =
    priceFromOn === null ? t('metering.explain.own_price') : t('metering.explain.from', { date: priceFromOn })
  const link = linkedTo === null ? '' : t('metering.explain.linked', { item: linkedTo })
  return [standardName, from, link].filter((part) => part !== '').join('，')
}

function meterText({ meterCode, medium, segments, lossE3 }: UsageLine['meters'][number]): string {
  const parts = segments.map((segment) => {
    const register = segment.register === 'total' ? '' : `${enumText('meter.register', segment.register)} `
    const crossing = enumText('metering.crossing', segment.crossing)
    const times = segment.multiplierE3 === 1000 ? '' : ` × ${reading(segment.multiplierE3)}`
    const span = `${register}${segment.startOn} ${reading(segment.startE3)} → ${segment.endOn} ${reading(segment.endE3)}`
    const marked = crossing === '' ? span : `${span}（${crossing}）`
    return `${marked}${times} = ${usageText(segment.usageE3, medium)}`
  })
  const loss = lossE3 === 0 ? [] : [t('metering.explain.loss', { usage: usageText(lossE3, medium) })]
  return `${meterCode}：${[...parts, ...loss].join('；')}`
}

function tiersText({ tiers }: UsageLine): string {
  if (tiers === null) return ''
  const bounds = tiers.bounds.map(({ upToE3, priceE6 }) =>
    upToE3 === null
      ? t('metering.explain.tier_above', { price: price(priceE6) })
      : t('metering.explain.tier_up_to', { bound: reading(upToE3), price: price(priceE6) }),
  )
  const counted = t('metering.explain.tier_used', { from: tiers.periodFromOn, used: reading(tiers.usedBeforeE3) })
  const persons = tiers.persons === null ? [] : [t('metering.explain.tier_persons', { persons: tiers.persons })]
  return [bounds.join('，'), counted, ...persons].join('；')
}

function formulaText({ parts, exact }: UsageLine): string {
  const products = parts.map(({ register, usageE3, priceE6 }) => {
    const name = register === null || register === 'total' ? '' : `${enumText('meter.register', register)} `
    return `${name}${reading(usageE3)} × ${price(priceE6)}`
  })
  return products.length === 0 ? exact : `${products.join(' + ')} = ${exactOf(parts)}`
}

function exactOf(parts: UsageLine['parts']): string {
  const [only] = parts
  return parts.length === 1 && only !== undefined ? only.exact : parts.map((part) => part.exact).join(' + ')
}

function minimumText({ lifted, minimumFen }: UsageLine): string {
  return lifted === null ? '' : t('metering.explain.lifted', { minimum: money(minimumFen) })
}

function surchargeText({ surcharge }: UsageLine): string {
  if (surcharge === null) return ''
  if (surcharge.kind === 'per_unit') return t('metering.explain.per_unit', { price: price(surcharge.priceE6) })
  if (surcharge.kind === 'fixed') return money(surcharge.amountFen)
  return `${formatScaled(surcharge.ratePpm, 4, 0)}%`
}

function roundingText({ exact, rounding, amountFen, difference }: UsageLine): string {
  const mode = enumText('metering.rounding', rounding.mode)
  const amount = difference === null ? amountFen : amountFen + difference.wasFen + difference.beforeFen
  return t('metering.explain.rounded', { exact, mode, amount: money(amount as UsageLine['amountFen']) })
}

function differenceText({ difference, amountFen }: UsageLine): string {
  if (difference === null) return ''
  const was = money((difference.wasFen + difference.beforeFen) as UsageLine['amountFen'])
  return t('metering.explain.less', { was, amount: money(amountFen) })
}

/** The same of a share line. */
export function shareSteps(line: ShareLine): readonly ExplainedStep[] {
  const { poolFen, weight, weightSum, spareFen, roomFen, days, position } = line
  const part = `${money(poolFen)} × ${weight} / ${weightSum}`
  const spare = spareFen === 0 ? '' : t('metering.explain.spare')
  const all = days.reduce((sum, one) => sum + one, 0)
  return [
    { key: 'period', label: t('metering.explain.period'), text: `${line.fromOn} ~ ${line.toOn}` },
    { key: 'standard', label: t('metering.explain.standard'), text: line.standardName },
    { key: 'pool', label: t('metering.explain.pool'), text: money(poolFen) },
    { key: 'formula', label: t('metering.explain.formula'), text: `${part} = ${money(roomFen)}${spare}` },
    {
      key: 'days',
      label: t('metering.explain.days'),
      text: days.length === 1 ? '' : t('metering.explain.days_of', { days: days[position] ?? 0, all }),
    },
    { key: 'due', label: t('metering.explain.due'), text: line.dueOn },
  ].filter(({ text }) => text !== '')
}
