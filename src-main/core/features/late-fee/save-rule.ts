import type { LateFeePolicy } from '../../../../src-shared/domain/late-fee/index.ts'
import { AppError } from '../../../../src-shared/kernel/app-error.ts'
import type { Id } from '../../../../src-shared/kernel/ids.ts'
import { hot } from '../../db/read-handle.ts'
import type { ReadHandle } from '../../db/read-handle.ts'
import type { LateFeeRuleTable } from '../../db/tables.ts'
import type { CommandContext, Input, Output } from '../../request/context.ts'
import { loadLpr } from './settings.ts'

type Asked = Input<'late_fee.save_rule'>

const ruleById = hot<LateFeeRuleTable>('SELECT * FROM late_fee_rule WHERE id = ? AND project_id = ?')
const sameDay = hot<{ id: string }>(
  "SELECT id FROM late_fee_rule WHERE project_id = ? AND ifnull(fee_standard_id, '') = ifnull(?, '') AND from_on = ?",
)
const standardOf = hot<{ id: string }>('SELECT id FROM fee_standard WHERE id = ? AND project_id = ?')
const itemsOf = hot<{ n: number }>(
  'SELECT count(*) AS n FROM fee_item WHERE project_id = ? AND id IN (SELECT value FROM json_each(?))',
)
const roomByCode = hot<{ id: string }>('SELECT id FROM room WHERE project_id = ? AND code = ?')

/** 违约金规则: a version from a day on. It is derived from, never written into a line: a mended version is a mended claim. */
export function saveRule({ db, actor, newId }: CommandContext, input: Asked): Output<'late_fee.save_rule'> {
  const { projectId } = actor
  const { ruleId, standardId, fromOn, mode } = input
  const before = ruleId === null ? null : db.hotFirst(ruleById, ruleId, projectId)
  if (ruleId !== null && before === null) throw new AppError('late_fee.rule_not_found')
  if (before !== null && before.version !== input.version)
    throw new AppError('record.changed', { what: 'late_fee_rule' })
  if (standardId !== null && db.hotFirst(standardOf, standardId, projectId) === null)
    throw new AppError('late_fee.standard_unknown')
  const taken = db.hotFirst(sameDay, projectId, standardId, fromOn)
  if (taken !== null && taken.id !== ruleId) throw new AppError('late_fee.rule_day_taken', {}, 'fromOn')
  if ((mode === 'on') !== (input.policy !== null) || (mode === 'as_project' && standardId === null))
    throw new AppError('late_fee.policy_missing', {}, 'mode')
  const policy = input.policy === null ? null : policyOf(db, projectId, { ...input, policy: input.policy })
  const columns = {
    fee_standard_id: standardId,
    from_on: fromOn,
    mode,
    policy_json: policy === null ? null : JSON.stringify(policy),
    document: input.document === '' ? null : input.document,
  }
  const id = ruleId ?? newId()
  if (before === null) db.insert('late_fee_rule', { id, project_id: projectId, ...columns, version: 1 })
  else db.update('late_fee_rule', id, { ...columns, version: before.version + 1 })
  db.emit('late_fee.changed', { roomIds: [] })
  return { ruleId: id as Id }
}

export function removeRule(
  { db, actor }: CommandContext,
  { ruleId }: Input<'late_fee.remove_rule'>,
): Output<'late_fee.remove_rule'> {
  if (db.hotFirst(ruleById, ruleId, actor.projectId) === null) throw new AppError('late_fee.rule_not_found')
  db.remove('late_fee_rule', ruleId)
  db.emit('late_fee.changed', { roomIds: [] })
  return { ruleId }
}

/** As it is stored: a room keeps its id, whatever its code will be tomorrow. */
function policyOf(
  db: ReadHandle,
  projectId: string,
  { policy, fromOn }: Pick<Asked, 'fromOn'> & { readonly policy: NonNullable<Asked['policy']> },
): LateFeePolicy {
  const { excludedRoomCodes, ...rest } = policy
  const { itemIds } = rest
  if (itemIds !== null && db.hotFirst(itemsOf, projectId, JSON.stringify(itemIds))?.n !== new Set(itemIds).size)
    throw new AppError('late_fee.item_unknown')
  const firstOn = loadLpr(db, projectId)[0]?.fromOn
  const needsLpr = rest.rate.kind === 'lpr' || rest.cap.kind === 'lpr'
  if (needsLpr && (firstOn === undefined || fromOn < firstOn))
    throw new AppError('late_fee.lpr_begins_later', { firstOn: firstOn ?? '' }, 'fromOn')
  const excludedRoomIds = excludedRoomCodes.map((code) => {
    const room = db.hotFirst(roomByCode, projectId, code)
    if (room === null) throw new AppError('late_fee.room_unknown', { code }, 'policy.excludedRoomCodes')
    return room.id
  })
  return { ...rest, excludedRoomIds }
}
