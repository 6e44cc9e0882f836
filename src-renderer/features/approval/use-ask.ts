import { computed, reactive, shallowRef } from 'vue'

import type { approvalAsked } from '../../platform/approval-ask.ts'
import { money } from '../../platform/format.ts'
import { t } from '../../platform/i18n.ts'
import { useCommand } from '../../platform/use-command.ts'
import { notify } from '../../ui/notice/notice.ts'
import { kindText } from './fact-words.ts'

type Ask = NonNullable<typeof approvalAsked.value>
const LEAST = 2

/** The two ways to a second person: the password here and now, or the inbox. */
export function useAsk(ask: Ask) {
  const form = reactive({ reason: '', username: '', password: '' })
  const own = shallowRef<Readonly<Record<string, string>>>({})
  const here = useCommand('approval.approve_here')
  const inbox = useCommand('approval.request')
  const kind = kindText(ask.kind)
  const act = { operation: ask.operation, inputJson: JSON.stringify(ask.input), actId: ask.actId }

  function reasonProblem(): Record<string, string> {
    return [...form.reason.trim()].length < LEAST ? { reason: t('ui.form.too_short', { min: LEAST }) } : {}
  }
  function hereProblems(): Record<string, string> {
    return {
      ...reasonProblem(),
      ...(form.username.trim() === '' ? { username: t('ui.form.missing') } : {}),
      ...(form.password === '' ? { password: t('ui.form.missing') } : {}),
    }
  }

  async function approveHere(): Promise<void> {
    own.value = hereProblems()
    if (Object.keys(own.value).length > 0) return
    const { username, password } = form
    inbox.renew()
    const answer = await here.run({ ...act, reason: form.reason.trim(), username: username.trim(), password })
    if (answer.ok) ask.settle({ kind: 'done', answer: JSON.parse(answer.value.answerJson) as unknown })
    else form.password = ''
  }

  async function sendToInbox(): Promise<void> {
    if (!ask.inbox || here.busy.value) return
    own.value = reasonProblem()
    if (Object.keys(own.value).length > 0) return
    here.renew()
    const answer = await inbox.run({ ...act, reason: form.reason.trim() })
    if (!answer.ok) return
    notify({ tone: 'ok', text: t('approval.ask.sent') })
    ask.settle({ kind: 'sent' })
  }

  return {
    form,
    why:
      ask.limitFen === null
        ? t('approval.ask.why', { kind })
        : t('approval.ask.why_limit', { kind, limit: money(ask.limitFen) }),
    busy: computed(() => here.busy.value || inbox.busy.value),
    errors: computed(() => ({ ...here.fieldErrors.value, ...inbox.fieldErrors.value, ...own.value })),
    message: computed(() => here.message.value || inbox.message.value),
    approveHere,
    sendToInbox,
    giveUp: () => ask.settle({ kind: 'given_up' }),
  }
}
