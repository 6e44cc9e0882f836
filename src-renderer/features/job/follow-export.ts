import type { Id } from '../../../src-shared/kernel/ids.ts'
import { call } from '../../platform/client.ts'
import { desktop } from '../../platform/desktop.ts'
import { errorText } from '../../platform/error-text.ts'
import { onCoreEvent, onMissedEvents } from '../../platform/events.ts'
import { t } from '../../platform/i18n.ts'
import { dismiss, notify } from '../../ui/notice/notice.ts'
import { fileOf } from './job-result.ts'

/** Says that a file is being written and, in the same place, that it is there and how to open it; the person goes on meanwhile. */
export function followExport(jobId: Id): void {
  const begun = notify({ tone: 'ok', text: t('job.export.started') })
  const stops = [onCoreEvent('job.progressed', () => void look()), onMissedEvents(() => void look())]
  let told = false
  void look()

  async function look(): Promise<void> {
    const answer = await call.query('job.open', { jobId })
    if (told || !answer.ok || answer.value.state === 'queued' || answer.value.state === 'running') return
    told = true
    for (const stop of stops) stop()
    dismiss(begun)
    if (answer.value.failure !== null)
      notify({ tone: 'due', text: errorText({ class: 'refused', ...answer.value.failure }) })
    const file = fileOf(answer.value)
    if (file === null) return
    const open = (): void => void desktop().openSaved({ grantId: file.grantId, reveal: false })
    notify({
      tone: 'ok',
      text: t('job.export.saved', { name: file.name }),
      action: { label: t('job.export.open'), run: open },
    })
  }
}
