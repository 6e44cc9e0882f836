import { computed, shallowRef } from 'vue'

import { errorText } from '../../platform/error-text.ts'
import { t } from '../../platform/i18n.ts'
import type { MessageKey } from '../../platform/i18n.ts'
import { useSession } from '../../platform/session.ts'
import { useCommand } from '../../platform/use-command.ts'
import { useAppQuery } from '../../platform/use-query.ts'
import { confirmAct } from '../../ui/layer/confirm.ts'
import { notify } from '../../ui/notice/notice.ts'
import { arraySource } from '../../ui/table/list-source.ts'
import { factLine, kindText } from './fact-words.ts'
import type { Request } from './fact-words.ts'
import { requestColumns } from './request-columns.ts'

export type Box = 'to_decide' | 'mine' | 'done'

/** The inbox: which box, the request under the hand, and what may be done with it. */
export function useApprovals() {
  const session = useSession()
  const decides = computed(() => session.can('approval.decide'))
  const box = shallowRef<Box>(decides.value ? 'to_decide' : 'mine')
  const query = useAppQuery('approval.list', () => ({ box: box.value }), { staleTime: 0 })
  const requests = computed(() => query.data.value?.requests ?? [])
  const marked = shallowRef<string | null>(null)
  const picked = computed(() => requests.value.find(({ requestId }) => requestId === marked.value) ?? null)
  const rejecting = shallowRef<Request | null>(null)
  const approving = useCommand('approval.approve')
  const withdrawing = useCommand('approval.withdraw')

  async function approve(): Promise<void> {
    const request = picked.value
    if (request === null || !request.mayApprove) return
    const { applicant, requestId } = request
    const what = `${kindText(request.kind)} ${factLine(request)}`
    const sure = await confirmAct({
      title: t('approval.page.approve_title'),
      consequences: [t('approval.page.approve_effect', { applicant, what })],
      verb: t('approval.page.approve'),
    })
    if (sure) await act(() => approving.run({ requestId }), 'approval.page.approved')
  }

  async function withdraw(): Promise<void> {
    const request = picked.value
    if (request === null) return
    await act(() => withdrawing.run({ requestId: request.requestId }), 'approval.page.withdrawn')
  }

  async function act(run: () => ReturnType<typeof approving.run>, done: MessageKey): Promise<void> {
    approving.renew()
    withdrawing.renew()
    const answer = await run()
    if (answer.ok) notify({ tone: 'ok', text: t(done) })
    else notify({ tone: 'due', text: errorText(answer.error) })
    await query.refresh()
  }

  return {
    query,
    box,
    decides,
    requests,
    picked,
    rejecting,
    busy: computed(() => approving.busy.value || withdrawing.busy.value),
    columns: computed(requestColumns),
    source: computed(() => arraySource<Request>(requests.value)),
    mark: (row: Request | null) => {
      if (row !== null) marked.value = row.requestId
    },
    approve,
    reject: () => {
      if (picked.value?.mayReject === true) rejecting.value = picked.value
    },
    withdraw,
  }
}
