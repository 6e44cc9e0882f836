import type { LineExplanation } from '../../../../src-shared/domain/billing/index.ts'
import type { Surcharge } from '../../../../src-shared/domain/tariff/index.ts'
import { paper } from '../../../../src-shared/locales/zh-CN/paper.ts'
import { assertNever } from '../../../../src-shared/kernel/assert.ts'
import { formatFen, formatScaled } from '../../../../src-shared/kernel/money.ts'

/** What explains a line on paper beside quantity and price: its formula, surcharge, the months of its price, the occasion. */
export function lineNote(explanationJson: string): string | null {
  const { parts, position, note } = JSON.parse(explanationJson) as Partial<LineExplanation>
  const words = paper.note
  const own = parts?.[position ?? 0] ?? parts?.[0]
  const said = [
    note ?? '',
    own?.formula === undefined ? '' : fill(words.formula, { formula: own.formula.text }),
    own?.perMonths === undefined || own.formula !== undefined
      ? ''
      : fill(own.perMonths === 12 ? words.per_year : words.per_months, {
          price: formatScaled(own.priceE6, 6, 2),
          months: String(own.perMonths),
        }),
    own?.surcharge === undefined ? '' : surchargeText(own.surcharge),
  ].filter((text) => text !== '')
  return said.length === 0 ? null : said.join('，')
}

function surchargeText(surcharge: Surcharge): string {
  const words = paper.note
  switch (surcharge.kind) {
    case 'per_unit':
      return fill(words.surcharge_per_unit, { price: formatScaled(surcharge.priceE6, 6, 2) })
    case 'fixed':
      return fill(words.surcharge_fixed, { amount: formatFen(surcharge.amountFen) })
    case 'percent':
      return fill(words.surcharge_percent, { percent: formatScaled(surcharge.ratePpm, 4, 0) })
    default:
      return assertNever(surcharge, 'surcharge')
  }
}

function fill(text: string, params: Readonly<Record<string, string>>): string {
  return text.replaceAll(/\{(\w+)\}/g, (_, name: string) => params[name] ?? '')
}
