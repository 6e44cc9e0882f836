import { createI18n } from 'vue-i18n'

import type { KeyOf } from '../../src-shared/locales/schema.ts'
import { zhCN } from '../../src-shared/locales/zh-CN/index.ts'

export const LANGUAGES = ['zh-CN', 'en-US'] as const
export type Language = (typeof LANGUAGES)[number]

/** Every key of the texts, checked by the compiler. */
export type MessageKey = KeyOf<typeof zhCN>
export type TextParams = Readonly<Record<string, unknown>>

export const i18n = createI18n({
  legacy: false,
  locale: 'zh-CN',
  fallbackLocale: 'zh-CN',
  messages: { 'zh-CN': zhCN as unknown as Record<string, string> },
})

const composer = i18n.global as unknown as {
  readonly locale: { value: Language }
  t(key: string, params: TextParams, plural?: number): string
  te(key: string): boolean
  setLocaleMessage(language: string, messages: unknown): void
}

/** The text of a key in the language of the screen. A `count` parameter also chooses singular or plural. */
export function t(key: MessageKey, params: TextParams = {}): string {
  return textOf(key, params)
}

/** For keys made at run time (`enum.…`, `error.…`): `null` when no language has the text. */
export function textIfAny(key: string, params: TextParams = {}): string | null {
  const known = composer.te(key)
  return known ? textOf(key, params) : null
}

/** The label of a stored value: `enumText('counter.tender', 'cash')`. An unknown value shows itself. */
export function enumText(name: string, value: string): string {
  return textIfAny(`enum.${name}.${value}`) ?? value
}

export function language(): Language {
  return composer.locale.value
}

/** Switches at once; English is loaded the first time it is asked for. */
export async function switchLanguage(next: Language): Promise<void> {
  if (next === 'en-US') {
    const { enUS } = await import('../../src-shared/locales/en-US/index.ts')
    composer.setLocaleMessage('en-US', enUS)
  }
  composer.locale.value = next
  document.documentElement.lang = next
}

function textOf(key: string, params: TextParams): string {
  const count = params['count']
  return typeof count === 'number' ? composer.t(key, params, count) : composer.t(key, params)
}
