import { parseScaled } from '../../../src-shared/kernel/money.ts'

/** Whether a text is a number that no field can hold: its digits are right, there are too many of them. */
export function isTooLong(text: string, scale: number): boolean {
  if (parseScaled(text, scale) !== null) return false
  const short = text.replace(/[\d\uFF10-\uFF19,]{15,}/, '1')
  return short !== text && parseScaled(short, scale) !== null
}
