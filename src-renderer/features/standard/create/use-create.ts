import { computed, shallowRef, watch } from 'vue'

import { firstDayOf, monthOf } from '../../../../src-shared/kernel/time.ts'
import type { LocalDate } from '../../../../src-shared/kernel/time.ts'
import type { OutputFor } from '../../../platform/client.ts'
import { t } from '../../../platform/i18n.ts'
import { today } from '../../../platform/time.ts'
import { useCommand } from '../../../platform/use-command.ts'
import { useDraft } from '../../../platform/use-draft.ts'
import { notify } from '../../../ui/notice/notice.ts'
import { fieldsOf } from '../price/price-draft.ts'
import type { FeeItem } from '../standard-words.ts'
import { newStandardDraft, readStandardDraft } from './standard-draft.ts'

/** The form of a new standard: kept as a draft until it is saved. */
export function useCreate(options: {
  readonly goLiveOn: () => LocalDate | null
  readonly feeItems: () => readonly FeeItem[]
  readonly onCreated: (made: OutputFor<'standard.create'>) => void
}) {
  const fresh = () => newStandardDraft(options.goLiveOn() ?? firstDayOf(monthOf(today())), options.feeItems())
  const draft = useDraft('standard.create.2', fresh)
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
    const saved = reading.input.terms.pricing.kind === 'one_off' ? 'standard.form.saved_one_off' : 'standard.form.saved'
    notify({ tone: 'ok', text: t(saved, { name: answer.value.name }) })
    options.onCreated(answer.value)
  }

  return {
    draft: draft.value,
    restored: draft.restored,
    busy: command.busy,
    message: command.message,
    errors: computed(() => ({ ...fieldsOf(command.fieldErrors.value), ...missing.value })),
    changed: computed(() => JSON.stringify(draft.value.value) !== JSON.stringify(fresh())),
    submit,
    giveUp: () => {
      missing.value = {}
      command.renew()
      draft.discard()
    },
  }
}
