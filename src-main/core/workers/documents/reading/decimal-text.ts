/** The shortest decimal text of a stored number, without exponent: `89.43`, `320106199001010000`, `0.0000001`; `null` for no number. */
export function decimalText(value: number): string | null {
  if (!Number.isFinite(value)) return null
  const text = String(value)
  if (!text.includes('e')) return text
  if (Math.abs(value) >= 1) return BigInt(value).toString()
  const [digits = '', exponent = ''] = text.replace(/^-/, '').split('e-')
  const zeros = '0'.repeat(Number(exponent) - 1)
  return `${value < 0 ? '-' : ''}0.${zeros}${digits.replace('.', '')}`
}
