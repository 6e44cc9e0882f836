import { computed, reactive, shallowRef } from 'vue'

import { call, newCommandId } from '../../platform/client.ts'
import type { OutputFor, WireError } from '../../platform/client.ts'
import { desktop } from '../../platform/desktop.ts'
import { errorText } from '../../platform/error-text.ts'
import { t } from '../../platform/i18n.ts'

const LEAST = 8
type Account = OutputFor<'session.recoverable'>['accounts'][number]

/** 管理员找回 in two steps: the code is looked at, then one of the administrators gets a new password. */
export function useRecover(done: (username: string) => void) {
  const form = reactive({ code: '', username: '', password: '', again: '' })
  const accounts = shallowRef<readonly Account[] | null>(null)
  const busy = shallowRef(false)
  const errors = shallowRef<Readonly<Record<string, string>>>({})
  const message = shallowRef('')
  let ticket = ''

  async function checkCode(): Promise<void> {
    if (form.code.trim() === '') {
      errors.value = { code: t('app.recover.code_missing') }
      return
    }
    const proved = await desktop().proveRecoveryCode({ recoveryCode: form.code.trim() })
    if (!proved.ok) {
      errors.value = { code: errorText({ class: 'refused', code: proved.code, params: proved.params }) }
      return
    }
    ticket = proved.value.ticket
    const answer = await call.query('session.recoverable', { ticket })
    if (!answer.ok) return fail(answer.error)
    accounts.value = answer.value.accounts
    form.username = accounts.value[0]?.username ?? ''
    form.code = ''
  }

  async function setPassword(): Promise<void> {
    const { username, password, again } = form
    if (password.length < LEAST) errors.value = { password: t('app.password.too_short') }
    else if (password !== again) errors.value = { again: t('app.password.differ') }
    if (Object.keys(errors.value).length > 0) return
    const input = { ticket, username, newPassword: password }
    const answer = await call.command('session.recover', input, { commandId: newCommandId() })
    if (answer.ok) done(username)
    else fail(answer.error)
  }

  /** A check that has run out begins again with the code. */
  function fail(error: WireError): void {
    if (error.code === 'session.ticket_invalid') accounts.value = null
    if (error.code === 'user.password_weak') errors.value = { password: errorText(error) }
    else message.value = errorText(error)
  }

  async function submit(): Promise<void> {
    if (busy.value) return
    busy.value = true
    errors.value = {}
    message.value = ''
    try {
      await (accounts.value === null ? checkCode() : setPassword())
    } finally {
      busy.value = false
    }
  }

  return { form, accounts, busy, errors, message, choosing: computed(() => accounts.value !== null), submit }
}
