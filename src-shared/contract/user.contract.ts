import { z } from 'zod'

import { PERMISSIONS } from '../domain/access/permissions.ts'
import { APPROVAL_REQUIRED } from './approval.contract.ts'
import { command, conflict, contractOf, invalid, notFound, query, refused } from './request/define.ts'
import { anyId, typedText } from './scalars.ts'

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
    input: z.strictObject({ userId: anyId, reason: typedText(200, 2) }),
    output: z.object({ userId: anyId, endedSessions: z.int() }),
    errors: {
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
