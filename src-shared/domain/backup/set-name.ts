import { localTimeOf } from '../../kernel/time.ts'
import type { Instant } from '../../kernel/time.ts'

const SET_NAME = /^wuye-\d{8}-\d{6}(-\d{1,2})?$/

/** `wuye-20261123-020000`, the time in the business zone; with a number behind when that name is taken. */
export function setNameOf(madeAt: Instant, taken: ReadonlySet<string>): string {
  const plain = `wuye-${localTimeOf(madeAt).replaceAll(/[-:]/g, '').replace(' ', '-')}`
  if (!taken.has(plain)) return plain
  let number = 2
  while (taken.has(`${plain}-${number}`)) number += 1
  return `${plain}-${number}`
}

export function isSetName(name: string): boolean {
  return SET_NAME.test(name)
}
