import { toHalfWidth } from '../../kernel/money.ts'
import { normalisePhone } from './phone.ts'

export interface SearchedPerson {
  /** As on the deed; a couple as 张三/李四. */
  readonly name: string
  readonly phones: readonly string[]
}

/** The readings of a Chinese name, each as its syllables: 单雄 gives `[['shan','xiong'],['dan','xiong']]`. */
export type Pinyin = (name: string) => readonly (readonly string[])[]

const TAIL_LENGTHS = [4, 5, 6, 7, 8]

/**
 * 检索词 of a person: each Han character (searched as a phrase), every reading joined and as initials, Latin words, the phone
 * and its tails of 4 to 8 digits. A tail is found as a whole word, everything else by prefix.
 */
export function personSearchTokens(person: SearchedPerson, pinyin: Pinyin): string[] {
  const names = person.name.split(/[/、,，&]+/).flatMap((name) => nameTokens(toHalfWidth(name).trim(), pinyin))
  return [...names, ...new Set(person.phones.flatMap(phoneTokens))]
}

function nameTokens(name: string, pinyin: Pinyin): string[] {
  const han = name.match(/\p{Script=Han}/gu) ?? []
  const words = name.toLowerCase().match(/[a-z0-9]+/g) ?? []
  const spelled = new Set<string>(words)
  if (words.length > 1) for (const joined of [words.join(''), initialsOf(words)]) spelled.add(joined)
  const readings = han.length === 0 ? [] : pinyin(han.join(''))
  for (const syllables of readings) {
    const plain = syllables.map((syllable) => syllable.toLowerCase())
    spelled.add(plain.join('')).add(initialsOf(plain))
  }
  return [...han, ...spelled]
}

function phoneTokens(typed: string): string[] {
  const phone = normalisePhone(typed)
  if (phone === null) return []
  const digits = phone.digits.replace(/\D/g, '')
  const tails = TAIL_LENGTHS.filter((length) => length < digits.length).map((length) => digits.slice(-length))
  return [digits, ...tails]
}

function initialsOf(words: readonly string[]): string {
  return words.map((word) => word.slice(0, 1)).join('')
}
