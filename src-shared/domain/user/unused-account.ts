import type { Instant } from '../../kernel/time.ts'

/** An account that nobody signed in with for so long is asked about: its person may have left. */
export const UNUSED_DAYS = 90
const DAY_MS = 86_400_000

export interface AccountUse {
  readonly state: 'active' | 'disabled'
  readonly createdAt: Instant
  readonly lastLoginAt: Instant | null
}

/** 久未使用的账号. One that was never used counts from the day on which it was made; a disabled one is no danger any more. */
export function isUnused({ state, createdAt, lastLoginAt }: AccountUse, now: Instant): boolean {
  return state === 'active' && now - (lastLoginAt ?? createdAt) >= UNUSED_DAYS * DAY_MS
}
