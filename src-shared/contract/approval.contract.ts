import { z } from 'zod'

import { APPROVAL_STATES } from '../domain/approval/index.ts'
import { command, conflict, contractOf, forbidden, notFound, query, refused } from './request/define.ts'
import { anyId, count, fenAmount, nonNegativeFen, typedText } from './scalars.ts'
import { PASSWORD_ERRORS } from './session.contract.ts'

/** 审批: an act that one person may not do alone waits for a second one, and then runs exactly as it was asked for. */
const act = {
  /** The command as the page would have sent it: its name, its input as JSON, its own id. */
  operation: z.string().max(80),
  inputJson: z.string().max(200_000),
  actId: anyId,
  reason: typedText(200, 2),
}

const request = z.object({
  requestId: anyId,
  kind: z.string(),
  state: z.enum(APPROVAL_STATES),
  /** What it will change, told by core: names are labels `enum.approval.fact.<name>`, `…Fen` amounts in 分. */
  facts: z.record(z.string(), z.union([z.string(), z.number()])),
  amountFen: fenAmount.nullable(),
  reason: z.string(),
  applicant: z.string(),
  own: z.boolean(),
  /** By the inbox, at the applicant's own screen, or alone because nobody else could. */
  way: z.enum(['inbox', 'here', 'alone']),
  requestedAt: z.int(),
  expiresAt: z.int(),
  decidedBy: z.string().nullable(),
  decidedAt: z.int().nullable(),
  decisionReason: z.string().nullable(),
  /** The person who asks may approve it, may reject it. */
  mayApprove: z.boolean(),
  mayReject: z.boolean(),
})

const limit = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('never') }),
  z.strictObject({ kind: z.literal('up_to'), fen: nonNegativeFen }),
  z.strictObject({ kind: z.literal('any') }),
])

const ASKING_ERRORS = {
  'approval.not_askable': refused(),
  'approval.not_needed': refused(),
  /** The command itself would be refused: its code and parameters. */
  'approval.command_refused': refused('code', 'params'),
} as const
export const DECIDING_ERRORS = {
  'approval.no_right': forbidden(),
  'approval.own_request': forbidden(),
  'approval.account_handed': forbidden('days'),
  'approval.already_decided': conflict(),
  'approval.expired': refused(),
  'approval.beyond_limit': refused('limitFen'),
} as const
const RUNNING_ERRORS = {
  'approval.changed': conflict(),
  'approval.applicant_gone': refused(),
  'approval.input_gone': refused(),
} as const

/** What a command declares that may have to wait for a second person. `inbox`: it may also wait in the inbox. */
export const APPROVAL_REQUIRED = { 'approval.required': refused('kind', 'limitFen', 'inbox') } as const

export const approvalContract = contractOf(null, {
  'approval.request': command({
    permission: 'signed_in',
    scope: 'building',
    input: z.strictObject(act),
    output: z.object({ requestId: anyId, expiresAt: z.int() }),
    errors: { ...ASKING_ERRORS, 'approval.no_inbox': refused() },
    log: ['operation', 'actId'],
  }),
  /** A second person types name and password at the applicant's screen; the act runs at once. */
  'approval.approve_here': command({
    permission: 'signed_in',
    scope: 'building',
    input: z.strictObject({ ...act, username: z.string().max(60), password: z.string().max(200) }),
    output: z.object({ requestId: anyId.nullable(), answerJson: z.string() }),
    errors: { ...ASKING_ERRORS, ...DECIDING_ERRORS, ...PASSWORD_ERRORS },
    log: ['operation', 'actId'],
    answer: 'transient',
  }),
  'approval.approve': command({
    permission: 'approval.decide',
    scope: 'building',
    input: z.strictObject({ requestId: anyId }),
    output: z.object({ requestId: anyId }),
    errors: {
      ...DECIDING_ERRORS,
      ...RUNNING_ERRORS,
      'approval.command_refused': refused('code', 'params'),
    },
    log: ['requestId'],
  }),
  'approval.reject': command({
    permission: 'approval.decide',
    scope: 'building',
    input: z.strictObject({ requestId: anyId, reason: typedText(200, 2) }),
    output: z.object({ requestId: anyId }),
    errors: DECIDING_ERRORS,
    log: ['requestId'],
  }),
  'approval.withdraw': command({
    permission: 'signed_in',
    scope: 'building',
    input: z.strictObject({ requestId: anyId }),
    output: z.object({ requestId: anyId }),
    errors: { 'approval.already_decided': conflict(), 'approval.expired': refused() },
    log: ['requestId'],
  }),
  /** The newest 200 of a box: what waits for the asker's decision, what the asker waits for, what is decided. */
  'approval.list': query({
    permission: 'signed_in',
    scope: 'building',
    runs: 'core',
    input: z.strictObject({ box: z.enum(['to_decide', 'mine', 'done']) }),
    output: z.object({ requests: z.array(request) }),
    errors: {},
    log: ['box'],
  }),
  /** For the badge of the frame. */
  'approval.waiting': query({
    permission: 'signed_in',
    scope: 'building',
    runs: 'core',
    input: z.strictObject({}),
    output: z.object({ toDecide: count, mine: z.array(anyId) }),
    errors: {},
    log: [],
  }),
  'approval.open': query({
    permission: 'signed_in',
    scope: 'building',
    runs: 'core',
    input: z.strictObject({ requestId: anyId }),
    output: request,
    errors: {},
    log: ['requestId'],
  }),
  'approval.limits': query({
    permission: 'user.view',
    scope: 'office',
    runs: 'core',
    input: z.strictObject({}),
    output: z.object({
      limits: z.array(
        z.object({
          kind: z.string(),
          /** The kind has amounts; without one a ceiling says nothing. */
          hasAmount: z.boolean(),
          roleCode: z.string(),
          roleName: z.string(),
          /** The role holds `approval.decide`: without it the ceiling for approving has no effect. */
          decides: z.boolean(),
          alone: limit,
          approve: limit,
        }),
      ),
    }),
    errors: {},
    log: [],
  }),
  'approval.set_limit': command({
    permission: 'user.manage',
    scope: 'project',
    input: z.strictObject({ kind: z.string().max(60), roleCode: z.string().max(40), alone: limit, approve: limit }),
    output: z.object({ kind: z.string(), roleCode: z.string() }),
    errors: { 'approval.limit_unknown': notFound(), ...APPROVAL_REQUIRED },
    log: ['kind', 'roleCode'],
  }),
})
