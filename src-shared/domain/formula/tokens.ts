import { toHalfWidth } from '../../kernel/money.ts'
import type { Fraction } from '../../kernel/fraction.ts'
import { fraction } from '../../kernel/fraction.ts'
import { FormulaError } from './codes.ts'

export type Sign = '+' | '-' | '*' | '/' | '(' | ')' | ',' | '<' | '<=' | '>' | '>=' | '=' | '<>'

/** `column` is 1-based and counts characters as a person does: one outside the basic plane is one. */
export type Token =
  | { readonly kind: 'number'; readonly column: number; readonly value: Fraction }
  | { readonly kind: 'name'; readonly column: number; readonly name: string }
  | { readonly kind: 'sign'; readonly column: number; readonly sign: Sign }
  | { readonly kind: 'end'; readonly column: number }

/** Decimals of a price (1e-6 元); more is a typing error. */
const MAX_DECIMALS = 6
const MAX_WHOLE_DIGITS = 12

/** Signs that stand for another one: a keyboard in Chinese mode writes them. Full-width twins are mapped before. */
const TWINS: Readonly<Record<string, string>> = { '×': '*', '÷': '/', '≤': '<=', '≥': '>=', '≠': '<>', '−': '-' }
const PAIRS: ReadonlySet<string> = new Set(['<=', '>=', '<>'])
const SINGLES: ReadonlySet<string> = new Set(['+', '-', '*', '/', '(', ')', ',', '<', '>', '='])

/** @throws FormulaError `formula.unknown_character` | `formula.bad_number` */
export function readTokens(text: string): Token[] {
  const characters = Array.from(text, toHalfWidth)
  const tokens: Token[] = []
  let at = 0
  const take = (matches: (character: string) => boolean): string => {
    const from = at
    while (at < characters.length && matches(characters[at] as string)) at++
    return characters.slice(from, at).join('')
  }
  while (at < characters.length) {
    const character = characters[at] as string
    const column = at + 1
    if (/\s/.test(character)) at++
    else if (isNumeric(character)) tokens.push({ kind: 'number', column, value: numberOf(take(isNumeric), column) })
    else if (isNameStart(character)) tokens.push({ kind: 'name', column, name: take(isNamePart) })
    else {
      const { sign, length } = signAt(characters, at)
      tokens.push({ kind: 'sign', column, sign })
      at += length
    }
  }
  return [...tokens, { kind: 'end', column: characters.length + 1 }]
}

function signAt(characters: readonly string[], at: number): { readonly sign: Sign; readonly length: number } {
  const first = characters[at] as string
  const pair = characters.slice(at, at + 2).join('')
  if (PAIRS.has(pair)) return { sign: pair as Sign, length: 2 }
  const sign = TWINS[first] ?? first
  if (!SINGLES.has(sign) && !PAIRS.has(sign)) {
    throw new FormulaError('formula.unknown_character', at + 1, { character: first })
  }
  return { sign: sign as Sign, length: 1 }
}

function numberOf(text: string, column: number): Fraction {
  const match = /^(\d+)(?:\.(\d+))?$/.exec(text)
  const [, whole = '', decimals = ''] = match ?? []
  if (match === null || whole.length > MAX_WHOLE_DIGITS || decimals.length > MAX_DECIMALS) {
    throw new FormulaError('formula.bad_number', column, { number: text })
  }
  return fraction(BigInt(whole + decimals), 10n ** BigInt(decimals.length))
}

function isNumeric(character: string): boolean {
  return /[\d.]/.test(character)
}

function isNameStart(character: string): boolean {
  return /[\p{L}_]/u.test(character)
}

function isNamePart(character: string): boolean {
  return /[\p{L}\d_]/u.test(character)
}
