import { divideRounded, toHalfWidth } from '../../../src-shared/kernel/money.ts'

/** An exact fraction: what was typed is never a float (architecture §4). */
interface Fraction {
  readonly over: bigint
  readonly under: bigint
}

/**
 * The value of a calculation that a clerk types into a number field, `=89.43*1.8` or `=(1200+35)/3`, as an integer scaled
 * by 10^`scale`, rounded once, half up. `null` when it is no calculation, divides by zero or does not fit 2^53.
 */
export function computeExpression(text: string, scale: number): number | null {
  const source = toHalfWidth(text).replace(/[\s,]/g, '').replace(/[×xX]/g, '*').replace(/÷/g, '/')
  if (!source.startsWith('=') || source.length > 80) return null
  const reader = new Reader(source.slice(1))
  const value = reader.sum()
  if (value === null || !reader.atEnd) return null
  const sign = value.under < 0n ? -1n : 1n
  const scaled = Number(divideRounded(sign * value.over * 10n ** BigInt(scale), sign * value.under))
  return Number.isSafeInteger(scaled) ? scaled : null
}

export function isExpression(text: string): boolean {
  return /^\s*[=＝]/.test(text)
}

/** Recursive descent over + - * / ( ) and decimal numbers; `null` at the first thing that is none of these. */
class Reader {
  readonly #source: string
  #at = 0

  constructor(source: string) {
    this.#source = source
  }

  get atEnd(): boolean {
    return this.#at === this.#source.length
  }

  sum(): Fraction | null {
    let left = this.#product()
    for (let sign = this.#take('+-'); left !== null && sign !== null; sign = this.#take('+-')) {
      const right = this.#product()
      if (right === null) return null
      const added = sign === '+' ? right.over : -right.over
      left = { over: left.over * right.under + added * left.under, under: left.under * right.under }
    }
    return left
  }

  #product(): Fraction | null {
    let left = this.#factor()
    for (let sign = this.#take('*/'); left !== null && sign !== null; sign = this.#take('*/')) {
      const right = this.#factor()
      if (right === null || (sign === '/' && right.over === 0n)) return null
      left =
        sign === '*'
          ? { over: left.over * right.over, under: left.under * right.under }
          : { over: left.over * right.under, under: left.under * right.over }
    }
    return left
  }

  #factor(): Fraction | null {
    if (this.#take('-') !== null) {
      const value = this.#factor()
      return value === null ? null : { over: -value.over, under: value.under }
    }
    if (this.#take('(') === null) return this.#number()
    const value = this.sum()
    return this.#take(')') === null ? null : value
  }

  #number(): Fraction | null {
    const [text = ''] = /^\d+(?:\.\d*)?|^\.\d+/.exec(this.#source.slice(this.#at)) ?? []
    if (text === '') return null
    this.#at += text.length
    const [whole = '', decimals = ''] = text.split('.')
    return { over: BigInt(`${whole}${decimals}`), under: 10n ** BigInt(decimals.length) }
  }

  #take(signs: string): string | null {
    const sign = this.#source[this.#at]
    if (sign === undefined || !signs.includes(sign)) return null
    this.#at += 1
    return sign
  }
}
