import { ref, shallowRef, watch } from 'vue'
import type { Ref } from 'vue'

import type { LocalDate } from '../../../../src-shared/kernel/time.ts'
import { call } from '../../../platform/client.ts'
import { t } from '../../../platform/i18n.ts'
import { today } from '../../../platform/time.ts'
import { useCommand } from '../../../platform/use-command.ts'
import { notify } from '../../../ui/notice/notice.ts'
import type { Standard } from '../standard-words.ts'
import { choiceOf, firstEndOf, missingOfEnd } from './binding-choice.ts'
import type { BindingChoice } from './binding-choice.ts'

/** Ending one room's binding: which room, the last day that it is charged for. */
export function useEnd(options: { readonly open: Ref<boolean>; readonly standard: () => Standard }) {
  const picked = shallowRef<BindingChoice | null>(null)
  const toOn = ref<LocalDate | null>(null)
  const missing = shallowRef<Readonly<Record<string, string>>>({})
  const command = useCommand('standard.end_binding')

  watch(options.open, (shown) => {
    if (!shown) return
    picked.value = null
    toOn.value = null
    missing.value = {}
    command.renew()
  })
  watch(picked, (binding) => {
    if (binding !== null) toOn.value = firstEndOf(binding, today())
  })
  // What was asked for and is there by now is no longer called missing.
  watch([picked, toOn], () => {
    if (Object.keys(missing.value).length > 0) missing.value = missingOfEnd({ picked: picked.value, toOn: toOn.value })
  })

  async function search(text: string): Promise<readonly BindingChoice[]> {
    const answer = await call.query('standard.bindings', { standardId: options.standard().standardId, text })
    return answer.ok ? answer.value.bindings.map(choiceOf) : []
  }

  async function submit(): Promise<void> {
    missing.value = missingOfEnd({ picked: picked.value, toOn: toOn.value })
    if (picked.value === null || toOn.value === null) return
    const { id, title } = picked.value
    const answer = await command.run({ bindingId: id, toOn: toOn.value })
    if (!answer.ok) return
    notify({ tone: 'ok', text: t('standard.end.saved', { room: title, toOn: toOn.value }) })
    options.open.value = false
  }

  return { picked, toOn, missing, command, search, submit }
}
