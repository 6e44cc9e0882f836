import { addDays, lastDayOf, monthOf } from '../../../src-shared/kernel/time.ts'
import type { LocalDate, Month } from '../../../src-shared/kernel/time.ts'
import type { OutputFor } from '../../platform/client.ts'
import { errorText } from '../../platform/error-text.ts'
import { reading } from '../../platform/format.ts'
import { enumText, t } from '../../platform/i18n.ts'
import type { TagTone } from '../../ui/tone.ts'

export type EntryRow = OutputFor<'metering.sheet'>['rows'][number]
export type MeterRow = OutputFor<'metering.list'>['rows'][number]
export type MeterDetail = OutputFor<'metering.open'>
export type ReadingView = MeterDetail['readings'][number]
export type Medium = MeterRow['medium']
export type Register = MeterDetail['registers'][number]

/** `12.5 m³`. */
export function usageText(usageE3: number, medium: Medium): string {
  return `${reading(usageE3)} ${enumText('meter.unit', medium)}`
}

/** Where a meter hangs: its room, or what somebody wrote about its place. */
export function placeText(meter: Pick<MeterRow, 'roomCode' | 'place' | 'building'>): string {
  if (meter.roomCode !== null) return meter.roomCode
  return [meter.building ?? t('metering.form.whole_project'), meter.place].filter((part) => part !== null).join(' ')
}

export function readingTag(state: ReadingView['state']): { readonly text: string; readonly tone: TagTone } {
  const tone = ({ entered: 'warn', checked: 'ok', billed: 'neutral' } as const)[state]
  return { text: enumText('meter.state', state), tone }
}

/** Why a code of core stands in the way, as the sentence of its refusal. */
export function reasonText(code: string, params: Readonly<Record<string, unknown>> = {}): string {
  return errorText({ class: 'refused', code, params })
}

/** The day that readings of a month most likely bear: today, or the month's last day once it is over. */
export function usualDay(month: Month, today: LocalDate): LocalDate {
  return monthOf(today) === month ? today : lastDayOf(month)
}

/** The month that is being read: this one, but in its first days still the one before. */
export function usualMonth(today: LocalDate): Month {
  return monthOf(addDays(today, -5))
}
