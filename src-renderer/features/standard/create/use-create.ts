import { computed, shallowRef, watch } from 'vue'

import { firstDayOf, monthOf } from '../../../../src-shared/kernel/time.ts'
import type { LocalDate } from '../../../../src-shared/kernel/time.ts'
import type { OutputFor } from '../../../platform/client.ts'
import { enumText, t } from '../../../platform/i18n.ts'
import { today } from '../../../platform/time.ts'
import { useCommand } from '../../../platform/use-command.ts'
import { useDraft } from '../../../platform/use-draft.ts'
import { notify } from '../../../ui/notice/notice.ts'
import type { FeeItem } from '../standard-words.ts'
import { newStandardDraft, readStandardDraft } from './standard-draft.ts'

const BASES = ['built', 'inner'] as const
const MODES = ['half_up', 'down', 'up'] as const
const PRECISIONS = ['fen', 'jiao', 'yuan'] as const
const PRORATIONS = ['actual_days', 'thirty_days', 'year_days', 'half_month', 'next_month', 'this_month'] as const

const choices = <V extends string>(name: string, values: readonly V[]) =>
  computed(() => values.map((value) => ({ value, label: enumText(`standard.${name}`, value) })))

/** The form of a new standard: kept as a draft until it is saved. */
export function useCreate(options: {
  readonly goLiveOn: () => LocalDate | null
  readonly feeItems: () => readonly FeeItem[]
  readonly onCreated: (made: OutputFor<'standard.create'>) => void
}) {
  const fresh = () => newStandardDraft(options.goLiveOn() ?? firstDayOf(monthOf(today())), options.feeItems())
  const draft = useDraft('standard.create', fresh)
  const command = useCommand('standard.create')
  const isUntouched = (): boolean => JSON.stringify(draft.value.value) === untouched
  let untouched = JSON.stringify(fresh())
  // The list comes back with the fee that was just made: a form that nobody has touched offers it.
  watch(
    () => JSON.stringify(fresh()),
    (text) => {
      if (isUntouched()) draft.discard()
      untouched = text
    },
  )
  const missing = shallowRef<Readonly<Record<string, string>>>({})

  async function submit(): Promise<void> {
    const reading = readStandardDraft(draft.value.value)
    missing.value = reading.kind === 'incomplete' ? reading.errors : {}
    if (reading.kind === 'incomplete') return
    const answer = await command.run(reading.input)
    if (!answer.ok) return
    draft.discard()
    notify({ tone: 'ok', text: t('standard.form.saved', { name: answer.value.name }) })
    options.onCreated(answer.value)
  }

  return {
    draft: draft.value,
    restored: draft.restored,
    busy: command.busy,
    message: command.message,
    errors: computed(() => ({ ...command.fieldErrors.value, ...missing.value })),
    changed: computed(() => JSON.stringify(draft.value.value) !== JSON.stringify(fresh())),
    bases: choices('area_basis', BASES),
    modes: choices('rounding_mode', MODES),
    precisions: choices('rounding_precision', PRECISIONS),
    prorations: choices('proration', PRORATIONS),
    submit,
    giveUp: () => {
      missing.value = {}
      command.renew()
      draft.discard()
    },
  }
}
