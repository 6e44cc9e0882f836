import { computed, shallowRef } from 'vue'

import type { Id } from '../../../src-shared/kernel/ids.ts'
import type { OutputFor } from '../../platform/client.ts'
import { desktop, hasDesktop } from '../../platform/desktop.ts'
import { errorText } from '../../platform/error-text.ts'
import { t } from '../../platform/i18n.ts'
import { useSession } from '../../platform/session.ts'
import { useCommand } from '../../platform/use-command.ts'
import { useAppQuery } from '../../platform/use-query.ts'
import { notify } from '../../ui/notice/notice.ts'

export type Receipt = OutputFor<'receipt.open'>

/** One receipt and what may be done with it. */
export function useReceipt(receiptId: () => Id) {
  const session = useSession()
  const query = useAppQuery('receipt.open', () => ({ receiptId: receiptId() }))
  const reprinting = useCommand('receipt.reprint')
  const saving = useCommand('receipt.save_pdf')
  const voiding = shallowRef(false)
  const canVoid = computed(() => query.data.value?.voidRefusal === null)
  const voidHint = computed(() => {
    const code = query.data.value?.voidRefusal ?? null
    if (code === null || code === 'receipt.already_voided') return ''
    return errorText({
      class: 'refused',
      code,
      params: code === 'permission.denied' ? { permission: 'receipt.void' } : {},
    })
  })

  async function reprint(): Promise<void> {
    const answer = await reprinting.run({ receiptId: receiptId(), reason: null })
    if (!answer.ok) {
      notify({ tone: 'due', text: errorText(answer.error) })
      return
    }
    const { reprintNo } = answer.value
    notify({
      tone: 'ok',
      text: reprintNo === 0 ? t('receipt.page.printed') : t('receipt.page.reprinted', { n: reprintNo }),
    })
    await query.refresh()
  }

  async function savePdf(receiptNo: string): Promise<void> {
    const grant = await desktop().chooseSave({ kind: 'pdf', suggestedName: receiptNo })
    if (grant === null) return
    saving.renew()
    const answer = await saving.run({ receiptIds: [receiptId()], format: 'a5', grantId: grant.grantId })
    if (answer.ok) notify({ tone: 'ok', text: t('receipt.page.saved', { count: answer.value.pages }) })
    else notify({ tone: 'due', text: errorText(answer.error) })
  }

  return {
    query,
    voiding,
    canVoid,
    voidHint,
    canReprint: computed(() => session.can('receipt.reprint')),
    canSave: hasDesktop(),
    busy: computed(() => reprinting.busy.value || saving.busy.value),
    reprint,
    savePdf,
  }
}
