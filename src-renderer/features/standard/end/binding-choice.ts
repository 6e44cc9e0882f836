import type { Id } from '../../../../src-shared/kernel/ids.ts'
import type { LocalDate } from '../../../../src-shared/kernel/time.ts'
import type { OutputFor } from '../../../platform/client.ts'
import { t } from '../../../platform/i18n.ts'

type Binding = OutputFor<'standard.bindings'>['bindings'][number]

/** A binding as `RoomPicker` shows it: by its room. */
export interface BindingChoice {
  readonly id: Id
  readonly title: string
  readonly detail: string
  readonly fromOn: LocalDate
  readonly billedUntilOn: LocalDate | null
  /** A price of this room alone, with its reason. */
  readonly overridePriceE6: number | null
  readonly overrideReason: string | null
}

export function choiceOf(binding: Binding): BindingChoice {
  const { bindingId, roomCode, fromOn, toOn, billedUntilOn, overridePriceE6, overrideReason } = binding
  const detail = toOn === null ? t('standard.end.since', { fromOn }) : t('standard.end.since_until', { fromOn, toOn })
  return { id: bindingId, title: roomCode, detail, fromOn, billedUntilOn, overridePriceE6, overrideReason }
}

/** The day to offer: today, or the last day that is billed or charged when that is later. */
export function firstEndOf({ fromOn, billedUntilOn }: BindingChoice, today: LocalDate): LocalDate {
  return [fromOn, billedUntilOn ?? today].reduce((latest, day) => (day > latest ? day : latest), today)
}

export function missingOfEnd(asked: {
  readonly picked: BindingChoice | null
  readonly toOn: LocalDate | null
}): Readonly<Record<string, string>> {
  return {
    ...(asked.picked === null ? { room: t('standard.end.room_missing') } : {}),
    ...(asked.toOn === null ? { toOn: t('standard.form.needed') } : {}),
  }
}
