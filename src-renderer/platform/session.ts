import { defineStore } from 'pinia'
import { computed, shallowRef } from 'vue'

import type { SessionEndReason } from '../../src-shared/contract/session.contract.ts'
import type { Feature } from '../../src-shared/domain/access/features.ts'
import type { Permission } from '../../src-shared/domain/access/permissions.ts'
import { parseLocalDate } from '../../src-shared/kernel/time.ts'
import type { Instant } from '../../src-shared/kernel/time.ts'
import { call, newCommandId } from './client.ts'
import type { InputFor, OutputFor, Result, WireError } from './client.ts'
import { alignToday } from './time.ts'
import { draftsBelongTo, dropDrafts } from './use-draft.ts'

export type SessionView = NonNullable<OutputFor<'session.current'>['session']>

/** 班次 as the top bar shows it; the shift feature sets it. Never an amount: takings are not shown to who will count them. */
export interface ShiftChip {
  readonly state: 'open' | 'none'
  readonly name: string
  readonly openedAt: Instant | null
  /** Where a shift is opened and closed. */
  readonly to: string
}

/** What ended the session from outside, as far as core has told. */
export type EndedBecause = Exclude<SessionEndReason, 'logout' | 'new_login'> | 'other'

export type SessionPhase = 'unknown' | 'signed_out' | 'signed_in'

/** Who sits here, what they may do and see. Pages check permissions only to hide; core checks them to refuse. */
export const useSession = defineStore('session', () => {
  const phase = shallowRef<SessionPhase>('unknown')
  const view = shallowRef<SessionView | null>(null)
  const failure = shallowRef<WireError | null>(null)
  const shift = shallowRef<ShiftChip | null>(null)
  const endedBecause = shallowRef<EndedBecause | null>(null)
  let toldEnd: EndedBecause | null = null
  const permissions = computed(() => new Set<Permission>(view.value?.permissions ?? []))
  const features = computed(() => new Set<Feature>(view.value?.features ?? []))

  function take(next: SessionView | null): void {
    const day = next === null ? null : parseLocalDate(next.today)
    if (day !== null) alignToday(day)
    draftsBelongTo(next?.user.id ?? null)
    if (next === null) shift.value = null
    if (next !== null) {
      endedBecause.value = null
      toldEnd = null
    }
    view.value = next
    phase.value = next === null ? 'signed_out' : 'signed_in'
  }

  async function load(): Promise<void> {
    const answer = await call.query('session.current', {})
    failure.value = answer.ok ? null : answer.error
    if (!answer.ok) return
    const ended = phase.value === 'signed_in' && answer.value.session === null
    const because = toldEnd ?? 'other'
    take(answer.value.session)
    if (ended) endedBecause.value = because
  }

  async function login(input: InputFor<'session.login'>): Promise<Result<OutputFor<'session.login'>>> {
    const answer = await call.command('session.login', input, { commandId: newCommandId() })
    if (answer.ok) take(answer.value.session)
    return answer
  }

  async function logout(): Promise<void> {
    const answer = await call.command('session.logout', {}, { commandId: newCommandId() })
    if (!answer.ok && answer.error.class === 'internal') return
    dropDrafts()
    take(null)
  }

  async function lock(): Promise<void> {
    if (view.value === null || view.value.locked) return
    // The screen closes first: whether core heard of it or not, nobody else reads on.
    view.value = { ...view.value, locked: true }
    await call.command('session.lock', {}, { commandId: newCommandId() })
  }

  async function unlock(password: string): Promise<Result<unknown>> {
    const answer = await call.command('session.unlock', { password }, { commandId: newCommandId() })
    if (answer.ok) await load()
    return answer
  }

  async function changePassword(input: InputFor<'session.change_password'>): Promise<Result<unknown>> {
    const answer = await call.command('session.change_password', input, { commandId: newCommandId() })
    if (answer.ok) await load()
    return answer
  }

  async function switchProject(projectId: InputFor<'session.switch_project'>['projectId']): Promise<Result<unknown>> {
    const answer = await call.command('session.switch_project', { projectId }, { commandId: newCommandId() })
    if (!answer.ok) return answer
    shift.value = null
    take(answer.value.session)
    return answer
  }

  return {
    phase,
    view,
    failure,
    shift,
    /** Why the person found the login page again without having signed out; `null` when that was not so. */
    endedBecause,
    noteEnd: (because: EndedBecause) => {
      toldEnd = because
    },
    permissions,
    features,
    can: (permission: Permission) => permissions.value.has(permission),
    has: (feature: Feature) => features.value.has(feature),
    setShift: (next: ShiftChip | null) => {
      shift.value = next
    },
    load,
    login,
    logout,
    lock,
    unlock,
    changePassword,
    switchProject,
  }
})
