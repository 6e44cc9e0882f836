import type { Problem } from '../../../../src-shared/domain/import/index.ts'
import { importing as english } from '../../../../src-shared/locales/en-US/import.ts'
import { importing as chinese } from '../../../../src-shared/locales/zh-CN/import.ts'

export type TextLanguage = 'zh-CN' | 'en-US'

export const importTexts = (language: TextLanguage) => (language === 'zh-CN' ? chinese : english)

/** The sentence of a problem with its parameters, as the page shows it: for the workbook of wrong rows. */
export function problemText(language: TextLanguage, problem: Pick<Problem, 'code' | 'params'>): string {
  const texts: Readonly<Record<string, string>> = importTexts(language).error
  const text = texts[problem.code.replace(/^import\./, '')] ?? problem.code
  return text.replace(/\{(\w+)\}/g, (whole, name: string) =>
    Object.hasOwn(problem.params, name) ? String(problem.params[name]) : whole,
  )
}

export function fileTexts(language: TextLanguage): {
  readonly wrong_sheet: string
  readonly row: string
  readonly reason: string
} {
  return importTexts(language).file
}
