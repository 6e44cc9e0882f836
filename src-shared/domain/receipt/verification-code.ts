import { toHalfWidth } from '../../kernel/money.ts'

/**
 * 23 signs, of each pair that is mistaken for one another at most one (no 0 O D Q, no 1 I L, no Z S B G U V). A prime number of
 * them lets the check sign find every single wrong sign and every swap of two.
 */
const ALPHABET = '23456789ACEFHJKMNPRTWXY'
const DATA_SIGNS = 7
const BASE = BigInt(ALPHABET.length)

/** 校验短码 printed on a receipt: seven signs of the operation's hash and a check sign, `XXXX-XXXX`. */
export function verificationCode(hash: Uint8Array): string {
  if (hash.length < 8) throw new RangeError('A verification code needs 8 bytes of hash')
  let rest = 0n
  for (const byte of hash.subarray(0, 8)) rest = rest * 256n + BigInt(byte)
  let signs = ''
  for (let at = 0; at < DATA_SIGNS; at++) {
    signs += ALPHABET.charAt(Number(rest % BASE))
    rest /= BASE
  }
  const code = signs + checkSign(signs)
  return `${code.slice(0, 4)}-${code.slice(4)}`
}

/** The code as printed when what was typed or read aloud is one, else `null`. It says nothing about which receipt it is. */
export function parseVerificationCode(typed: string): string | null {
  const code = toHalfWidth(typed).replace(/[\s-]/g, '').toUpperCase()
  if (code.length !== DATA_SIGNS + 1 || [...code].some((sign) => !ALPHABET.includes(sign))) return null
  if (checkSign(code.slice(0, DATA_SIGNS)) !== code.charAt(DATA_SIGNS)) return null
  return `${code.slice(0, 4)}-${code.slice(4)}`
}

function checkSign(signs: string): string {
  let sum = 0
  for (const [index, sign] of [...signs].entries()) sum += (index + 2) * ALPHABET.indexOf(sign)
  return ALPHABET.charAt(sum % ALPHABET.length)
}
