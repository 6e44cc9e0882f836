import { z } from 'zod'

import { PERMISSIONS } from '../domain/access/permissions.ts'
import { APPROVAL_REQUIRED } from './approval.contract.ts'
import { command, conflict, contractOf, forbidden, invalid, notFound, query, refused } from './request/define.ts'
import { anyId, count, typedText } from './scalars.ts'
import { SESSION_END_REASONS } from './session.contract.ts'

export const SIGN_IN_ENDS = ['open', 'lost', ...SESSION_END_REASONS] as const

const roleAssignment = z.strictObject({
  roleCode: z.string().max(40),
  /** `null`: the whole project. */
  buildingIds: z.array(anyId).max(500).nullable(),
})

const userView = z.object({
  id: anyId,
  username: z.string(),
  displayName: z.string(),
  state: z.enum(['active', 'disabled']),
  /** What the administrator wrote when the account was disabled. */
  disabledReason: z.string().nullable(),
  roles: z.array(z.object({ code: z.string(), name: z.string(), buildingIds: z.array(anyId).nullable() })),
  lastLoginAt: z.int().nullable(),
  lockedUntilAt: z.int().nullable(),
  mustChangePassword: z.boolean(),
  /** Nobody signed in with it for 90 days. */
  unused: z.boolean(),
  /** It looks as if two people used it: why, and when last. */
  shared: z.object({ kind: z.enum(['two_windows', 'alternating']), at: z.int() }).nullable(),
})

/** What somebody has open, in every project. */
const heldThings = z.object({
  /** Places where the account is signed in now. */
  sessions: count,
  /** `here`: of the current project, so that it can be closed at once. */
  shifts: z.array(
    z.object({ shiftId: anyId, drawer: z.string(), openedAt: z.int(), project: z.string(), here: z.boolean() }),
  ),
  requests: z.array(z.object({ requestId: anyId, kind: z.string(), requestedAt: z.int(), project: z.string() })),
  jobs: z.array(
    z.object({
      jobId: anyId,
      kind: z.string(),
      createdAt: z.int(),
      project: z.string(),
      cancellable: z.boolean(),
    }),
  ),
})

/** 账号与角色 of the current project. */
export const userContract = contractOf(null, {
  'user.list': query({
    permission: 'user.view',
    scope: 'office',
    runs: 'core',
    input: z.strictObject({}),
    output: z.object({ users: z.array(userView) }),
    errors: {},
    log: [],
  }),
  'user.roles': query({
    permission: 'user.view',
    scope: 'office',
    runs: 'core',
    input: z.strictObject({}),
    output: z.object({
      roles: z.array(
        z.object({
          code: z.string(),
          name: z.string(),
          preset: z.boolean(),
          permissions: z.array(z.enum(PERMISSIONS)),
        }),
      ),
    }),
    errors: {},
    log: [],
  }),
  /** 停用前: what a person holds open, to be handed over or ended first. */
  'user.held': query({
    permission: 'user.manage',
    scope: 'project',
    runs: 'core',
    input: z.strictObject({ userId: anyId }),
    output: heldThings,
    errors: { 'user.not_found': notFound(), 'user.in_other_project': refused() },
    log: ['userId'],
  }),
  /** 登录记录: the newest 30 of one account. */
  'user.sign_ins': query({
    permission: 'user.view',
    scope: 'office',
    runs: 'core',
    input: z.strictObject({ userId: anyId }),
    output: z.object({
      signIns: z.array(
        z.object({
          at: z.int(),
          lastSeenAt: z.int(),
          /** `open`: signed in now. `lost`: its window is gone. */
          end: z.enum(SIGN_IN_ENDS),
        }),
      ),
    }),
    errors: { 'user.not_found': notFound() },
    log: ['userId'],
  }),
  'user.create': command({
    permission: 'user.manage',
    scope: 'project',
    input: z.strictObject({
      username: z.string().regex(/^[a-z][a-z0-9._-]{2,31}$/),
      displayName: typedText(30, 1),
      password: z.string().min(8).max(200),
      roles: z.array(roleAssignment).min(1).max(10),
    }),
    output: z.object({ userId: anyId }),
    errors: {
      'user.name_taken': conflict('username'),
      'user.password_weak': invalid('reason'),
      'user.role_unknown': invalid('role'),
      ...APPROVAL_REQUIRED,
    },
    log: ['username'],
  }),
  'user.set_roles': command({
    permission: 'user.manage',
    scope: 'project',
    input: z.strictObject({ userId: anyId, roles: z.array(roleAssignment).max(10) }),
    output: z.object({ userId: anyId }),
    errors: {
      'user.not_found': notFound(),
      'user.role_unknown': invalid('role'),
      'user.last_administrator': refused(),
      ...APPROVAL_REQUIRED,
    },
    log: ['userId'],
  }),
  'user.reset_password': command({
    permission: 'user.manage',
    scope: 'project',
    input: z.strictObject({ userId: anyId, password: z.string().min(8).max(200) }),
    output: z.object({ userId: anyId }),
    errors: {
      'user.not_found': notFound(),
      'user.self': refused(),
      'user.in_other_project': refused(),
      'user.password_weak': invalid('reason'),
    },
    log: ['userId'],
    answer: 'transient',
  }),
  'user.disable': command({
    permission: 'user.manage',
    scope: 'project',
    input: z.strictObject({
      userId: anyId,
      reason: typedText(200, 2),
      /** `close`: open shifts of this project are closed by force, with the right to it; their cash is counted later. */
      shifts: z.enum(['leave', 'close']),
      /** `cancel`: what can be cancelled is, and taken back; the rest goes on for those who see all jobs. */
      jobs: z.enum(['let_run', 'cancel']),
    }),
    output: z.object({
      userId: anyId,
      endedSessions: count,
      closedShifts: count,
      withdrawnRequests: count,
      cancelledJobs: count,
    }),
    errors: {
      'user.no_right_to_shift': forbidden(),
      'user.not_found': notFound(),
      'user.self': refused(),
      'user.in_other_project': refused(),
      'user.last_administrator': refused(),
    },
    log: ['userId'],
  }),
  'user.enable': command({
    permission: 'user.manage',
    scope: 'project',
    input: z.strictObject({ userId: anyId }),
    output: z.object({ userId: anyId }),
    errors: { 'user.not_found': notFound(), 'user.in_other_project': refused() },
    log: ['userId'],
  }),
})
