import { attributesOf, tagsOf } from './xml.ts'

/** What a number format makes of a number: a day, a month without a day, or a number. */
export type NumberMeaning = 'number' | 'day' | 'month'

/** Built-in formats (ECMA-376 18.8.30) that show a day; 27–31 and 50–58 are those of Chinese Excel and WPS. */
const DAY_FORMATS: ReadonlySet<number> = new Set([14, 15, 16, 22, 28, 29, 30, 31, 51, 53, 54, 58])
const MONTH_FORMATS: ReadonlySet<number> = new Set([17, 27, 36, 50, 52, 57])

/** The meaning of each cell style by its index in `cellXfs`. */
export function readNumberMeanings(stylesXml: string): readonly NumberMeaning[] {
  const custom = new Map<number, NumberMeaning>()
  for (const tag of tagsOf(stylesXml, 'numFmt')) {
    const { numFmtId, formatCode } = attributesOf(tag)
    custom.set(Number(numFmtId), meaningOfFormat(formatCode ?? ''))
  }
  const from = stylesXml.search(/<(?:\w+:)?cellXfs[\s>]/)
  const section = from < 0 ? '' : stylesXml.slice(from, stylesXml.indexOf('cellXfs>', from + 'cellXfs>'.length + 1))
  return tagsOf(section, 'xf').map((tag) => {
    const format = Number(attributesOf(tag)['numFmtId'] ?? 0)
    return custom.get(format) ?? builtIn(format)
  })
}

function builtIn(format: number): NumberMeaning {
  if (DAY_FORMATS.has(format)) return 'day'
  return MONTH_FORMATS.has(format) ? 'month' : 'number'
}

/** `yyyy"年"m"月"` shows a month, `m/d` and `yyyy-mm-dd` a day; quoted text, colours and escaped letters say nothing. */
export function meaningOfFormat(format: string): NumberMeaning {
  const bare = format.replace(/"[^"]*"|\[[^\]]*\]|\\.|_.|\*./g, '').split(';', 1)[0] ?? ''
  if (/d/i.test(bare)) return 'day'
  return /y/i.test(bare) ? 'month' : 'number'
}
