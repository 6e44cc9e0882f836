import { z } from 'zod'

import { FEATURES } from '../domain/access/features.ts'
import { PERMISSIONS } from '../domain/access/permissions.ts'
import { command, contractOf, forbidden, invalid, query, refused } from './request/define.ts'
import { anyId, typedText } from './scalars.ts'

const password = z.string().min(1).max(200)
const newPassword = z.string().min(8).max(200)
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
    output: z.object({ session: sessionView }),
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
  'session.confirm_clock': command({
    permission: 'clock.confirm',
    scope: 'none',
    input: z.strictObject({ reason: typedText(200, 2) }),
    output: done,
    errors: {},
    log: [],
  }),
})
