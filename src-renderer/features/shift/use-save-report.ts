import { localDateOf } from '../../../src-shared/kernel/time.ts'
import type { Instant } from '../../../src-shared/kernel/time.ts'
import { exportFileName } from '../../../src-shared/domain/document/export-file-name.ts'
import { desktop } from '../../platform/desktop.ts'
import { errorText } from '../../platform/error-text.ts'
import { t } from '../../platform/i18n.ts'
import { useSession } from '../../platform/session.ts'
import { useCommand } from '../../platform/use-command.ts'
import { notify } from '../../ui/notice/notice.ts'
import type { ShiftReport } from './use-shift.ts'

/** The report as PDF: asks where, lets core write it, offers to open it. */
export function useSaveReport() {
  const session = useSession()
  const saving = useCommand('shift.save_report')

  async function save(report: ShiftReport): Promise<void> {
    const suggestedName = exportFileName({
      report: `${t('shift.page.file_name')}_${report.drawer}`,
      project: session.view?.project?.name ?? '',
      date: localDateOf((report.closedAt ?? report.openedAt) as Instant),
      ext: 'pdf',
    })
    const grant = await desktop().chooseSave({ kind: 'pdf', suggestedName })
    if (grant === null) return
    const answer = await saving.run({ shiftId: report.shiftId, grantId: grant.grantId })
    if (!answer.ok) {
      notify({ tone: 'due', text: errorText(answer.error) })
      return
    }
    const run = (): void => void desktop().openSaved({ grantId: grant.grantId, reveal: false })
    notify({
      tone: 'ok',
      text: t('shift.page.saved', { name: grant.fileName }),
      action: { label: t('shift.page.saved_open'), run },
    })
  }

  return { saving, save }
}
