import { type CellWarning, type Reading, value, wrong } from './reading.ts'
import { type Rewrite, tidySpaces } from './tidy.ts'

const HAN_SPACE = /(?<=\p{Script=Han})\s+(?=\p{Script=Han})/gu
const WIDE_CODED = /[\uff10-\uff19\uff21-\uff3a\uff41-\uff5a\uff0f]/g
const COMPANY = /公司|集团|中心|合作社|银行|委员会|事务所|学校|医院|商行|商店|超市|[店厂局社部]$/
const BETWEEN = /[/、,，;；&|\n]+/
const MAX_NAME = 60

/**
 * The people or companies (姓名) of a cell: a couple `张三/李四` is two owners (domain rules 8.5). Spaces between Han characters are
 * lost, those of `John Smith` stay; brackets of a company's name stay as they are registered.
 */
export function readNames(raw: string): Reading<readonly string[]> {
  const spaced = tidySpaces(raw.replace(/[•．‧∙]/g, '·'), 'doubled')
  const narrow = spaced.text.replace(WIDE_CODED, (char) => String.fromCodePoint(char.charCodeAt(0) - 0xfee0))
  const text = narrow.replace(HAN_SPACE, '')
  const rewritten: Rewrite[] = text === narrow ? [...spaced.rewritten] : ['spaces_removed']
  if (narrow !== spaced.text) rewritten.push('half_width')
  const names = split(text)
  for (const name of names) {
    if (Array.from(name).length > MAX_NAME) return wrong('import.text_too_long', { max: MAX_NAME })
    if (/^[\d\s.+-]+$/.test(name)) return wrong('import.name_has_digits', { text: name })
    if (/\ufffd|[?？]/.test(name)) return wrong('import.name_lost_character', { text: name })
  }
  if (names.length === 0) return wrong('import.name_has_digits', { text: raw.trim() })
  return value(names, rewritten, warningsOf(names))
}

function split(text: string): readonly string[] {
  if (COMPANY.test(text) && !text.includes('/')) return [text]
  return [
    ...new Set(
      text
        .split(BETWEEN)
        .map((name) => name.trim())
        .filter((name) => name !== ''),
    ),
  ]
}

/** Old systems put a rare character into the private area, where another PC shows another glyph or none. */
function warningsOf(names: readonly string[]): CellWarning[] {
  const text = names.find((name) => /\p{Co}/u.test(name))
  return text === undefined ? [] : [{ code: 'import.name_private_character', params: { text } }]
}
