import { passwordWeakness } from '../../../src-shared/domain/session/password-rule.ts'
import type { WireError } from '../../platform/client.ts'
import { t, textIfAny } from '../../platform/i18n.ts'

// Without 0 o 1 l i: the password is told by mouth and read from a slip of paper.
const LETTERS = 'abcdefghjkmnpqrstuvwxyz'
const DIGITS = '23456789'
const GROUPS = 3
const LETTERS_EACH = 2

/** A first password that can be told by mouth: `kd37-mp84-zt26`. `random` gives bytes. */
export function tellablePassword(random: (bytes: Uint8Array<ArrayBuffer>) => Uint8Array): string {
  const bytes = random(new Uint8Array(GROUPS * LETTERS_EACH * 2))
  const groups = Array.from({ length: GROUPS }, (_, group) => {
    const own = [...bytes.slice(group * LETTERS_EACH * 2, (group + 1) * LETTERS_EACH * 2)]
    return own.map((byte, at) => pick(at < LETTERS_EACH ? LETTERS : DIGITS, byte)).join('')
  })
  return groups.join('-')
}

export function newPassword(): string {
  return tellablePassword((bytes) => crypto.getRandomValues(bytes))
}

/** Why core would refuse this password, in words; empty when it would not. */
export function passwordProblem(password: string, username: string): string {
  const weakness = passwordWeakness(password, username)
  return weakness === null ? '' : t(`user.weak.${weakness}`)
}

/** Core names the weakness by the rule's word. */
export function weaknessText(error: WireError | null): string {
  if (error?.code !== 'user.password_weak') return ''
  return textIfAny(`user.weak.${String(error.params['reason'])}`) ?? ''
}

function pick(from: string, byte: number): string {
  return from.charAt(byte % from.length)
}
