import type { Brand } from './brand.ts'

/** 分: an integer amount of money, 1/100 元, within ±2^53. No float ever touches one. */
export type Fen = Brand<number, 'Fen'>

export const ZERO_FEN = 0 as Fen

/** The largest amount of one document: a hundred million 元. Beyond it a slip of the finger is likelier than a payment. */
export const MAX_DOCUMENT_FEN = 10_000_000_000

export type RoundingMode = 'half_up' | 'down' | 'up'

/** @throws RangeError when `value` is not a safe integer. */
export function fen(value: number): Fen {
  if (!Number.isSafeInteger(value)) throw new RangeError(`Not an amount in fen: ${value}`)
  return (value === 0 ? 0 : value) as Fen
}

export function addFen(...amounts: readonly Fen[]): Fen {
  return sumFen(amounts, (amount) => amount)
}

/** @throws RangeError when the sum leaves 2^53 at any step: beyond it, adding and taking away would lose fen unseen. */
export function sumFen<T>(rows: Iterable<T>, amountOf: (row: T) => Fen): Fen {
  let sum = ZERO_FEN
  for (const row of rows) sum = fen(sum + amountOf(row))
  return sum
}

/**
 * The one division of an amount: `numerator / denominator`, rounded once, symmetric around zero (domain rules 3.0, 3.5).
 * `up` rounds away from zero, so that a reversal mirrors its line.
 * @throws RangeError when the denominator is not positive.
 */
export function divideRounded(numerator: bigint, denominator: bigint, mode: RoundingMode = 'half_up'): bigint {
  if (denominator <= 0n) throw new RangeError('The denominator must be positive')
  const negative = numerator < 0n
  const size = negative ? -numerator : numerator
  const whole = size / denominator
  const rest = size % denominator
  const up = mode === 'up' ? rest > 0n : mode === 'half_up' && rest * 2n >= denominator
  const rounded = up ? whole + 1n : whole
  return negative ? -rounded : rounded
}

/**
 * Shares `total` over `weights` by largest remainder; equal remainders go to the earlier index. The parts add up to `total`.
 * @throws RangeError when a weight is negative or all are zero.
 */
export function shareByLargestRemainder(total: Fen, weights: readonly bigint[]): Fen[] {
  if (weights.some((weight) => weight < 0n)) throw new RangeError('Weights must not be negative')
  const sum = weights.reduce((left, weight) => left + weight, 0n)
  if (sum === 0n) throw new RangeError('At least one weight must be positive')
  const negative = total < 0
  const size = BigInt(Math.abs(total))
  const parts = weights.map((weight, index) => ({ index, whole: (size * weight) / sum, rest: (size * weight) % sum }))
  let left = Number(size - parts.reduce((given, part) => given + part.whole, 0n))
  const order = [...parts].sort((a, b) => {
    if (a.rest === b.rest) return a.index - b.index
    return a.rest > b.rest ? -1 : 1
  })
  for (const part of order) {
    if (left === 0) break
    part.whole += 1n
    left -= 1
  }
  return parts.map((part) => fen(negative ? -Number(part.whole) : Number(part.whole)))
}

/** `123450` → `1,234.50`; negative with a leading minus. For screens, paper and messages. */
export function formatFen(amount: Fen, options: { readonly grouping?: boolean } = {}): string {
  const size = Math.abs(amount)
  const yuan = String(Math.floor(size / 100))
  const cents = String(size % 100).padStart(2, '0')
  const grouped = options.grouping === false ? yuan : yuan.replace(/\B(?=(\d{3})+$)/g, ',')
  return `${amount < 0 ? '-' : ''}${grouped}.${cents}`
}

/**
 * Reads a scaled decimal such as an amount (`scale` 2), an area (2), a reading (3) or a unit price (6) into its integer.
 * Accepts full-width digits, thousands separators, a leading 元 or ¥ sign and a trailing 元. Returns `null` when the text is no
 * number, has more decimals than `scale` (trailing zeros do not count), or does not fit 2^53. A separator counts only between
 * thousands: `12、5` and `1,23` are typing errors, not 125 and 123.
 */
export function parseScaled(text: string, scale: number): number | null {
  const plain = toHalfWidth(text)
    .replace(/\s/g, '')
    .replace(/^[¥￥]/, '')
    .replace(/元$/, '')
  const match = /^([+-]?)(\d{1,3}(?:,\d{3})+|\d*)(?:\.(\d*))?$/.exec(plain)
  if (!match) return null
  const [, sign, grouped = '', rawDecimals = ''] = match
  const whole = grouped.replaceAll(',', '')
  if (whole === '' && rawDecimals === '') return null
  const decimals = rawDecimals.replace(/0+$/, '')
  if (decimals.length > scale) return null
  const value = Number(`${whole || '0'}${decimals.padEnd(scale, '0')}`)
  if (!Number.isSafeInteger(value)) return null
  return sign === '-' && value !== 0 ? -value : value
}

/** An amount as a clerk types it, `1,234.5` or `１２`, in 分; `null` when it is no amount. */
export function parseFen(text: string): Fen | null {
  const value = parseScaled(text, 2)
  return value === null ? null : (value as Fen)
}

/** `8943, 2` → `89.43`: an exact decimal text of a scaled integer, at least `minDecimals` decimals. */
export function formatScaled(value: number, scale: number, minDecimals = scale): string {
  const size = String(Math.abs(value)).padStart(scale + 1, '0')
  const whole = size.slice(0, size.length - scale)
  let decimals = scale === 0 ? '' : size.slice(size.length - scale)
  while (decimals.length > minDecimals && decimals.endsWith('0')) decimals = decimals.slice(0, -1)
  return `${value < 0 ? '-' : ''}${whole}${decimals === '' ? '' : `.${decimals}`}`
}

/** Full-width letters, digits and signs to their ASCII twins; the Chinese comma, stop and dash likewise. */
export function toHalfWidth(text: string): string {
  let out = ''
  for (const char of text) {
    const code = char.charCodeAt(0)
    if (code >= 0xff01 && code <= 0xff5e) out += String.fromCodePoint(code - 0xfee0)
    else if (code === 0x3000) out += ' '
    else if (char === '。') out += '.'
    else if (char === '、') out += ','
    else if (char === '—' || char === '–') out += '-'
    else out += char
  }
  return out
}
