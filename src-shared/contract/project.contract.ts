import { z } from 'zod'

import { COMMUNITY_KINDS, FEATURES } from '../domain/access/features.ts'
import { command, conflict, contractOf, query, refused } from './request/define.ts'
import { anyId, localDateText, typedText } from './scalars.ts'

const projectView = z.object({
  id: anyId,
  code: z.string(),
  name: z.string(),
  communityKind: z.enum(COMMUNITY_KINDS),
  payeeName: z.string(),
  /** 启用日: nothing before it is billed here. */
  goLiveOn: localDateText.nullable(),
  features: z.array(z.object({ feature: z.enum(FEATURES), enabled: z.boolean() })),
})

/** 项目 (小区) and its switches. */
export const projectContract = contractOf(null, {
  'project.current': query({
    permission: 'signed_in',
    scope: 'office',
    runs: 'core',
    input: z.strictObject({}),
    output: projectView,
    errors: {},
    log: [],
  }),
  'project.create': command({
    permission: 'project.manage',
    scope: 'none',
    input: z.strictObject({
      name: typedText(40, 1),
      code: z.string().regex(/^[A-Z0-9]{2,8}$/),
      communityKind: z.enum(COMMUNITY_KINDS),
      payeeName: typedText(60, 1),
    }),
    output: z.object({ projectId: anyId }),
    errors: { 'project.code_taken': conflict('code') },
    log: ['code'],
  }),
  'project.update': command({
    permission: 'project.manage',
    scope: 'project',
    input: z.strictObject({
      name: typedText(40, 1),
      payeeName: typedText(60, 1),
      goLiveOn: localDateText.nullable(),
    }),
    output: projectView,
    errors: {
      'project.go_live_after_bills': refused('firstFrom'),
      'project.opening_posted': refused('fileName'),
      'billing.run_under_way': refused('month'),
    },
    log: [],
  }),
  'project.switch_feature': command({
    permission: 'project.manage',
    scope: 'project',
    input: z.strictObject({ feature: z.enum(FEATURES), enabled: z.boolean() }),
    output: projectView,
    errors: { 'project.feature_needed': refused('by'), 'project.feature_needs': refused('needs') },
    log: ['feature', 'enabled'],
  }),
})
