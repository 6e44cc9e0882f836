import { exportFileName } from '../../../../src-shared/domain/document/export-file-name.ts'
import type { InputFor } from '../../../platform/client.ts'
import { desktop } from '../../../platform/desktop.ts'
import { errorText } from '../../../platform/error-text.ts'
import { language, t } from '../../../platform/i18n.ts'
import { useSession } from '../../../platform/session.ts'
import { today } from '../../../platform/time.ts'
import { useCommand } from '../../../platform/use-command.ts'
import { notify } from '../../../ui/notice/notice.ts'
import { followExport } from '../../job/index.ts'

type Asked = Pick<InputFor<'billing.export_check'>, 'month' | 'scope'>

/** 核对表 of the plan on the screen, as a workbook where the person wants it. */
export function useExport(asked: () => Asked) {
  const session = useSession()
  const command = useCommand('billing.export_check')

  async function exportCheck(): Promise<void> {
    const project = session.view?.project?.name ?? ''
    const suggestedName = exportFileName({ report: t('bill_sheet.file'), project, date: today(), ext: 'xlsx' })
    const grant = await desktop().chooseSave({ kind: 'xlsx', suggestedName })
    if (grant === null) return
    command.renew()
    const answer = await command.run({ ...asked(), grantId: grant.grantId, language: language() })
    if (answer.ok) followExport(answer.value.jobId)
    else notify({ tone: 'due', text: errorText(answer.error) })
  }

  return { busy: command.busy, exportCheck }
}
