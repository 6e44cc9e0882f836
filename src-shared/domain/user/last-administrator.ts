import type { Refusal } from '../../kernel/app-error.ts'
import { refusal } from '../../kernel/app-error.ts'

export interface AccountRoles {
  readonly userId: string
  readonly state: 'active' | 'disabled'
  /** Holds 管理员 for the whole project, not for some buildings. */
  readonly isAdministrator: boolean
}

/**
 * A project always keeps somebody who can give out accounts. `after` are its accounts as the change would leave them; a project
 * that has no administrator anyway is not held up.
 */
export function keepAdministrator(
  before: readonly AccountRoles[],
  after: readonly AccountRoles[],
): { readonly kind: 'kept' } | Refusal<'user.last_administrator'> {
  return countOf(before) > 0 && countOf(after) === 0 ? refusal('user.last_administrator') : { kind: 'kept' }
}

function countOf(accounts: readonly AccountRoles[]): number {
  return accounts.filter(({ state, isAdministrator }) => state === 'active' && isAdministrator).length
}
