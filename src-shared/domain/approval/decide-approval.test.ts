import { describe, expect, it } from 'vitest'

import { fen } from '../../kernel/money.ts'
import { instant } from '../../kernel/time.ts'
import type { Approver, AskedApproval } from './index.ts'
import { ANY, NEVER, decideApproval, decideRejection, isInSight, stillOpen } from './index.ts'

const asked: AskedApproval = {
  state: 'pending',
  applicantId: 'clerk',
  projectId: 'p',
  amountFen: fen(10_000),
  buildingIds: ['b1'],
  expiresAt: instant(1_000),
}
const manager: Approver = {
  userId: 'manager',
  projectId: 'p',
  mayDecide: true,
  limit: ANY,
  buildingIds: null,
  handed: null,
}
const now = instant(999)
const WEEK_MS = 7 * 86_400_000

describe('a request', () => {
  it('is approved by somebody else who may', () => {
    expect(decideApproval(asked, manager, now)).toEqual({ kind: 'may_decide' })
  })

  it('is never approved nor rejected by the applicant', () => {
    const self = { ...manager, userId: 'clerk' }
    expect(decideApproval(asked, self, now)).toMatchObject({ code: 'approval.own_request' })
    expect(decideRejection(asked, self, now)).toMatchObject({ code: 'approval.own_request' })
  })

  it('is not approved for a week with an account that the applicant handed out', () => {
    const handed = { by: 'clerk', at: instant(0) }
    const asking = { ...asked, expiresAt: instant(WEEK_MS + 1) }
    const by = (at: Approver['handed'], then: number) =>
      decideApproval(asking, { ...manager, handed: at }, instant(then))
    expect(by(handed, WEEK_MS - 1)).toMatchObject({ code: 'approval.account_handed', params: { days: 7 } })
    expect(by(handed, WEEK_MS)).toEqual({ kind: 'may_decide' })
    expect(by({ ...handed, by: 'somebody' }, 1)).toEqual({ kind: 'may_decide' })
    expect(decideRejection(asking, { ...manager, handed }, instant(1))).toEqual({ kind: 'may_decide' })
  })

  it('is not decided by whoever lacks the right, sees another building only, or works in another project', () => {
    for (const who of [
      { ...manager, mayDecide: false },
      { ...manager, limit: NEVER },
      { ...manager, buildingIds: ['b2'] },
      { ...manager, projectId: 'q' },
    ])
      expect(decideApproval(asked, who, now)).toMatchObject({ code: 'approval.no_right' })
  })

  it('above the limit of the approver may only be rejected', () => {
    const small = { ...manager, limit: { kind: 'up_to', fen: fen(9_999) } } as const
    expect(decideApproval(asked, small, now)).toMatchObject({
      code: 'approval.beyond_limit',
      params: { limitFen: 9_999 },
    })
    expect(decideRejection(asked, small, now)).toEqual({ kind: 'may_decide' })
  })

  it('without an amount is beyond every ceiling', () => {
    const small = { ...manager, limit: { kind: 'up_to', fen: fen(9_999) } } as const
    expect(decideApproval({ ...asked, amountFen: null }, small, now)).toMatchObject({ code: 'approval.beyond_limit' })
  })

  it('that lay too long is decided by nobody', () => {
    expect(decideApproval(asked, manager, instant(1_000))).toMatchObject({ code: 'approval.expired' })
    expect(stillOpen({ ...asked, state: 'expired' }, now)).toMatchObject({ code: 'approval.expired' })
  })

  it('is decided once', () => {
    for (const state of ['approved', 'rejected', 'withdrawn', 'nobody_else'] as const)
      expect(decideApproval({ ...asked, state }, manager, now)).toMatchObject({ code: 'approval.already_decided' })
  })

  it('about the whole project is for those who see the whole of it', () => {
    expect(isInSight({ projectId: 'p', buildingIds: null }, { projectId: 'p', buildingIds: ['b1'] })).toBe(false)
    expect(isInSight({ projectId: 'p', buildingIds: ['b1'] }, { projectId: 'p', buildingIds: ['b1', 'b2'] })).toBe(true)
  })
})
