import { counter as counterEn } from '../../../../src-shared/locales/en-US/counter.ts'
import { paper as paperEn } from '../../../../src-shared/locales/en-US/paper.ts'
import { report as reportEn } from '../../../../src-shared/locales/en-US/report.ts'
import { counter as counterZh } from '../../../../src-shared/locales/zh-CN/counter.ts'
import { paper as paperZh } from '../../../../src-shared/locales/zh-CN/paper.ts'
import { report as reportZh } from '../../../../src-shared/locales/zh-CN/report.ts'
import type { Translated } from '../../../../src-shared/locales/schema.ts'

/** The words of the workbooks, in the language of the screen from which they were asked. */
export interface SheetTexts {
  readonly sheet: Translated<typeof reportZh.sheet>
  readonly definition: Translated<typeof reportZh.definition>
  readonly tender: Translated<typeof counterZh.enum.tender>
  readonly page: string
}

const TEXTS: Readonly<Record<'zh-CN' | 'en-US', SheetTexts>> = {
  'zh-CN': {
    sheet: reportZh.sheet,
    definition: reportZh.definition,
    tender: counterZh.enum.tender,
    page: paperZh.fee.page,
  },
  'en-US': {
    sheet: reportEn.sheet,
    definition: reportEn.definition,
    tender: counterEn.enum.tender,
    page: paperEn.fee.page,
  },
}

export function sheetTexts(language: 'zh-CN' | 'en-US'): SheetTexts {
  return TEXTS[language]
}
