import { newStrongRights } from '../../../../src-shared/domain/user/index.ts'
import type { HeldRights } from '../../../../src-shared/domain/user/index.ts'
import { hot } from '../../db/read-handle.ts'
import type { ReadHandle } from '../../db/read-handle.ts'
import { approvable } from '../approval/index.ts'
import type { ApprovalKind, Assessment } from '../approval/index.ts'
import { assignmentsIn, loadAccount } from './accounts.ts'
import { wantedRoles } from './assign-roles.ts'

const permissionsOf = hot<{ permission: string }>('SELECT permission FROM role_permission WHERE role_id = ?')

type Held = { readonly roleId: string; readonly buildingIds: readonly string[] | null }
interface Granting {
  /** 姓名 of the account. */
  readonly account: string
  readonly before: readonly (Held & { readonly code: string })[]
  readonly after: readonly (Held & { readonly code: string })[]
}

/** Which strong rights a change gives out; `null` when it gives none. */
export function assessGranting(db: ReadHandle, { account, before, after }: Granting): Assessment | null {
  const rights = newStrongRights(rightsOf(db, before), rightsOf(db, after))
  if (rights.length === 0) return null
  const facts = {
    account,
    rolesBefore: before.map(({ code }) => code).join(','),
    rolesAfter: after.map(({ code }) => code).join(','),
    permissions: rights.join(','),
  }
  return { facts, amountFen: null, buildingIds: null, personId: null }
}

/** 授予要紧权限: two people for the rights that undo the rule of two people. */
export const grantRightsKind: ApprovalKind = {
  name: 'user.grant_rights',
  hasAmount: false,
  alone: 'nobody',
  nobodyElse: 'alone',
  hours: 72,
  operations: {
    'user.set_roles': approvable('user.set_roles', {
      keepsInput: true,
      assess({ db, actor }, input) {
        const account = loadAccount(db, actor.projectId, input.userId)
        const after = wantedRoles(db, actor.projectId, input.roles)
        const before = assignmentsIn(db, actor.projectId).filter(({ userId }) => userId === account.id)
        return assessGranting(db, { account: account.display_name, before, after })
      },
    }),
    'user.create': approvable('user.create', {
      // The first password is in it.
      keepsInput: false,
      assess({ db, actor }, input) {
        const after = wantedRoles(db, actor.projectId, input.roles)
        return assessGranting(db, { account: input.displayName, before: [], after })
      },
    }),
  },
}

function rightsOf(db: ReadHandle, held: readonly Held[]): HeldRights[] {
  return held.map(({ roleId, buildingIds }) => ({
    permissions: db.hotAll(permissionsOf, roleId).map(({ permission }) => permission),
    buildingIds,
  }))
}
