import type { Fraction } from '../../kernel/fraction.ts'
import type { FormulaVariable } from './variables.ts'

export type Comparison = '<' | '<=' | '>' | '>=' | '=' | '<>'
export type RoundingFunction = 'half_up' | 'up' | 'down'

/** A parsed formula. Every node knows the column at which an error of its own is shown. */
export type Expression =
  | { readonly kind: 'number'; readonly column: number; readonly value: Fraction }
  | { readonly kind: 'variable'; readonly column: number; readonly name: FormulaVariable }
  | { readonly kind: 'negative'; readonly column: number; readonly of: Expression }
  | {
      readonly kind: 'arithmetic'
      readonly column: number
      readonly operator: '+' | '-' | '*' | '/'
      readonly left: Expression
      readonly right: Expression
    }
  | {
      readonly kind: 'extreme'
      readonly column: number
      readonly pick: 'min' | 'max'
      readonly of: readonly Expression[]
    }
  | {
      readonly kind: 'round'
      readonly column: number
      readonly mode: RoundingFunction
      readonly of: Expression
      readonly decimals: number
    }
  | {
      readonly kind: 'choice'
      readonly column: number
      readonly comparison: Comparison
      readonly left: Expression
      readonly right: Expression
      readonly yes: Expression
      readonly no: Expression
    }

/** 自定义公式, checked: it can still fail on one room's values, never on its form. */
export interface CompiledFormula {
  readonly kind: 'compiled'
  readonly text: string
  readonly expression: Expression
  /** The variables in order of appearance. */
  readonly variables: readonly FormulaVariable[]
}
