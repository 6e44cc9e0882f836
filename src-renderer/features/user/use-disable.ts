import { computed, reactive, ref } from 'vue'

import { instant } from '../../../src-shared/kernel/time.ts'
import type { InputFor, OutputFor } from '../../platform/client.ts'
import { enumText, t } from '../../platform/i18n.ts'
import { useSession } from '../../platform/session.ts'
import { whenText } from '../../platform/time.ts'
import { useCommand } from '../../platform/use-command.ts'
import { useAppQuery } from '../../platform/use-query.ts'
import { notify } from '../../ui/notice/notice.ts'
import type { Account } from './account-words.ts'

type Held = OutputFor<'user.held'>
type Ways = Pick<InputFor<'user.disable'>, 'shifts' | 'jobs'>
const LEAST = 2

/** 停用: what the person holds is read first, then ended or left to others together with the account. */
export function useDisable(account: Account, done: () => void) {
  const session = useSession()
  const query = useAppQuery('user.held', { userId: account.id }, { staleTime: 0 })
  const command = useCommand('user.disable')
  const form = reactive<Ways & { reason: string }>({ reason: '', shifts: 'leave', jobs: 'let_run' })
  const own = ref<Readonly<Record<string, string>>>({})
  const held = computed(() => query.data.value)
  const { displayName: name } = account

  async function submit(): Promise<void> {
    own.value = [...form.reason.trim()].length < LEAST ? { reason: t('user.disable.reason_bad') } : {}
    if (Object.keys(own.value).length > 0 || held.value === undefined) return
    const { shifts, jobs } = form
    const answer = await command.run({ userId: account.id, reason: form.reason.trim(), shifts, jobs })
    if (!answer.ok) return
    notify({ tone: 'ok', text: doneText(name, answer.value) })
    done()
  }

  return {
    query,
    form,
    name,
    busy: command.busy,
    message: command.message,
    errors: computed(() => ({ ...command.fieldErrors.value, ...own.value })),
    lines: computed(() => (held.value === undefined ? [] : heldLines(held.value))),
    asksShifts: computed(
      () => session.can('shift.force_close') && (held.value?.shifts.some(({ here }) => here) ?? false),
    ),
    shiftsElsewhere: computed(() => held.value?.shifts.some(({ here }) => !here) ?? false),
    asksJobs: computed(() => held.value?.jobs.some(({ cancellable }) => cancellable) ?? false),
    submit,
  }
}

/** Each thing in hand as a sentence. */
export function heldLines({ sessions, shifts, requests, jobs }: Held): readonly string[] {
  const when = (at: number): string => whenText(instant(at))
  return [
    ...(sessions === 0 ? [] : [t('user.disable.held_sessions', { n: sessions })]),
    ...shifts.map(({ project, drawer, openedAt }) =>
      t('user.disable.held_shift', { project, drawer, when: when(openedAt) }),
    ),
    ...requests.map(({ kind, project, requestedAt }) =>
      t('user.disable.held_request', {
        kind: enumText('approval.kind', kind.replace('.', '_')),
        project,
        when: when(requestedAt),
      }),
    ),
    ...jobs.map(({ kind, project, createdAt }) =>
      t('user.disable.held_job', { kind: enumText('job.kind', kind), project, when: when(createdAt) }),
    ),
  ]
}

function doneText(name: string, ended: OutputFor<'user.disable'>): string {
  const { endedSessions: n, closedShifts, withdrawnRequests, cancelledJobs } = ended
  const first = n === 0 ? t('user.disable.done', { name }) : t('user.disable.done_signed_out', { name, n })
  if (closedShifts + withdrawnRequests + cancelledJobs === 0) return first
  const counts = { shifts: closedShifts, requests: withdrawnRequests, jobs: cancelledJobs }
  return `${first}${t('user.disable.done_more', counts)}`
}
