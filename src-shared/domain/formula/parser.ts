import { FormulaError } from './codes.ts'
import type { Comparison, Expression, RoundingFunction } from './expression.ts'
import type { Sign, Token } from './tokens.ts'
import type { FormulaVariable } from './variables.ts'
import { isFormulaVariable } from './variables.ts'

/** Brackets and leading minus signs inside one another. It bounds the stack, whatever is typed. */
export const MAX_DEPTH = 20

type Parse = (parser: Parser, call: { readonly name: string; readonly column: number }) => Expression

const COMPARISONS: ReadonlySet<Sign> = new Set(['<', '<=', '>', '>=', '=', '<>'])

/** 函数: Chinese name and the name that spreadsheets use. */
const FUNCTIONS: ReadonlyMap<string, Parse> = new Map<string, Parse>([
  ...names(['最小', 'MIN'], (parser, call) => parser.extreme('min', call)),
  ...names(['最大', 'MAX'], (parser, call) => parser.extreme('max', call)),
  ...names(['四舍五入', 'ROUND'], (parser, call) => parser.round('half_up', call)),
  ...names(['向上取整', 'ROUNDUP'], (parser, call) => parser.round('up', call)),
  ...names(['向下取整', 'ROUNDDOWN'], (parser, call) => parser.round('down', call)),
  ...names(['如果', 'IF'], (parser, call) => parser.choice(call)),
])

function names(spelled: readonly string[], parse: Parse): [string, Parse][] {
  return spelled.map((name) => [name, parse])
}

/** Recursive descent, one method a rule of the grammar. Stops at the first error, with its column. */
export class Parser {
  readonly variables = new Set<FormulaVariable>()
  readonly #tokens: readonly Token[]
  #at = 0
  #depth = 0

  constructor(tokens: readonly Token[]) {
    this.#tokens = tokens
  }

  /** The whole formula. @throws FormulaError */
  parse(): Expression {
    const expression = this.#sum()
    const rest = this.#peek()
    if (rest.kind !== 'end') throw new FormulaError('formula.operator_expected', rest.column)
    return expression
  }

  extreme(pick: 'min' | 'max', { name, column }: { readonly name: string; readonly column: number }): Expression {
    const of = this.#list()
    if (of.length < 2) throw new FormulaError('formula.argument_count', column, { name, from: 2, given: of.length })
    return { kind: 'extreme', column, pick, of }
  }

  round(mode: RoundingFunction, call: { readonly name: string; readonly column: number }): Expression {
    const of = this.#sum()
    if (!this.#accept(',')) return { kind: 'round', column: call.column, mode, of, decimals: 0 }
    const token = this.#peek()
    const decimals = token.kind === 'number' ? Number(token.value.num) : -1
    if (token.kind !== 'number' || token.value.den !== 1n || decimals > 6) {
      throw new FormulaError('formula.decimals_expected', token.column)
    }
    this.#at++
    return { kind: 'round', column: call.column, mode, of, decimals }
  }

  choice({ name, column }: { readonly name: string; readonly column: number }): Expression {
    const left = this.#sum()
    const token = this.#peek()
    if (token.kind !== 'sign' || !COMPARISONS.has(token.sign)) {
      throw new FormulaError('formula.comparison_expected', token.column)
    }
    this.#at++
    const right = this.#sum()
    const given: Expression[] = []
    while (this.#accept(',')) given.push(this.#sum())
    const [yes, no] = given
    if (yes === undefined || no === undefined || given.length > 2) {
      throw new FormulaError('formula.argument_count', column, { name, from: 3, given: given.length + 1 })
    }
    return { kind: 'choice', column, comparison: token.sign as Comparison, left, right, yes, no }
  }

  #sum(): Expression {
    let left = this.#product()
    for (let token = this.#peek(); isSign(token, '+', '-'); token = this.#peek()) {
      this.#at++
      left = { kind: 'arithmetic', column: token.column, operator: token.sign, left, right: this.#product() }
    }
    return left
  }

  #product(): Expression {
    let left = this.#factor()
    for (let token = this.#peek(); isSign(token, '*', '/'); token = this.#peek()) {
      this.#at++
      left = { kind: 'arithmetic', column: token.column, operator: token.sign, left, right: this.#factor() }
    }
    return left
  }

  #factor(): Expression {
    const token = this.#peek()
    this.#at++
    switch (token.kind) {
      case 'number':
        return token
      case 'name':
        return this.#named(token)
      case 'sign':
        if (token.sign === '(') return this.#nested(token.column, () => this.#closed(this.#sum()))
        if (token.sign === '-') return this.#nested(token.column, () => this.#negative(token.column))
        throw new FormulaError('formula.value_expected', token.column)
      case 'end':
      default:
        throw new FormulaError('formula.value_expected', token.column)
    }
  }

  #negative(column: number): Expression {
    return { kind: 'negative', column, of: this.#factor() }
  }

  #named({ name, column }: { readonly name: string; readonly column: number }): Expression {
    const parse = FUNCTIONS.get(name.toUpperCase())
    if (parse !== undefined) {
      if (!this.#accept('(')) throw new FormulaError('formula.open_expected', this.#peek().column, { name })
      return this.#nested(column, () => this.#closed(parse(this, { name, column })))
    }
    if (isFormulaVariable(name)) {
      this.variables.add(name)
      return { kind: 'variable', column, name }
    }
    const called = isSign(this.#peek(), '(')
    throw new FormulaError(called ? 'formula.unknown_function' : 'formula.unknown_variable', column, { name })
  }

  #list(): Expression[] {
    const of = [this.#sum()]
    while (this.#accept(',')) of.push(this.#sum())
    return of
  }

  #closed(expression: Expression): Expression {
    if (!this.#accept(')')) throw new FormulaError('formula.close_expected', this.#peek().column)
    return expression
  }

  #nested(column: number, parse: () => Expression): Expression {
    if (++this.#depth > MAX_DEPTH) throw new FormulaError('formula.too_deep', column, { maximum: MAX_DEPTH })
    const expression = parse()
    this.#depth--
    return expression
  }

  #accept(sign: Sign): boolean {
    const found = isSign(this.#peek(), sign)
    if (found) this.#at++
    return found
  }

  #peek(): Token {
    return this.#tokens[this.#at] as Token
  }
}

function isSign<S extends Sign>(
  token: Token,
  ...signs: readonly S[]
): token is { readonly kind: 'sign'; readonly column: number; readonly sign: S } {
  return token.kind === 'sign' && (signs as readonly Sign[]).includes(token.sign)
}
