import type { Refusal } from '../../kernel/app-error.ts'
import { refusal } from '../../kernel/app-error.ts'

/** What may be wrong with a formula. Every refusal carries the 1-based `column` in characters at which it is seen. */
export const FORMULA_CODES = [
  'formula.empty',
  'formula.too_long',
  'formula.too_deep',
  'formula.unknown_character',
  'formula.bad_number',
  'formula.unknown_variable',
  'formula.unknown_function',
  'formula.value_expected',
  'formula.close_expected',
  'formula.open_expected',
  'formula.operator_expected',
  'formula.comparison_expected',
  'formula.argument_count',
  'formula.decimals_expected',
  'formula.division_by_zero',
  'formula.value_missing',
  'formula.out_of_range',
] as const
export type FormulaCode = (typeof FORMULA_CODES)[number]

/** A thrown refusal: parser and evaluator leave through it, `compileFormula` and `evaluateFormula` turn it into data. */
export class FormulaError extends Error {
  readonly code: FormulaCode
  readonly column: number
  readonly params: Readonly<Record<string, string | number>>

  constructor(code: FormulaCode, column: number, params: Readonly<Record<string, string | number>> = {}) {
    super(code)
    this.code = code
    this.column = column
    this.params = params
  }
}

/** Runs `work` and gives its formula error as a refusal; any other error is a defect and passes. */
export function catchFormulaError<T>(work: () => T): T | Refusal<FormulaCode> {
  try {
    return work()
  } catch (error) {
    if (!(error instanceof FormulaError)) throw error
    return refusal(error.code, { column: error.column, ...error.params }, 'formula')
  }
}
