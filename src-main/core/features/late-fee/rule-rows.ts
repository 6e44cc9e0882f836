import type { LateFeePolicy, LateFeeRule, LprVersion } from '../../../../src-shared/domain/late-fee/index.ts'
import { localDate } from '../../../../src-shared/kernel/time.ts'
import type { LocalDate } from '../../../../src-shared/kernel/time.ts'
import { hot } from '../../db/read-handle.ts'
import type { ReadHandle } from '../../db/read-handle.ts'
import type { LateFeeRuleTable } from '../../db/tables.ts'
import { loadLateFeeSettings, loadLpr } from './settings.ts'
import type { LateFeeSettings } from './settings.ts'

const rulesOf = hot<LateFeeRuleTable>('SELECT * FROM late_fee_rule WHERE project_id = ? ORDER BY from_on')

/** Everything that decides about late fees in a project. */
export interface LateFeeTerms extends LateFeeSettings {
  readonly projectId: string
  readonly rules: readonly LateFeeRule[]
  readonly lpr: readonly LprVersion[]
  /** No debt that fell due before it bears anything. */
  readonly firstOn: LocalDate
}

/** `null`: the project charges none, which costs one look. */
export function loadLateFeeTerms(db: ReadHandle, projectId: string): LateFeeTerms | null {
  const rows = loadRuleRows(db, projectId)
  const first = rows.find(({ mode }) => mode === 'on')
  if (first === undefined) return null
  return {
    projectId,
    rules: rows.map(ruleOf),
    lpr: loadLpr(db, projectId),
    firstOn: localDate(first.from_on),
    ...loadLateFeeSettings(db, projectId),
  }
}

export function loadRuleRows(db: ReadHandle, projectId: string): readonly LateFeeRuleTable[] {
  return db.hotAll(rulesOf, projectId)
}

export function ruleOf(row: LateFeeRuleTable): LateFeeRule {
  const { mode } = row
  return {
    fromOn: localDate(row.from_on),
    standardId: row.fee_standard_id,
    terms: mode === 'on' ? { kind: 'on', policy: policyOfRow(row) } : { kind: mode },
  }
}

function policyOfRow({ policy_json }: LateFeeRuleTable): LateFeePolicy {
  return JSON.parse(policy_json ?? '') as LateFeePolicy
}
