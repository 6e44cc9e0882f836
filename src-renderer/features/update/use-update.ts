import { onMounted, ref } from 'vue'
import type { Ref } from 'vue'

import type { UpdateAnswer, UpdateRight, UpdateState, UpdateStep } from '../../../src-shared/contract/desktop-update.ts'
import { desktop, hasDesktop } from '../../platform/desktop.ts'
import { errorText } from '../../platform/error-text.ts'
import { enumText, t } from '../../platform/i18n.ts'
import { useCommand } from '../../platform/use-command.ts'

/** Gets leave of core for one act and has the host do it; what hinders it is a sentence, or empty. */
export function useUpdateAct() {
  const allowing = useCommand('update.allow')
  const problem = ref('')

  async function act(run: (right: UpdateRight) => Promise<UpdateAnswer>): Promise<UpdateAnswer> {
    problem.value = ''
    const allowed = await allowing.run({})
    if (!allowed.ok) {
      problem.value = errorText(allowed.error)
      return 'not_allowed'
    }
    const answer = await run({ ticket: allowed.value.ticket })
    if (answer === 'not_allowed') problem.value = t('update.page.not_allowed')
    return answer
  }
  return { problem, act }
}

const state: Ref<UpdateState | null> = ref(null)
let listening = false

/** What the host knows of updates, kept while the program runs: a download goes on whatever page is open. */
export function useUpdate() {
  onMounted(async () => {
    if (!hasDesktop()) return
    const { updates } = desktop()
    if (!listening) updates.onState((next) => (state.value = next))
    listening = true
    state.value = await updates.state()
  })
  return { state }
}

/** One sentence for where it stands. */
export function stepText(step: UpdateStep): string {
  switch (step.kind) {
    case 'available':
    case 'ready':
      return t(`update.step.${step.kind}`, { version: step.version })
    case 'downloading':
      return t('update.step.downloading', { version: step.version, percent: step.percent })
    case 'failed':
      return enumText('update.failure', step.code)
    default:
      return t(`update.step.${step.kind}`)
  }
}

/** Whole megabytes, at least one. */
export function sizeText(bytes: number): string {
  return `${Math.max(1, Math.round(bytes / 1_000_000))} MB`
}
