import { assertNever, invariant } from '../../kernel/assert.ts'
import type { Fraction } from '../../kernel/fraction.ts'
import { addFractions, fraction, multiplyFractions } from '../../kernel/fraction.ts'
import type { Fen } from '../../kernel/money.ts'
import type { FormulaValues } from '../formula/index.ts'
import { compileFormula, evaluateFormula } from '../formula/index.ts'
import type { Quantity } from './tariff.ts'
import { fullMonth } from './tariff.ts'

/** 附加费: on every unit, one sum, or a part of price × quantity in ppm; it says which (domain rules 3.1). */
export type Surcharge =
  | { readonly kind: 'per_unit'; readonly priceE6: number }
  | { readonly kind: 'fixed'; readonly amountFen: Fen }
  | { readonly kind: 'percent'; readonly ratePpm: number }

/** A custom formula with the values of one object, kept together so that the amount can be computed again from them alone. */
export interface AppliedFormula {
  readonly text: string
  readonly values: FormulaValues
}

/**
 * 计费基数: what one full month costs before any proration. Absent fields are the plain case, a price per month times a
 * quantity, which most of a bill run is made of.
 */
export interface Charge {
  readonly priceE6: number
  readonly quantity: Quantity
  /** Months that price, surcharge and formula are quoted for, when it is not one. */
  readonly perMonths?: number
  readonly surcharge?: Surcharge
  /** Takes the place of price × quantity. */
  readonly formula?: AppliedFormula
}

/** The exact amount of one full month in 分. @throws Error when a formula gives none: it was tried before it was stored. */
export function monthOfCharge(charge: Charge): Fraction {
  const { priceE6, quantity, perMonths, surcharge, formula } = charge
  const base = formula === undefined ? fullMonth(priceE6, quantity) : formulaAmount(formula)
  const quoted = surcharge === undefined ? base : addFractions(base, surchargeOn(base, { quantity, surcharge }))
  return perMonths === undefined ? quoted : multiplyFractions(quoted, fraction(1, perMonths))
}

/** Whether two pieces of time cost the same: only then are they rounded together (domain rules 3.4). */
export function sameCharge(left: Charge, right: Charge): boolean {
  return (
    left.priceE6 === right.priceE6 &&
    left.quantity.value === right.quantity.value &&
    left.perMonths === right.perMonths &&
    sameData(left.surcharge, right.surcharge) &&
    sameData(left.formula, right.formula)
  )
}

/** Both were written by the same code, so equal data has equal text. */
function sameData(left: object | undefined, right: object | undefined): boolean {
  return left === right || JSON.stringify(left) === JSON.stringify(right)
}

function formulaAmount({ text, values }: AppliedFormula): Fraction {
  const compiled = compileFormula(text)
  invariant(compiled.kind === 'compiled', 'a stored formula was checked')
  const result = evaluateFormula(compiled, values)
  invariant(result.kind === 'value', 'a stored formula has its values')
  return multiplyFractions(result.exact, fraction(100))
}

function surchargeOn(
  base: Fraction,
  { quantity, surcharge }: { readonly quantity: Quantity; readonly surcharge: Surcharge },
): Fraction {
  switch (surcharge.kind) {
    case 'per_unit':
      return fullMonth(surcharge.priceE6, quantity)
    case 'fixed':
      return fraction(surcharge.amountFen)
    case 'percent':
      return multiplyFractions(base, fraction(surcharge.ratePpm, 1_000_000))
    default:
      return assertNever(surcharge, 'surcharge')
  }
}
