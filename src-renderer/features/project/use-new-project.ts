import { computed, reactive, shallowRef } from 'vue'

import { COMMUNITY_KINDS } from '../../../src-shared/domain/access/features.ts'
import type { CommunityKind } from '../../../src-shared/domain/access/features.ts'
import { toHalfWidth } from '../../../src-shared/kernel/money.ts'
import { t } from '../../platform/i18n.ts'
import { useCommand } from '../../platform/use-command.ts'
import { notify } from '../../ui/notice/notice.ts'
import { useProjects } from './use-projects.ts'

/** The form of another project. Afterwards one may go over to it at once. */
export function useNewProject(onCreated: () => void) {
  const form = reactive({ name: '', code: '', payeeName: '', communityKind: 'standard' as CommunityKind })
  const own = shallowRef<Readonly<Record<string, string>>>({})
  const command = useCommand('project.create')
  const { enter } = useProjects()

  function check(): Record<string, string> {
    const wrong: Record<string, string> = {}
    if (form.name.trim() === '') wrong['name'] = t('project.page.needed')
    if (!/^[A-Z0-9]{2,8}$/.test(form.code)) wrong['code'] = t('project.form.code_bad')
    if (form.payeeName.trim() === '') wrong['payeeName'] = t('project.page.needed')
    return wrong
  }

  async function submit(): Promise<void> {
    own.value = check()
    if (Object.keys(own.value).length > 0) return
    const name = form.name.trim()
    const { code, communityKind } = form
    const answer = await command.run({ name, code, communityKind, payeeName: form.payeeName.trim() })
    if (!answer.ok) return
    const id = answer.value.projectId
    const action = { label: t('project.form.enter'), run: () => void enter({ id, name }) }
    notify({ tone: 'ok', text: t('project.form.created', { name }), action })
    onCreated()
  }

  return {
    form,
    busy: command.busy,
    message: command.message,
    errors: computed(() => ({ ...command.fieldErrors.value, ...own.value })),
    changed: computed(() => form.name !== '' || form.code !== '' || form.payeeName !== ''),
    kinds: computed(() =>
      COMMUNITY_KINDS.map((kind) => ({
        value: kind,
        title: t(`access.kind.${kind}.name`),
        detail: t(`access.kind.${kind}.detail`),
      })),
    ),
    takeCode: (text: string) => {
      form.code = toHalfWidth(text).toUpperCase()
    },
    submit,
  }
}
