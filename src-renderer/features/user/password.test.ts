import { describe, expect, it } from 'vitest'

import { passwordWeakness } from '../../../src-shared/domain/session/password-rule.ts'
import { tellablePassword } from './password.ts'

describe('a first password', () => {
  it('is made of groups that can be told by mouth', () => {
    const password = tellablePassword((bytes) => bytes.map((_, at) => at * 19))
    expect(password).toMatch(/^([a-hjkmnp-z]{2}[2-9]{2}-){2}[a-hjkmnp-z]{2}[2-9]{2}$/)
  })

  it('is strong enough for core whatever the bytes are', () => {
    for (let byte = 0; byte < 256; byte++) {
      const password = tellablePassword((bytes) => bytes.map((_, at) => byte + at * 7))
      expect(passwordWeakness(password, 'limin')).toBeNull()
    }
  })
})
