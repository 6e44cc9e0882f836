import { AppError } from '../../../../src-shared/kernel/app-error.ts'
import { hot } from '../../db/read-handle.ts'
import { handles, handlesPrepared } from '../../request/context.ts'
import type { Commands } from '../../request/context.ts'
import { approvable, requireApproval, settleBeforeSignIn } from '../approval/index.ts'
import type { ApprovalKind, Assessment } from '../approval/index.ts'
import type { CoreDeps } from '../deps.ts'
import { findAccountByName, forgiveFailures, passwordCheck } from '../session/index.ts'

const projectsWithRight = hot<{
  project_id: string
}>(`SELECT DISTINCT ur.project_id FROM user_role ur JOIN role r ON r.id = ur.role_id AND r.ended_on IS NULL
  JOIN role_permission p ON p.role_id = r.id WHERE ur.user_id = ? AND ur.ended_at IS NULL AND ur.building_ids_json IS NULL
  AND p.permission = 'backup.restore' ORDER BY ur.project_id`)

/** 从备份恢复: whatever was done since the set is gone from the books, so that one person alone does not decide it. */
export const restoreKind: ApprovalKind = {
  name: 'backup.restore',
  hasAmount: false,
  alone: 'nobody',
  nobodyElse: 'alone',
  hours: 12,
  operations: {
    'backup.permit_restore': approvable('backup.permit_restore', {
      keepsInput: true,
      assess: (_context, { setName }) => assessRestore(setName),
    }),
  },
}

function assessRestore(setName: string): Assessment {
  return { facts: { setName }, amountFen: null, buildingIds: null, personId: null }
}

/** Who may restore: asked for in advance by somebody signed in, used at the sign-in page, where the restore stands. */
export function restoreRightCommands({ database, backup }: Pick<CoreDeps, 'database' | 'backup'>): Commands {
  const check = passwordCheck(database)

  return {
    'backup.permit_restore': handles('backup.permit_restore', (context, { setName }) => {
      const assessment = assessRestore(setName)
      requireApproval(context, { kind: restoreKind, operation: 'backup.permit_restore', assessment })
      return { setName }
    }),

    'backup.allow_restore': handlesPrepared('backup.allow_restore', {
      async prepare({ db, now }, { username, password, approver }) {
        const own = await check(findAccountByName(db, username), password, now)
        if (own.kind === 'wrong') throw own.failure
        if (approver === null) return null
        const other = await check(findAccountByName(db, approver.username), approver.password, now)
        if (other.kind === 'right') return null
        const { code, params } = other.failure
        throw new AppError(code, params, 'approverPassword')
      },
      handle(context, { username, setName, act, approver }) {
        const { db } = context
        const account = findAccountByName(db, username)
        const projectIds =
          account === null ? [] : db.hotAll(projectsWithRight, account.id).map(({ project_id }) => project_id)
        const second = approver === null ? null : findAccountByName(db, approver.username)

        if (account === null || projectIds.length === 0) throw new AppError('backup.may_not_restore')
        if (act === 'try') return { ticket: backup.newTicket('try_restore', { userId: account.id, setName }) }
        if (second?.must_change_password === 1) throw new AppError('approval.no_right')
        settleBeforeSignIn(context, {
          kind: restoreKind,
          operation: 'backup.permit_restore',
          assessment: assessRestore(setName),
          applicantId: account.id,
          projectIds,
          approverId: second?.id ?? null,
          reason: '',
        })

        if (second !== null) forgiveFailures(db, second.id)
        return { ticket: backup.newTicket('restore', { userId: account.id, setName }) }
      },
    }),
  }
}
