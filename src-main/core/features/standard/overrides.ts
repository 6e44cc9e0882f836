import { MAX_PRICE_E6, mostPriceE6, plannedStandard } from '../../../../src-shared/domain/tariff/index.ts'
import type { StandardTerms } from '../../../../src-shared/domain/tariff/index.ts'
import { AppError } from '../../../../src-shared/kernel/app-error.ts'
import { addDays } from '../../../../src-shared/kernel/time.ts'
import { hot } from '../../db/read-handle.ts'
import type { FeeBindingTable } from '../../db/tables.ts'
import type { CommandContext, Input, Output } from '../../request/context.ts'
import { requireNoRunUnderWay } from '../ledger/index.ts'
import { billedUntilOfBinding } from './billed-months.ts'
import type { BilledMonths } from './billed-months.ts'
import { readTerms } from './terms.ts'

const byId = hot<FeeBindingTable>('SELECT * FROM fee_binding WHERE id = ? AND project_id = ?')
const termsOf = hot<{ terms_json: string }>('SELECT terms_json FROM fee_standard WHERE id = ?')

/**
 * 本户单价 from a day on. A day inside the binding cuts it in two: the days before keep their price, so that nothing that was
 * billed changes.
 * @throws AppError `standard.binding_not_found` | `standard.end_before_start` | `standard.override_after_end` | `standard.end_in_billed_month`
 */
export function setOverride(
  { db, actor }: CommandContext,
  { bindingId, fromOn, override }: Input<'standard.set_override'>,
  // oxlint-disable-next-line max-params -- who, what, and what becomes of billed months
  billed: BilledMonths = 'refused',
): Output<'standard.set_override'> {
  const row = db.hotFirst(byId, bindingId, actor.projectId)
  if (row === null) throw new AppError('standard.binding_not_found')
  if (fromOn < row.from_on) throw new AppError('standard.end_before_start', { fromOn: row.from_on }, 'fromOn')
  if (row.to_on !== null && fromOn > row.to_on)
    throw new AppError('standard.override_after_end', { toOn: row.to_on }, 'fromOn')
  requireNoRunUnderWay(db, actor.projectId)
  requireOverride(readTerms(db.hotFirst(termsOf, row.fee_standard_id)?.terms_json ?? '{}'), override)
  const untilOn = billed === 'corrected' ? null : billedUntilOfBinding(db, bindingId)
  if (untilOn !== null && untilOn >= fromOn) throw new AppError('standard.end_in_billed_month', { untilOn }, 'fromOn')
  const price = { override_price_e6: override?.priceE6 ?? null, override_reason: override?.reason ?? null }
  db.emit('standard.changed', { standardIds: [row.fee_standard_id] })
  if (fromOn === row.from_on) {
    db.update('fee_binding', bindingId, price)
    return { bindingId }
  }
  db.update('fee_binding', bindingId, { to_on: addDays(fromOn, -1) })
  const id = db.newId()
  db.insert('fee_binding', { ...row, ...price, id, from_on: fromOn })
  return { bindingId: id as typeof bindingId }
}

/** A price of one room has the limit that the price list has. @throws AppError `standard.price_out_of_range` */
export function requireOverride(terms: StandardTerms, override: Input<'standard.set_override'>['override']): void {
  if (override === null) return
  const planned = plannedStandard({ id: '', itemId: '', terms, versions: [] })
  const most = planned === null ? MAX_PRICE_E6 : mostPriceE6(planned)
  if (override.priceE6 > most) throw new AppError('standard.override_out_of_range', {}, 'override.priceE6')
}
