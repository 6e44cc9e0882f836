import { ref } from 'vue'
import { useRouter } from 'vue-router'

import type { FileGrant, FileRefusal } from '../../../src-shared/contract/desktop.ts'
import { exportFileName } from '../../../src-shared/domain/document/export-file-name.ts'
import { desktop } from '../../platform/desktop.ts'
import { errorText } from '../../platform/error-text.ts'
import { language, t } from '../../platform/i18n.ts'
import { useSession } from '../../platform/session.ts'
import { today } from '../../platform/time.ts'
import { useCommand } from '../../platform/use-command.ts'
import { useAppQuery } from '../../platform/use-query.ts'
import { confirmAct } from '../../ui/layer/confirm.ts'
import { notify } from '../../ui/notice/notice.ts'
import { readFailureText } from './import-words.ts'
import type { BatchView, DraftView } from './import-words.ts'
import { draftAt, jobAt } from './places.ts'

/** A file may be given up only after a minute, and wait for another person's before. */
const READ_PATIENCE_MS = 130_000

/** Why the last file was not read. */
interface NotRead {
  readonly name: string
  readonly reason: string
}

/** Choosing a file, by dialog or by dropping it; what was left unfinished; what can be taken back. */
export function useChoose() {
  const router = useRouter()
  const session = useSession()
  const reading = useCommand('import.read', { timeoutMs: READ_PATIENCE_MS })
  const templating = useCommand('import.save_template')
  const discarding = useCommand('import.discard')
  const undoing = useCommand('import.undo')
  const drafts = useAppQuery('import.drafts', {})
  const batches = useAppQuery('import.batches', {})
  const notRead = ref<NotRead | null>(null)
  const over = ref(false)

  async function choose(): Promise<void> {
    if (!reading.busy.value) await read(await desktop().chooseFile('workbook'))
  }

  async function drop(event: DragEvent): Promise<void> {
    over.value = false
    const file = event.dataTransfer?.files[0]
    if (file !== undefined && !reading.busy.value) await read(await desktop().grantDropped(file))
  }

  async function read(grant: FileGrant | FileRefusal | null): Promise<void> {
    if (grant === null) return
    notRead.value = null
    if ('refused' in grant) {
      notRead.value = { name: grant.fileName, reason: t(`import.page.refused_${grant.refused}`) }
      return
    }
    reading.renew()
    const answer = await reading.run({ grantId: grant.grantId })
    if (answer.ok) await router.push(draftAt(answer.value.draftId, firstStepOf(answer.value)))
    else notRead.value = { name: grant.fileName, reason: readFailureText(answer.error) }
  }

  async function discard(draft: { readonly draftId: DraftView['draftId']; readonly fileName: string }): Promise<void> {
    const sure = await confirmAct({
      title: t('import.page.discard_title', { name: draft.fileName }),
      consequences: [t('import.page.discard_detail')],
      verb: t('import.page.discard_verb'),
      tone: 'danger',
    })
    if (!sure) return
    discarding.renew()
    const answer = await discarding.run({ draftId: draft.draftId })
    if (!answer.ok) notify({ tone: 'due', text: errorText(answer.error) })
  }

  async function undo(batch: BatchView): Promise<void> {
    const { created, updated } = batch
    const sure = await confirmAct({
      title: t('import.page.undo_title', { name: batch.fileName }),
      consequences: [
        ...(created > 0 ? [t('import.page.undo_rooms', { created })] : []),
        ...(updated > 0 ? [t('import.page.undo_updates', { updated })] : []),
      ],
      verb: t('import.page.undo_verb'),
      tone: 'danger',
    })
    if (!sure) return
    undoing.renew()
    const answer = await undoing.run({ batchId: batch.batchId })
    if (answer.ok) await router.push(jobAt(answer.value.jobId))
    else notify({ tone: 'due', text: errorText(answer.error) })
  }

  async function saveTemplate(): Promise<void> {
    const suggestedName = exportFileName({
      report: t('import.page.template_file'),
      project: session.view?.project?.name ?? '',
      date: today(),
      ext: 'xlsx',
    })
    const grant = await desktop().chooseSave({ kind: 'xlsx', suggestedName })
    if (grant === null) return
    templating.renew()
    const answer = await templating.run({ grantId: grant.grantId, language: language() })
    if (!answer.ok) {
      notify({ tone: 'due', text: errorText(answer.error) })
      return
    }
    const run = (): void => void desktop().openSaved({ grantId: grant.grantId, reveal: false })
    notify({
      tone: 'ok',
      text: t('import.page.template_saved', { name: grant.fileName }),
      action: { label: t('import.page.open'), run },
    })
  }

  return { templating, saveTemplate, reading, drafts, batches, notRead, over, choose, drop, discard, undo }
}

/** A sheet that was understood goes straight to its rows. */
export function firstStepOf(view: DraftView): 'columns' | 'check' {
  return view.headerRows.length > 0 && view.missingFields.length === 0 ? 'check' : 'columns'
}
