import type { LateFeePolicy } from '../../../../src-shared/domain/late-fee/index.ts'
import type { Id } from '../../../../src-shared/kernel/ids.ts'
import type { LocalDate } from '../../../../src-shared/kernel/time.ts'
import { hot } from '../../db/read-handle.ts'
import type { ReadHandle } from '../../db/read-handle.ts'
import type { LateFeeRuleTable } from '../../db/tables.ts'
import type { Actor, Output } from '../../request/context.ts'
import { ROOM_IN_SCOPE, scopeParams } from '../room/index.ts'
import { loadRuleRows } from './rule-rows.ts'
import { loadEnteredLpr, loadLateFeeSettings, loadLpr } from './settings.ts'

type Terms = Output<'late_fee.terms'>

const feeItems = hot<{ id: string; name: string }>(
  'SELECT id, name FROM fee_item WHERE project_id = ? AND ended_on IS NULL ORDER BY priority, name',
)
const standards = hot<{ id: string; name: string }>(
  `SELECT id, name FROM fee_standard WHERE project_id = ? AND (ended_on IS NULL OR id IN (SELECT fee_standard_id FROM late_fee_rule)) ORDER BY code`,
)
const codesOf = hot<{ code: string }>(`SELECT room.code FROM json_each(?) asked JOIN room ON room.id = asked.value
  WHERE ${ROOM_IN_SCOPE} ORDER BY room.sort_key`)

export function viewTerms(db: ReadHandle, actor: Actor): Terms {
  const { projectId } = actor
  const entered = new Set(loadEnteredLpr(db, projectId).map(({ fromOn }) => fromOn))
  return {
    ...loadLateFeeSettings(db, projectId),
    rules: loadRuleRows(db, projectId).map((row) => viewRule(db, actor, row)),
    lpr: loadLpr(db, projectId).map((rate) => ({ ...rate, entered: entered.has(rate.fromOn) })),
    feeItems: db.hotAll(feeItems, projectId).map(({ id, name }) => ({ id: id as Id, name })),
    standards: db.hotAll(standards, projectId).map(({ id, name }) => ({ id: id as Id, name })),
  }
}

function viewRule(db: ReadHandle, actor: Actor, row: LateFeeRuleTable): Terms['rules'][number] {
  return {
    ruleId: row.id as Id,
    version: row.version,
    standardId: row.fee_standard_id as Id | null,
    fromOn: row.from_on as LocalDate,
    mode: row.mode,
    policy: row.policy_json === null ? null : viewPolicy(db, actor, JSON.parse(row.policy_json) as LateFeePolicy),
    document: row.document,
  }
}

/** Rooms of other buildings than the asker's are not told. */
function viewPolicy(
  db: ReadHandle,
  actor: Actor,
  { excludedRoomIds, itemIds, ...policy }: LateFeePolicy,
): NonNullable<Terms['rules'][number]['policy']> {
  const rooms = db.hotAll(codesOf, JSON.stringify(excludedRoomIds), ...scopeParams(actor))
  return {
    ...policy,
    rounding: { ...policy.rounding },
    itemIds: itemIds === null ? null : ([...itemIds] as Id[]),
    excludedRoomCodes: rooms.map(({ code }) => code),
  }
}
