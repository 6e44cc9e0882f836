import type { Refusal } from '../../kernel/app-error.ts'
import type { FormulaCode } from './codes.ts'
import { catchFormulaError, FormulaError } from './codes.ts'
import { foldConstants } from './evaluate.ts'
import type { CompiledFormula } from './expression.ts'
import { Parser } from './parser.ts'
import { readTokens } from './tokens.ts'

/** Characters. It bounds the work: one row stays far below a millisecond. */
export const MAX_FORMULA_LENGTH = 200

/** Checks a formula at save (case B28): the first error with its column, a division by a constant 0 included. */
export function compileFormula(text: string): CompiledFormula | Refusal<FormulaCode> {
  return catchFormulaError((): CompiledFormula => {
    if (text.trim() === '') throw new FormulaError('formula.empty', 1)
    if (Array.from(text).length > MAX_FORMULA_LENGTH) {
      throw new FormulaError('formula.too_long', MAX_FORMULA_LENGTH + 1, { maximum: MAX_FORMULA_LENGTH })
    }
    const parser = new Parser(readTokens(text))
    const expression = parser.parse()
    foldConstants(expression)
    return { kind: 'compiled', text, expression, variables: [...parser.variables] }
  })
}
