import type { Refusal } from '../../kernel/app-error.ts'
import { assertNever } from '../../kernel/assert.ts'
import { divideRounded } from '../../kernel/money.ts'
import type { Fraction } from '../../kernel/fraction.ts'
import {
  addFractions,
  compareFractions,
  fraction,
  multiplyFractions,
  subtractFractions,
} from '../../kernel/fraction.ts'
import type { FormulaCode } from './codes.ts'
import { catchFormulaError, FormulaError } from './codes.ts'
import type { Comparison, CompiledFormula, Expression } from './expression.ts'
import type { FormulaValues, FormulaVariable, ScaledValue } from './variables.ts'

/** Digits that an intermediate value may have: room for a mall's price × area × days, none for a bomb of products. */
const LIMIT = 10n ** 60n

export type FormulaResult = { readonly kind: 'value'; readonly exact: Fraction }

/** The exact value, or why these values give none. Never a silent 0. */
export function evaluateFormula(formula: CompiledFormula, values: FormulaValues): FormulaResult | Refusal<FormulaCode> {
  return catchFormulaError((): FormulaResult => ({ kind: 'value', exact: compute(formula.expression, values) }))
}

export interface DryRun {
  readonly kind: 'tried'
  readonly exact: Fraction
  /** The variables that the formula uses, with what the room gave for them. */
  readonly used: readonly (ScaledValue & { readonly name: FormulaVariable })[]
}

/** 试算: one room's value with the figures that went in. */
export function dryRunFormula(formula: CompiledFormula, values: FormulaValues): DryRun | Refusal<FormulaCode> {
  const result = evaluateFormula(formula, values)
  if (result.kind === 'refused') return result
  // The formula was computed, so every variable outside an untaken choice has a value; others are left out.
  const used = formula.variables.flatMap((name) => {
    const value = values[name]
    return value === undefined || value === null ? [] : [{ name, ...value }]
  })
  return { kind: 'tried', exact: result.exact, used }
}

/** Computes what holds no variable, so that `1 / (2 - 2)` is refused when it is saved. @throws FormulaError */
export function foldConstants(expression: Expression): Fraction | null {
  const parts = childrenOf(expression).map((child) => foldConstants(child))
  if (expression.kind === 'variable') return null
  if (expression.kind === 'arithmetic' && expression.operator === '/' && parts[1]?.num === 0n)
    throw divisionBy(expression)
  if (parts.includes(null)) return null
  return compute(expression, {})
}

function childrenOf(expression: Expression): readonly Expression[] {
  switch (expression.kind) {
    case 'number':
    case 'variable':
      return []
    case 'negative':
    case 'round':
      return [expression.of]
    case 'arithmetic':
      return [expression.left, expression.right]
    case 'extreme':
      return expression.of
    case 'choice':
      return [expression.left, expression.right, expression.yes, expression.no]
    default:
      return assertNever(expression, 'expression')
  }
}

function compute(expression: Expression, values: FormulaValues): Fraction {
  const value = computeNode(expression, values)
  const size = value.num < 0n ? -value.num : value.num
  if (size > LIMIT || value.den > LIMIT) throw new FormulaError('formula.out_of_range', expression.column)
  return value
}

function computeNode(expression: Expression, values: FormulaValues): Fraction {
  switch (expression.kind) {
    case 'number':
      return expression.value
    case 'variable':
      return valueOf(expression, values)
    case 'negative':
      return subtractFractions(fraction(0), compute(expression.of, values))
    case 'arithmetic':
      return arithmetic(expression, values)
    case 'extreme':
      return extreme(
        expression.pick,
        expression.of.map((part) => compute(part, values)),
      )
    case 'round': {
      const { num, den } = compute(expression.of, values)
      const unit = 10n ** BigInt(expression.decimals)
      return fraction(divideRounded(num * unit, den, expression.mode), unit)
    }
    case 'choice': {
      const order = compareFractions(compute(expression.left, values), compute(expression.right, values))
      return compute(holds(expression.comparison, order) ? expression.yes : expression.no, values)
    }
    default:
      return assertNever(expression, 'expression')
  }
}

function valueOf(
  { name, column }: { readonly name: FormulaVariable; readonly column: number },
  values: FormulaValues,
): Fraction {
  const given = values[name]
  if (given === undefined || given === null) throw new FormulaError('formula.value_missing', column, { name })
  return fraction(BigInt(given.value), 10n ** BigInt(given.scale))
}

type Arithmetic = Extract<Expression, { readonly kind: 'arithmetic' }>

function arithmetic(expression: Arithmetic, values: FormulaValues): Fraction {
  const left = compute(expression.left, values)
  const right = compute(expression.right, values)
  switch (expression.operator) {
    case '+':
      return addFractions(left, right)
    case '-':
      return subtractFractions(left, right)
    case '*':
      return multiplyFractions(left, right)
    case '/':
      if (right.num === 0n) throw divisionBy(expression)
      return multiplyFractions(left, right.num < 0n ? fraction(-right.den, -right.num) : fraction(right.den, right.num))
    default:
      return assertNever(expression.operator, 'operator')
  }
}

/** Points at the divisor: that is what has to be changed. */
function divisionBy({ right }: Arithmetic): FormulaError {
  return new FormulaError('formula.division_by_zero', right.column)
}

function extreme(pick: 'min' | 'max', of: readonly Fraction[]): Fraction {
  return of.reduce((best, value) => {
    const order = compareFractions(value, best)
    return (pick === 'min' ? order < 0 : order > 0) ? value : best
  })
}

function holds(comparison: Comparison, order: number): boolean {
  switch (comparison) {
    case '<':
      return order < 0
    case '<=':
      return order <= 0
    case '>':
      return order > 0
    case '>=':
      return order >= 0
    case '=':
      return order === 0
    case '<>':
      return order !== 0
    default:
      return assertNever(comparison, 'comparison')
  }
}
