import { pc as en } from '../../../src-shared/locales/en-US/pc.ts'
import { pc as zh } from '../../../src-shared/locales/zh-CN/pc.ts'
import type { Translated } from '../../../src-shared/locales/schema.ts'
import type { Language } from '../preferences.ts'

/** The few words that the system shows for the program, outside any page. */
export function hostTexts(language: Language | null): Translated<typeof zh>['host'] {
  return language === 'en-US' ? en.host : zh.host
}
