import { describe, expect, it } from 'vitest'

import { errorText, fieldTexts } from './error-text.ts'

describe('the text of a refusal', () => {
  it('says the object, the reason and the way out', () => {
    const error = { class: 'invalid', code: 'session.wrong_password', params: { left: 3, lockMinutes: 15 } } as const
    expect(errorText(error)).toBe('密码不对，还可试 3 次。连续 5 次不对将锁定 15 分钟。')
  })

  it('names a permission as the office calls it', () => {
    const error = { class: 'forbidden', code: 'permission.denied', params: { permission: 'billing.run' } } as const
    expect(errorText(error)).toContain('“出账”')
  })

  it('names code and reference when there is no text', () => {
    const error = { class: 'internal', code: 'internal', params: {}, reference: '8f3a21bc' } as const
    expect(errorText(error)).toMatch(/internal.*8f3a21bc/)
  })

  it('stands beside every field that does not fit', () => {
    const error = {
      class: 'invalid',
      code: 'input.invalid',
      params: { issues: [{ path: ['admin', 'username'] }, { path: 'projectCode' }] },
    } as const
    expect(Object.keys(fieldTexts(error))).toEqual(['admin.username', 'projectCode'])
    expect(errorText(error)).toContain('2 处')
  })
})
