import { fillLabel } from '../../../../src-shared/domain/document/labels.ts'
import { localTimeOf } from '../../../../src-shared/kernel/time.ts'
import type { Instant } from '../../../../src-shared/kernel/time.ts'
import { paper as paperEn } from '../../../../src-shared/locales/en-US/paper.ts'
import { paper as paperZh } from '../../../../src-shared/locales/zh-CN/paper.ts'

type Language = 'zh-CN' | 'en-US'
const MARK: Readonly<Record<Language, string>> = { 'zh-CN': paperZh.export_mark, 'en-US': paperEn.export_mark }

export interface Marked {
  readonly author: string
  readonly at: Instant
  readonly language: Language
}

/** 水印: who took the file out and when, on the sheet and at the foot of every printed page. A photo of it still says so. */
export function exportMark({ author, at, language }: Marked): string {
  return fillLabel(MARK[language], { name: author, time: localTimeOf(at) })
}
