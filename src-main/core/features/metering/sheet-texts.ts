import { meter as meterEn } from '../../../../src-shared/locales/en-US/meter.ts'
import { metering as meteringEn } from '../../../../src-shared/locales/en-US/metering.ts'
import { paper as paperEn } from '../../../../src-shared/locales/en-US/paper.ts'
import { room as roomEn } from '../../../../src-shared/locales/en-US/room.ts'
import type { Translated } from '../../../../src-shared/locales/schema.ts'
import { meter as meterZh } from '../../../../src-shared/locales/zh-CN/meter.ts'
import { metering as meteringZh } from '../../../../src-shared/locales/zh-CN/metering.ts'
import { paper as paperZh } from '../../../../src-shared/locales/zh-CN/paper.ts'
import { room as roomZh } from '../../../../src-shared/locales/zh-CN/room.ts'

export type SheetLanguage = 'zh-CN' | 'en-US'

/** The words of the workbooks, in the language of the screen from which they were asked. */
export interface MeterSheetTexts {
  readonly sheet: Translated<typeof meteringZh.sheet>
  readonly column: Translated<typeof meteringZh.column>
  readonly field: Translated<typeof meteringZh.enum.field>
  readonly medium: Translated<typeof meterZh.enum.medium>
  readonly occupancy: Translated<typeof roomZh.enum.occupancy>
  readonly public: string
  readonly page: string
}

const TEXTS: Readonly<Record<SheetLanguage, MeterSheetTexts>> = {
  'zh-CN': textsOf(meteringZh, { meter: meterZh, room: roomZh, page: paperZh.fee.page }),
  'en-US': textsOf(meteringEn, { meter: meterEn, room: roomEn, page: paperEn.fee.page }),
}

function textsOf(
  metering: Translated<typeof meteringZh>,
  of: { readonly meter: Translated<typeof meterZh>; readonly room: Translated<typeof roomZh>; readonly page: string },
): MeterSheetTexts {
  const { sheet, column } = metering
  const { field } = metering.enum
  const words = { medium: of.meter.enum.medium, occupancy: of.room.enum.occupancy }
  return { sheet, column, field, ...words, public: metering.list.public, page: of.page }
}

export function meterSheetTexts(language: SheetLanguage): MeterSheetTexts {
  return TEXTS[language]
}
