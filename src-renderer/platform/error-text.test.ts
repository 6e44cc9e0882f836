import { describe, expect, it } from 'vitest'

import { errorText, fieldTexts } from './error-text.ts'

describe('the text of a refusal', () => {
  it('says the object, the reason and the way out', () => {
    const error = { class: 'invalid', code: 'session.wrong_password', params: { left: 3, lockMinutes: 15 } } as const
    expect(errorText(error)).toBe('密码不对，还可试 3 次。连续 5 次不对将锁定 15 分钟。')
  })

  it('has no hole where core keeps a parameter back', () => {
    const error = { class: 'invalid', code: 'session.wrong_password', params: { left: null, lockMinutes: 15 } } as const
    expect(errorText(error)).toBe('用户名或密码不对。连续 5 次不对，账号将锁定 15 分钟。')
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

  it.each([
    [{ code: 'too_small', origin: 'string', bound: 2 }, '请填写，至少 2 个字。'],
    [{ code: 'too_small', origin: 'string', bound: 1 }, '请填写这一项。'],
    [{ code: 'invalid_type' }, '请填写这一项。'],
    [{ code: 'too_big', origin: 'string', bound: 200 }, '太长了，最多 200 个字。'],
    [{ code: 'too_small', origin: 'array', bound: 1 }, '请至少选一项。'],
    [{ code: 'too_big', origin: 'array', bound: 50 }, '太多了，最多 50 项。'],
    [{ code: 'too_small', origin: 'number', bound: 1 }, '这个数太小了。'],
    [{ code: 'too_big', origin: 'number', bound: 9 }, '这个数太大了。请检查位数。'],
    [{ code: 'custom' }, '这一项不符合要求，请修改。'],
  ])('says of a field why it does not fit: %o', (issue, text) => {
    const params = { issues: [{ path: 'reason', ...issue }] }
    const error = { class: 'invalid', code: 'input.invalid', params, field: 'reason' } as const
    expect(fieldTexts(error)).toEqual({ reason: text })
  })
})
