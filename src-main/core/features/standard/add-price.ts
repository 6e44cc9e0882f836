import type { StandardTerms } from '../../../../src-shared/domain/tariff/index.ts'
import { AppError } from '../../../../src-shared/kernel/app-error.ts'
import { invariant } from '../../../../src-shared/kernel/assert.ts'
import { hot } from '../../db/read-handle.ts'
import type { FeeItemTable } from '../../db/tables.ts'
import type { CommandContext, Input } from '../../request/context.ts'
import { requireNoRunUnderWay } from '../ledger/index.ts'
import { billedMonthAt } from './billed-months.ts'
import type { BilledMonths } from './billed-months.ts'
import { insertVersion, requireSound } from './insert-standard.ts'
import { findStandard } from './standard-rows.ts'
import type { StandardView } from './standard-rows.ts'
import { toStoredVersion, versionOfInput } from './terms.ts'

const itemOf = hot<FeeItemTable>('SELECT item.* FROM fee_item item WHERE item.id = ?')
const versionsOf = hot<{ from_on: string; price_e6: number; detail_json: string | null }>(
  'SELECT from_on, price_e6, detail_json FROM fee_standard_version WHERE fee_standard_id = ? ORDER BY from_on',
)

/**
 * 调价: one more price from a day on.
 * @throws AppError `record.changed` | `standard.price_in_billed_month`, and any rule of the standard
 */
// oxlint-disable-next-line max-params -- who, what, and what becomes of billed months
export function addPrice(
  context: CommandContext,
  { standardId, version, price }: Input<'standard.add_price'>,
  billed: BilledMonths,
): void {
  const { db, actor } = context
  const standard = loadStandard(context, standardId)
  if (standard.version !== version) throw new AppError('record.changed', { what: 'fee_standard' })
  const item = db.hotFirst(itemOf, standard.feeItemId)
  invariant(item !== null, 'a standard has its fee item')
  const before = db.hotAll(versionsOf, standardId).map((row) => toStoredVersion(row))
  requireSound({ terms: standard.terms as StandardTerms, versions: [...before, versionOfInput(price)] }, item)
  requireNoRunUnderWay(db, actor.projectId)
  const month = billed === 'corrected' ? null : billedMonthAt(db, standardId, price.fromOn)
  if (month !== null) throw new AppError('standard.price_in_billed_month', { month }, 'fromOn')
  insertVersion(db, { projectId: actor.projectId, standardId, price })
  db.update('fee_standard', standardId, { version: version + 1 })
  db.emit('standard.changed', { standardIds: [standardId] })
}

/** @throws AppError `standard.not_found` */
export function loadStandard({ db, actor }: Pick<CommandContext, 'db' | 'actor'>, standardId: string): StandardView {
  const standard = findStandard(db, actor.projectId, standardId)
  if (standard === null) throw new AppError('standard.not_found')
  invariant(standard.versions.length > 0, 'a standard has a price')
  return standard
}
