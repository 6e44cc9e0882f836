import type { LineExplanation } from '../../../../src-shared/domain/billing/index.ts'
import type { Quantity } from '../../../../src-shared/domain/document/paper-line.ts'

export interface LineProduct {
  readonly quantity: Quantity
  readonly priceE6: number
}

/** Quantity and price of a line from its stored explanation; `null` where several of them, or more than their product, make it up. */
export function lineProduct(explanationJson: string): LineProduct | null {
  const { parts } = JSON.parse(explanationJson) as Partial<Pick<LineExplanation, 'parts'>>
  const [first] = parts ?? []
  if (parts === undefined || first === undefined) return null
  const same = parts.every(
    ({ priceE6, quantity, perMonths, surcharge, formula }) =>
      priceE6 === first.priceE6 &&
      quantity.value === first.quantity.value &&
      perMonths === undefined &&
      surcharge === undefined &&
      formula === undefined,
  )
  return same ? { quantity: first.quantity, priceE6: first.priceE6 } : null
}
