/**
 * The recovery code (恢复码): 29 random characters of Crockford's base 32 and one check character, printed in groups of
 * five. 145 bits, so no slow derivation is needed behind it.
 */
export const DATA_CHARACTERS = 29
const CODE_CHARACTERS = DATA_CHARACTERS + 1
const GROUP = 5
const ALPHABET = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'

export type RecoveryCodeReading =
  | { readonly kind: 'code'; readonly characters: string }
  | { readonly kind: 'mistyped'; readonly why: 'length' | 'character' | 'check' }

/** Makes a code from `DATA_CHARACTERS` random bytes, of each of which five bits are used. */
export function makeRecoveryCode(random: Uint8Array): string {
  if (random.length < DATA_CHARACTERS) throw new RangeError(`A recovery code needs ${DATA_CHARACTERS} random bytes`)
  const values = Array.from(random.subarray(0, DATA_CHARACTERS), (byte) => byte & 31)
  const characters = [...values, checkValue(values)].map((value) => ALPHABET.charAt(value)).join('')
  return (characters.match(new RegExp(`.{${GROUP}}`, 'g')) ?? []).join('-')
}

/** Reads what a person typed: any case, spaces, dashes, full-width characters, O for 0 and I or L for 1 are forgiven. */
export function readRecoveryCode(typed: string): RecoveryCodeReading {
  const characters = typed
    .normalize('NFKC')
    .toUpperCase()
    .replace(/[\s\p{Pd}_.]/gu, '')
    .replaceAll('O', '0')
    .replace(/[IL]/g, '1')
  const values = Array.from(characters, (character) => ALPHABET.indexOf(character))
  if (values.includes(-1)) return { kind: 'mistyped', why: 'character' }
  if (values.length !== CODE_CHARACTERS) return { kind: 'mistyped', why: 'length' }
  if (checkValue(values.slice(0, DATA_CHARACTERS)) !== values[DATA_CHARACTERS])
    return { kind: 'mistyped', why: 'check' }
  return { kind: 'code', characters }
}

/**
 * Weighted sum over GF(32) with the powers 1 to 29 of a primitive element. The check character has weight 1, and all thirty
 * weights differ, so every single wrong character and every swap of two characters is noticed.
 */
function checkValue(values: readonly number[]): number {
  let sum = 0
  let weight = 1
  for (const value of values) {
    weight = timesAlpha(weight)
    sum ^= multiply(value, weight)
  }
  return sum
}

/** Times x modulo the primitive polynomial x^5 + x^2 + 1. */
function timesAlpha(value: number): number {
  const doubled = value << 1
  return doubled & 32 ? doubled ^ 0b100101 : doubled
}

function multiply(left: number, right: number): number {
  let product = 0
  let shifted = left
  for (let bits = right; bits > 0; bits >>= 1) {
    if (bits & 1) product ^= shifted
    shifted = timesAlpha(shifted)
  }
  return product
}
