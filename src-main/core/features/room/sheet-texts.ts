import { paper as paperEn } from '../../../../src-shared/locales/en-US/paper.ts'
import { room as roomEn } from '../../../../src-shared/locales/en-US/room.ts'
import { paper as paperZh } from '../../../../src-shared/locales/zh-CN/paper.ts'
import { room as roomZh } from '../../../../src-shared/locales/zh-CN/room.ts'
import type { Translated } from '../../../../src-shared/locales/schema.ts'

export type SheetLanguage = 'zh-CN' | 'en-US'

/** The words of the workbook, in the language of the screen from which it was asked. */
export interface RoomSheetTexts {
  readonly sheet: Translated<typeof roomZh.sheet>
  readonly column: Translated<typeof roomZh.column>
  readonly usage: Translated<typeof roomZh.enum.usage>
  readonly occupancy: Translated<typeof roomZh.enum.occupancy>
  readonly page: string
}

const TEXTS: Readonly<Record<SheetLanguage, RoomSheetTexts>> = {
  'zh-CN': { sheet: roomZh.sheet, column: roomZh.column, ...roomZh.enum, page: paperZh.fee.page },
  'en-US': { sheet: roomEn.sheet, column: roomEn.column, ...roomEn.enum, page: paperEn.fee.page },
}

export function roomSheetTexts(language: SheetLanguage): RoomSheetTexts {
  return TEXTS[language]
}
