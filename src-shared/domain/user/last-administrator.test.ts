import { describe, expect, it } from 'vitest'

import type { AccountRoles } from './index.ts'
import { keepAdministrator } from './index.ts'

const account = (userId: string, fields: Partial<AccountRoles> = {}): AccountRoles => ({
  userId,
  state: 'active',
  isAdministrator: true,
  ...fields,
})

describe('a project keeps an administrator', () => {
  it('when the last one would be disabled or lose the role', () => {
    const before = [account('a'), account('b', { isAdministrator: false })]
    expect(
      keepAdministrator(before, [account('a', { state: 'disabled' }), account('b', { isAdministrator: false })]),
    ).toMatchObject({ code: 'user.last_administrator' })
    expect(keepAdministrator(before, [account('a', { isAdministrator: false })])).toMatchObject({
      code: 'user.last_administrator',
    })
  })

  it('while another active one stays', () => {
    expect(
      keepAdministrator([account('a'), account('b')], [account('a', { state: 'disabled' }), account('b')]),
    ).toEqual({ kind: 'kept' })
  })

  it('but one that had none is not held up', () => {
    expect(keepAdministrator([account('a', { isAdministrator: false })], [])).toEqual({ kind: 'kept' })
  })
})
