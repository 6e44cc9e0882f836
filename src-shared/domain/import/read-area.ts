import { formatScaled, parseScaled } from '../../kernel/money.ts'
import { groupsOf } from './groups.ts'
import { type Reading, value, wrong } from './reading.ts'
import type { Rewrite, Tidied } from './tidy.ts'

const UNIT = /(㎡|m²|m\^?2|平方米|平方|平米|平)$/i
const PLAIN = /^[+-]?(\d+|\d{1,3}(,\d{3})+)?(\.\d*)?$/
/** 99,999.99 ㎡: larger than any room of a residential project. */
const MAX_AREA_E2 = 9_999_999
/** A sum such as 89.43000000000001 carries noise beyond the sixth decimal; anything coarser was meant. */
const NOISE_SCALE = 12
const PER_E2 = 10_000_000_000n
const NOISE = 10_000n

/**
 * An area (面积) in 1/100 ㎡ from `89.43`, `89.43㎡`, `1,234.5`. Rule R0-1 keeps two decimals; a third one is refused and not
 * rounded, since it would change what is billed.
 */
export function readArea(tidied: Tidied): Reading<number> {
  const bare = tidied.text.replace(UNIT, '')
  const rewritten: Rewrite[] = bare === tidied.text ? [...tidied.rewritten] : [...tidied.rewritten, 'unit_removed']
  if (bare === '' || !PLAIN.test(bare)) return wrong('import.area_not_number', { text: tidied.text })
  if (bare.includes(',')) rewritten.push('marks_removed')
  const plain = withoutNoise(bare.replaceAll(',', ''))
  if (plain !== bare.replaceAll(',', '')) rewritten.push('float_noise')
  const areaE2 = parseScaled(plain, 2)
  if (areaE2 === null)
    return wrong(/\.\d{3}/.test(plain) ? 'import.area_too_precise' : 'import.area_not_number', { text: tidied.text })
  if (areaE2 <= 0) return wrong('import.area_not_positive', { text: tidied.text })
  if (areaE2 > MAX_AREA_E2)
    return wrong('import.area_too_large', { text: tidied.text, max: formatScaled(MAX_AREA_E2, 2) })
  return value(areaE2, rewritten)
}

/** The nearest two-decimal text when a long fraction is noise of binary sums, else the text itself. */
export function withoutNoise(text: string): string {
  const match = groupsOf(/^(\d{1,9})\.(\d{7,})$/, text)
  if (match === null) return text
  const [, whole, decimals] = match
  const scaled = BigInt(whole + decimals.slice(0, NOISE_SCALE).padEnd(NOISE_SCALE, '0'))
  const nearest = (scaled + PER_E2 / 2n) / PER_E2
  const off = scaled - nearest * PER_E2
  return off > NOISE || off < -NOISE ? text : formatScaled(Number(nearest), 2, 0)
}
