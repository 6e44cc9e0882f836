import { z } from 'zod'

import { FEATURES } from '../domain/access/features.ts'
import { PERMISSIONS } from '../domain/access/permissions.ts'
import { command, contractOf, forbidden, invalid, query, refused } from './request/define.ts'
import { anyId, typedText } from './scalars.ts'

const password = z.string().min(1).max(200)
const newPassword = z.string().min(8).max(200)
/** What the host gives for a recovery code that opens the vault: good for one password and a few minutes. */
const ticket = z.string().min(20).max(100)
const done = z.object({ done: z.literal(true) })

export const sessionView = z.object({
  user: z.object({ id: anyId, username: z.string(), displayName: z.string() }),
  roles: z.array(z.object({ code: z.string(), name: z.string() })),
  project: z.object({ id: anyId, code: z.string(), name: z.string() }).nullable(),
  projects: z.array(z.object({ id: anyId, code: z.string(), name: z.string() })),
  permissions: z.array(z.enum(PERMISSIONS)),
  features: z.array(z.enum(FEATURES)),
  locked: z.boolean(),
  mustChangePassword: z.boolean(),
  idleLockMinutes: z.int(),
  /** The business day as core sees it: pages never ask the PC's own zone. */
  today: z.string(),
})

/** Why a session ended. */
export const SESSION_END_REASONS = [
  'logout',
  'new_login',
  'password_changed',
  'password_reset',
  'recovered',
  'disabled',
] as const
export type SessionEndReason = (typeof SESSION_END_REASONS)[number]

/** Whatever asks for somebody's password answers these. */
export const PASSWORD_ERRORS = {
  'session.wrong_password': invalid('left', 'lockMinutes'),
  'session.account_locked': refused('minutes'),
  'session.account_disabled': refused(),
} as const
const LOGIN_ERRORS = { ...PASSWORD_ERRORS, 'session.no_project': refused() }

/** 登录与会话. The page never sends a user or a role: main keeps the token and presents it with each new port. */
export const sessionContract = contractOf(null, {
  'session.current': query({
    permission: 'public',
    scope: 'none',
    runs: 'core',
    input: z.strictObject({}),
    output: z.object({ session: sessionView.nullable() }),
    errors: {},
    log: [],
    whileLocked: true,
  }),
  'session.login': command({
    permission: 'public',
    scope: 'none',
    input: z.strictObject({ username: z.string().max(64), password }),
    output: z.object({
      session: sessionView,
      /** The same account is signed in at another window that is open: when that was last used. */
      elsewhere: z.object({ seenAt: z.int() }).nullable(),
    }),
    errors: LOGIN_ERRORS,
    log: [],
    whileLocked: true,
    answer: 'transient',
  }),
  'session.logout': command({
    permission: 'signed_in',
    scope: 'none',
    input: z.strictObject({}),
    output: done,
    errors: {},
    log: [],
    whileLocked: true,
    answer: 'transient',
  }),
  'session.lock': command({
    permission: 'signed_in',
    scope: 'none',
    input: z.strictObject({}),
    output: done,
    errors: {},
    log: [],
    whileLocked: true,
    answer: 'transient',
  }),
  'session.unlock': command({
    permission: 'signed_in',
    scope: 'none',
    input: z.strictObject({ password }),
    output: done,
    errors: LOGIN_ERRORS,
    log: [],
    whileLocked: true,
    answer: 'transient',
  }),
  'session.change_password': command({
    permission: 'signed_in',
    scope: 'none',
    input: z.strictObject({ oldPassword: password, newPassword }),
    output: done,
    errors: { ...LOGIN_ERRORS, 'user.password_weak': invalid('reason') },
    log: [],
    whileLocked: true,
    answer: 'transient',
  }),
  'session.switch_project': command({
    permission: 'signed_in',
    scope: 'none',
    input: z.strictObject({ projectId: anyId }),
    output: z.object({ session: sessionView }),
    errors: { 'session.not_in_project': forbidden() },
    log: ['projectId'],
    answer: 'transient',
  }),
  /** 管理员找回: the accounts that whoever proved the recovery code may give a new password. */
  'session.recoverable': query({
    permission: 'public',
    scope: 'none',
    runs: 'core',
    input: z.strictObject({ ticket }),
    output: z.object({ accounts: z.array(z.object({ username: z.string(), displayName: z.string() })) }),
    errors: { 'session.ticket_invalid': refused() },
    log: [],
  }),
  /** A new password for an administrator whom nobody could let in any more. */
  'session.recover': command({
    permission: 'public',
    scope: 'none',
    input: z.strictObject({ ticket, username: z.string().max(64), newPassword }),
    output: done,
    errors: {
      'session.ticket_invalid': refused(),
      'session.not_recoverable': refused(),
      'user.password_weak': invalid('reason'),
    },
    log: [],
    answer: 'transient',
  }),
  'session.confirm_clock': command({
    permission: 'clock.confirm',
    scope: 'none',
    input: z.strictObject({ reason: typedText(200, 2) }),
    output: done,
    errors: {},
    log: [],
  }),
})
