import { exportFileName } from '../../../../src-shared/domain/document/export-file-name.ts'
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
export function useRoomExport() {
  const session = useSession()
  const command = useCommand('room.export')

  async function save(filter: RoomFilter): Promise<void> {
    if (!session.can('room.export')) return
    const project = session.view?.project?.name ?? ''
    const suggestedName = exportFileName({ report: t('room.sheet.name'), project, date: today(), ext: 'xlsx' })
    const grant = await desktop().chooseSave({ kind: 'xlsx', suggestedName })
    if (grant === null) return
    const answer = await command.run({ filter, grantId: grant.grantId, language: language() })
    if (!answer.ok) {
      notify({ tone: 'due', text: errorText(answer.error) })
      return
    }
    followExport(answer.value.jobId)
  }

  return { busy: command.busy, save }
}
