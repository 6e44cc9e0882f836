import { computed, ref, shallowRef } from 'vue'
import { useRouter } from 'vue-router'

import type { FileGrant, FileRefusal } from '../../../src-shared/contract/desktop.ts'
import { exportFileName } from '../../../src-shared/domain/document/export-file-name.ts'
import type { Id } from '../../../src-shared/kernel/ids.ts'
import { desktop } from '../../platform/desktop.ts'
import { errorText } from '../../platform/error-text.ts'
import { language, t } from '../../platform/i18n.ts'
import { useSession } from '../../platform/session.ts'
import { today } from '../../platform/time.ts'
import { useCommand } from '../../platform/use-command.ts'
import { useAppQuery } from '../../platform/use-query.ts'
import { confirmAct } from '../../ui/layer/confirm.ts'
import { notify } from '../../ui/notice/notice.ts'
import { failureText } from './opening-words.ts'
import { draftAt } from './places.ts'

/** A file may be given up only after a minute, and wait for another person's before. */
const READ_PATIENCE_MS = 130_000

/** Choosing the old system's list, by dialog or by dropping it; what was left unfinished; what was posted. */
export function useOpening() {
  const router = useRouter()
  const session = useSession()
  const list = useAppQuery('opening.list', {})
  const reading = useCommand('opening.read', { timeoutMs: READ_PATIENCE_MS })
  const templating = useCommand('opening.save_template')
  const discarding = useCommand('opening.discard')
  const notRead = shallowRef<{ readonly name: string; readonly reason: string } | null>(null)
  const over = ref(false)
  const mayRead = computed(() => list.data.value !== undefined && list.data.value.goLiveOn !== null)

  async function choose(): Promise<void> {
    if (mayRead.value && !reading.busy.value) await read(await desktop().chooseFile('workbook'))
  }

  async function drop(event: DragEvent): Promise<void> {
    over.value = false
    const file = event.dataTransfer?.files[0]
    if (file !== undefined && mayRead.value && !reading.busy.value) await read(await desktop().grantDropped(file))
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
    if (answer.ok) await router.push(draftAt(answer.value.draftId))
    else notRead.value = { name: grant.fileName, reason: failureText(answer.error) }
  }

  async function discard(draft: { readonly draftId: Id; readonly fileName: string }): Promise<void> {
    const sure = await confirmAct({
      title: t('opening.page.discard_title', { name: draft.fileName }),
      consequences: [t('opening.page.discard_detail')],
      verb: t('opening.page.discard_verb'),
      tone: 'danger',
    })
    if (!sure) return
    discarding.renew()
    const answer = await discarding.run({ draftId: draft.draftId })
    if (!answer.ok) notify({ tone: 'due', text: errorText(answer.error) })
  }

  async function saveTemplate(): Promise<void> {
    const suggestedName = exportFileName({
      report: t('opening.page.template_file'),
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
      text: t('opening.page.template_saved', { name: grant.fileName }),
      action: { label: t('opening.page.open'), run },
    })
  }

  return { list, reading, templating, notRead, over, mayRead, choose, drop, discard, saveTemplate }
}
