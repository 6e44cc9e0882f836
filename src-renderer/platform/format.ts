import { formatFen, formatScaled } from '../../src-shared/kernel/money.ts'
import type { Fen } from '../../src-shared/kernel/money.ts'

/** What is not there; zero is `0.00` (design: ui, principle 2). */
export const NOTHING = '—'

export function money(amount: Fen | null | undefined): string {
  return amount === null || amount === undefined ? NOTHING : formatFen(amount)
}

/** Money where zero means "nothing to pay": `—` instead of `0.00`. */
export function moneyOrNothing(amount: Fen | null | undefined): string {
  return amount === 0 ? NOTHING : money(amount)
}

/** Area in 1/100 ㎡ with thousands separated. */
export function area(valueE2: number | null | undefined): string {
  return scaled(valueE2, { scale: 2, minDecimals: 2 })
}

/** A unit price in 1e-6 元, at least two decimals. */
export function price(valueE6: number | null | undefined): string {
  return scaled(valueE6, { scale: 6, minDecimals: 2 })
}

/** A meter reading in 1e-3 units. */
export function reading(valueE3: number | null | undefined): string {
  return scaled(valueE3, { scale: 3, minDecimals: 0 })
}

export function count(value: number | null | undefined): string {
  return scaled(value, { scale: 0, minDecimals: 0 })
}

export function scaled(
  value: number | null | undefined,
  options: { readonly scale: number; readonly minDecimals: number },
): string {
  if (value === null || value === undefined) return NOTHING
  const plain = formatScaled(value, options.scale, options.minDecimals)
  const [whole = '', decimals] = plain.split('.')
  const grouped = whole.replace(/\B(?=(\d{3})+$)/g, ',')
  return decimals === undefined ? grouped : `${grouped}.${decimals}`
}
