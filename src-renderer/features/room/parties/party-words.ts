import { t } from '../../../platform/i18n.ts'
import type { InputFor } from '../../../platform/client.ts'
import type { Party } from '../room-words.ts'

export type MaskedField = InputFor<'room.reveal_person'>['field']

/** `2020-06-18 起`, `2020-06-18 至 2026-11-30`, `至 2026-11-30`; nothing known says so. */
export function daysText({ fromOn, toOn }: Pick<Party, 'fromOn' | 'toOn'>): string {
  if (fromOn === null && toOn === null) return t('room.people.days_unknown')
  if (toOn === null) return t('room.people.since', { from: fromOn })
  return fromOn === null ? t('room.people.until', { to: toOn }) : t('room.people.between', { from: fromOn, to: toOn })
}

/** A value that core has masked; only such a one can be revealed. */
export function isMasked(shown: string | null): boolean {
  return shown !== null && shown.includes('*')
}
