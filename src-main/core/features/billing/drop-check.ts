import { approvable } from '../approval/index.ts'
import type { ApprovalKind, AssessContext, Assessment } from '../approval/index.ts'
import { loadRunSettings } from './run-settings.ts'
import type { RunSettings } from './run-settings.ts'

/** Switching the check off is what needs somebody else; `null` for every other change. */
export function assessSettings(
  { db, actor }: Pick<AssessContext, 'db' | 'actor'>,
  after: RunSettings,
): Assessment | null {
  const before = loadRunSettings(db, actor.projectId)
  if (!before.secondCheck || after.secondCheck) return null
  return { facts: { secondCheck: 'off' }, amountFen: null, buildingIds: null, personId: null }
}

/** 取消复核: whoever could switch the second person off for a minute would need none. */
export const dropCheckKind: ApprovalKind = {
  name: 'billing.drop_check',
  hasAmount: false,
  alone: 'nobody',
  nobodyElse: 'alone',
  hours: 72,
  operations: {
    'billing.set_settings': approvable('billing.set_settings', { keepsInput: true, assess: assessSettings }),
  },
}
