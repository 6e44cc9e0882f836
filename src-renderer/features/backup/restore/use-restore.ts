import { computed, reactive, ref, shallowRef } from 'vue'

import type {
  RestorableSet,
  RestorableSets,
  RestoreReport,
  UnlockMode,
} from '../../../../src-shared/contract/desktop.ts'
import type { Instant } from '../../../../src-shared/kernel/time.ts'
import { call, newCommandId } from '../../../platform/client.ts'
import type { WireError } from '../../../platform/client.ts'
import { desktop } from '../../../platform/desktop.ts'
import { errorText, fieldTexts } from '../../../platform/error-text.ts'
import { t } from '../../../platform/i18n.ts'
import { dateTime } from '../../../platform/time.ts'

type Refusal = { readonly code: string; readonly params: Readonly<Record<string, unknown>> }

/** From the folder to the restored data. The host decides who may; the page only carries what was typed. */
export function useRestore(restored: (text: string) => void) {
  const found = shallowRef<RestorableSets | null>(null)
  const usual = ref(false)
  const chosen = ref('')
  const report = shallowRef<RestoreReport | null>(null)
  const busy = ref<'no' | 'looking' | 'restoring'>('no')
  const problem = shallowRef<{ readonly field: string; readonly text: string } | null>(null)
  const typed = reactive({
    username: '',
    password: '',
    code: '',
    mode: 'phrase' as UnlockMode,
    phrase: '',
    again: '',
    approver: '',
    approverPassword: '',
  })
  /** Core asked for a second person. */
  const second = ref(false)
  let ticket: string | null = null

  const set = computed(
    (): RestorableSet | null => found.value?.sets.find((one) => one.setName === chosen.value) ?? null,
  )
  const needsCode = computed(() => set.value !== null && (!set.value.sameKey || found.value?.ticketNeeded === false))
  const errors = computed((): Readonly<Record<string, string>> =>
    problem.value === null || problem.value.field === '' ? {} : { [problem.value.field]: problem.value.text },
  )

  function refuse({ code, params }: Refusal): void {
    const field = code.startsWith('vault.phrase') ? 'phrase' : FIELDS[code]
    problem.value = { field: field ?? '', text: errorText({ class: 'refused', code, params }) }
  }

  function refuseByCore(error: WireError): void {
    const [field = '', text = errorText(error)] = Object.entries(fieldTexts(error))[0] ?? []
    problem.value = { field, text }
  }

  async function list(grantId: string | null): Promise<void> {
    problem.value = null
    report.value = null
    const answer = await desktop().restorableSets({ grantId })
    found.value = answer.ok ? answer.value : null
    usual.value = answer.ok && grantId === null
    chosen.value = answer.ok ? (answer.value.sets[0]?.setName ?? '') : ''
    if (answer.ok) typed.mode = answer.value.modes[0] ?? 'phrase'
    // Without a usual place the person simply has not chosen yet.
    else if (grantId !== null) refuse(answer)
  }

  async function chooseFolder(): Promise<void> {
    const grant = await desktop().chooseFolder()
    if (grant !== null) await list(grant.grantId)
  }

  /** By the own password where the data is open; to restore also by a second person. Nobody is signed in, so no frame asks. */
  async function allow(act: 'try' | 'restore'): Promise<boolean> {
    if (found.value?.ticketNeeded !== true) return true
    const approver = second.value ? { username: typed.approver.trim(), password: typed.approverPassword } : null
    const own = { username: typed.username.trim(), password: typed.password }
    const input = { act, setName: chosen.value, ...own, approver }
    const answer = await call.command('backup.allow_restore', input, { commandId: newCommandId() })
    if (answer.ok) ticket = answer.value.ticket
    else if (answer.error.code === 'approval.required' && !second.value) second.value = true
    else refuseByCore(answer.error)
    return answer.ok
  }

  const right = () => ({
    setName: chosen.value,
    ticket,
    recoveryCode: needsCode.value ? typed.code.trim() : null,
  })

  async function look(): Promise<void> {
    if (busy.value !== 'no' || set.value === null) return
    problem.value = null
    if (!set.value.sameKey && typed.mode === 'phrase' && typed.phrase !== typed.again) {
      problem.value = { field: 'again', text: t('app.setup.phrase_differ') }
      return
    }
    busy.value = 'looking'
    if (await allow('try')) {
      const answer = await desktop().tryRestore(right())
      if (answer.ok) report.value = answer.value
      else refuse(answer)
    }
    busy.value = 'no'
  }

  async function run(): Promise<void> {
    if (busy.value !== 'no' || set.value === null) return
    problem.value = null
    busy.value = 'restoring'
    if (!(await allow('restore'))) {
      busy.value = 'no'
      return
    }
    const mode = set.value.sameKey ? null : typed.mode
    const { madeAt } = set.value
    const own = mode === 'phrase' ? { mode, phrase: typed.phrase } : { mode }
    const answer = await desktop().restore({ ...right(), ...own })
    busy.value = 'no'
    if (answer.ok)
      restored(`${t('backup.restore.done', { when: dateTime(madeAt as Instant) })}${t('backup.restore.kept')}`)
    else refuse(answer)
  }

  return {
    found,
    usual,
    chosen,
    set,
    needsCode,
    report,
    second,
    busy,
    problem,
    errors,
    typed,
    list,
    chooseFolder,
    look,
    run,
  }
}

const FIELDS: Readonly<Record<string, string>> = {
  'backup.code_needed': 'code',
  'backup.code_of_other_set': 'code',
  'vault.code_mistyped': 'code',
  'vault.wrong_code': 'code',
  'vault.too_many_attempts': 'code',
}
