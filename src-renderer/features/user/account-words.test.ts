import { describe, expect, it } from 'vitest'

import { id } from '../../../src-shared/kernel/ids.ts'
import { questionsAbout, stateTag } from './account-words.ts'
import type { Account } from './account-words.ts'

const account = (more: Partial<Account>): Account => ({
  id: id('018f0000-0000-7000-8000-000000000001'),
  username: 'limin',
  displayName: '李敏',
  state: 'active',
  disabledReason: null,
  roles: [],
  lastLoginAt: null,
  lockedUntilAt: null,
  mustChangePassword: false,
  unused: false,
  shared: null,
  ...more,
})
const shared = { kind: 'two_windows', at: Date.parse('2026-11-20T08:30:00+08:00') } as const

describe('an account in the list', () => {
  it('says what hinders it first, then what is to be asked about it', () => {
    expect(stateTag(account({ unused: true, shared, lockedUntilAt: 1 })).text).toBe('已锁定')
    expect(stateTag(account({ unused: true, shared })).text).toBe('疑似共用')
    expect(stateTag(account({ unused: true })).text).toBe('90 天未用')
    expect(stateTag(account({})).text).toBe('正常')
  })

  it('that looks shared says how and when, and what to do', () => {
    const [note] = questionsAbout(account({ shared }))
    expect(note).toContain('同时在两个窗口使用')
    expect(note).toContain('11-20 08:30')
    expect(questionsAbout(account({}))).toEqual([])
  })
})
