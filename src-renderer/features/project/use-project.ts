import { computed, reactive, shallowRef, watch } from 'vue'

import type { LocalDate } from '../../../src-shared/kernel/time.ts'
import type { OutputFor } from '../../platform/client.ts'
import { t } from '../../platform/i18n.ts'
import { useCommand } from '../../platform/use-command.ts'
import { useAppQuery } from '../../platform/use-query.ts'
import { notify } from '../../ui/notice/notice.ts'

type Project = OutputFor<'project.current'>

interface Basics {
  name: string
  payeeName: string
  goLiveOn: LocalDate | null
}

function basicsOf(project: Project): Basics {
  return { name: project.name, payeeName: project.payeeName, goLiveOn: project.goLiveOn }
}

/** The basics of the project as a form. What somebody else saved meanwhile comes in as long as nothing was typed here. */
export function useProject() {
  const query = useAppQuery('project.current', {})
  const command = useCommand('project.update')
  const form = reactive<Basics>({ name: '', payeeName: '', goLiveOn: null })
  const saved = shallowRef<Basics | null>(null)
  const own = shallowRef<Readonly<Record<string, string>>>({})
  const changed = computed(() => saved.value !== null && JSON.stringify(form) !== JSON.stringify(saved.value))

  function take(basics: Basics): void {
    saved.value = basics
    Object.assign(form, basics)
  }

  watch(
    query.data,
    (project) => {
      if (project !== undefined && !changed.value) take(basicsOf(project))
    },
    { immediate: true },
  )

  async function submit(): Promise<void> {
    own.value = {
      ...(form.name.trim() === '' ? { name: t('project.page.needed') } : {}),
      ...(form.payeeName.trim() === '' ? { payeeName: t('project.page.needed') } : {}),
    }
    if (!changed.value || Object.keys(own.value).length > 0) return
    const answer = await command.run({
      name: form.name.trim(),
      payeeName: form.payeeName.trim(),
      goLiveOn: form.goLiveOn,
    })
    if (!answer.ok) return
    take(basicsOf(answer.value))
    notify({ tone: 'ok', text: t('project.page.saved') })
  }

  return {
    query,
    form,
    changed,
    busy: command.busy,
    message: command.message,
    errors: computed(() => ({ ...command.fieldErrors.value, ...own.value })),
    submit,
    discard: () => {
      own.value = {}
      command.renew()
      if (saved.value !== null) take(saved.value)
    },
  }
}
