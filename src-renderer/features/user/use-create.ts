import { computed, reactive, shallowRef } from 'vue'

import { toHalfWidth } from '../../../src-shared/kernel/money.ts'
import type { Id } from '../../../src-shared/kernel/ids.ts'
import { errorText } from '../../platform/error-text.ts'
import { t } from '../../platform/i18n.ts'
import { useCommand } from '../../platform/use-command.ts'
import { notify } from '../../ui/notice/notice.ts'
import type { Role } from './account-words.ts'
import { newPassword, passwordProblem, weaknessText } from './password.ts'
import { assignmentsOf, roleProblem } from './roles/role-draft.ts'
import type { ChosenRole } from './roles/role-draft.ts'

/** The form of a new account. Nothing of it is kept as a draft: it holds a password. */
export function useCreate(options: {
  readonly roles: () => readonly Role[]
  readonly onCreated: (userId: Id) => void
}) {
  const form = reactive({ displayName: '', username: '', password: newPassword() })
  const chosen = shallowRef<readonly ChosenRole[]>([])
  const own = shallowRef<Readonly<Record<string, string>>>({})
  const command = useCommand('user.create')
  const passwordError = computed(() => own.value['password'] ?? weaknessText(command.failure.value))

  function check(): Record<string, string> {
    const wrong: Record<string, string> = {}
    if (form.displayName.trim() === '') wrong['displayName'] = t('user.form.needed')
    if (!/^[a-z][a-z0-9._-]{2,31}$/.test(form.username)) wrong['username'] = t('user.form.username_bad')
    const weak = passwordProblem(form.password, form.username)
    if (weak !== '') wrong['password'] = weak
    const lacking = chosen.value.length === 0 ? t('user.form.roles_needed') : roleProblem(chosen.value, options.roles())
    if (lacking !== '') wrong['roles'] = lacking
    return wrong
  }

  async function submit(): Promise<void> {
    own.value = check()
    if (Object.keys(own.value).length > 0) return
    const { username, password } = form
    const answer = await command.run({
      displayName: form.displayName.trim(),
      username,
      password,
      roles: assignmentsOf(chosen.value),
    })
    if (!answer.ok) return
    notify({ tone: 'ok', text: t('user.form.created', { username }) })
    options.onCreated(answer.value.userId)
  }

  return {
    form,
    chosen,
    passwordError,
    busy: command.busy,
    // A role that has ended meanwhile is named by its place in the list, which no field bears.
    message: computed(
      () =>
        command.message.value ||
        (command.failure.value?.code === 'user.role_unknown' ? errorText(command.failure.value) : ''),
    ),
    errors: computed(() => ({ ...command.fieldErrors.value, ...own.value })),
    changed: computed(() => form.displayName !== '' || form.username !== '' || chosen.value.length > 0),
    takeUsername: (text: string) => {
      form.username = toHalfWidth(text).toLowerCase()
    },
    submit,
  }
}
