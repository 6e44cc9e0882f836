import { ref } from 'vue'

import { exportFileName } from '../../../../src-shared/domain/document/export-file-name.ts'
import { isSentToInbox } from '../../../platform/approval-ask.ts'
import type { InputFor } from '../../../platform/client.ts'
import { desktop } from '../../../platform/desktop.ts'
import { errorText } from '../../../platform/error-text.ts'
import { language, t } from '../../../platform/i18n.ts'
import { useSession } from '../../../platform/session.ts'
import { today } from '../../../platform/time.ts'
import { useCommand } from '../../../platform/use-command.ts'
import { notify } from '../../../ui/notice/notice.ts'
import { followExport } from '../../job/index.ts'
import type { RoomFilter } from './room-filter.ts'

/** All rows of the list into a workbook; the file is written while the person goes on. */
export function useRoomExport(filter: () => RoomFilter) {
  const session = useSession()
  const command = useCommand('room.export')
  const asking = ref(false)

  /** Whoever sees phones in full chooses what the file shows; for everybody else it is what the screen shows. */
  async function begin(): Promise<void> {
    if (!session.can('room.export')) return
    if (session.can('person.view_contact')) asking.value = true
    else await save('masked')
  }

  async function save(contacts: InputFor<'room.export'>['contacts']): Promise<void> {
    const project = session.view?.project?.name ?? ''
    const suggestedName = exportFileName({ report: t('room.sheet.name'), project, date: today(), ext: 'xlsx' })
    const grant = await desktop().chooseSave({ kind: 'xlsx', suggestedName })
    if (grant === null) return
    // Another place or another choice is another act.
    command.renew()
    const answer = await command.run({
      filter: filter(),
      grantId: grant.grantId,
      language: language(),
      contacts,
    })
    if (answer.ok) {
      asking.value = false
      followExport(answer.value.jobId)
      return
    }
    if (isSentToInbox(answer)) asking.value = false
    else if (!asking.value) notify({ tone: 'due', text: errorText(answer.error) })
  }

  return { busy: command.busy, message: command.message, asking, begin, save }
}
