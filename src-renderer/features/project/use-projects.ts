import { computed } from 'vue'

import type { Id } from '../../../src-shared/kernel/ids.ts'
import { errorText } from '../../platform/error-text.ts'
import { t } from '../../platform/i18n.ts'
import { useSession } from '../../platform/session.ts'
import { notify } from '../../ui/notice/notice.ts'

/** The projects of this person, and going over to one of them. */
export function useProjects() {
  const session = useSession()

  async function enter(project: { readonly id: Id; readonly name: string }): Promise<void> {
    const answer = await session.switchProject(project.id)
    if (answer.ok) notify({ tone: 'ok', text: t('project.projects.entered', { name: project.name }) })
    else notify({ tone: 'due', text: errorText(answer.error) })
  }

  return {
    projects: computed(() => session.view?.projects ?? []),
    currentId: computed(() => session.view?.project?.id ?? null),
    enter,
  }
}
