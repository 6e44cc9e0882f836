import { familyOf } from '../../../../src-shared/domain/tariff/index.ts'
import type { PricingKind, StandardFamily } from '../../../../src-shared/domain/tariff/index.ts'
import { AppError } from '../../../../src-shared/kernel/app-error.ts'
import { hot } from '../../db/read-handle.ts'
import type { ReadHandle } from '../../db/read-handle.ts'
import type { FeeItemTable, FeeStandardTable } from '../../db/tables.ts'
import type { UnitOfWork } from '../../db/unit-of-work.ts'
import type { Input, Output } from '../../request/context.ts'

export type FeeItemView = Output<'standard.list'>['feeItems'][number]
export type ChosenItem = Input<'standard.create'>['item']
export type NewFeeItem = Pick<FeeItemTable, 'name' | 'nature' | 'expects' | 'tax_rate_ppm'>

const itemsOf = hot<FeeItemTable>('SELECT * FROM fee_item WHERE project_id = ? AND ended_on IS NULL ORDER BY priority')
const itemById = hot<FeeItemTable>('SELECT * FROM fee_item WHERE id = ? AND project_id = ? AND ended_on IS NULL')
const itemByName = hot<{ id: string }>('SELECT id FROM fee_item WHERE project_id = ? AND name = ?')
const itemCount = hot<{ n: number }>('SELECT count(*) AS n FROM fee_item WHERE project_id = ?')
const kindsOf = hot<{ fee_item_id: string; tariff_kind: FeeStandardTable['tariff_kind'] }>(
  'SELECT DISTINCT fee_item_id, tariff_kind FROM fee_standard WHERE project_id = ?',
)

/** What computes the lines of each fee item of a project; one without a standard is missing. */
export function itemFamilies(db: ReadHandle, projectId: string): ReadonlyMap<string, StandardFamily> {
  const kinds = db.hotAll(kindsOf, projectId)
  return new Map(kinds.map((row) => [row.fee_item_id, familyOf({ kind: row.tariff_kind })]))
}

export function listFeeItems(db: ReadHandle, projectId: string): FeeItemView[] {
  const families = itemFamilies(db, projectId)
  return db.hotAll(itemsOf, projectId).map((row) => viewOf(row, families.get(row.id) ?? null))
}

function viewOf(row: FeeItemTable, family: StandardFamily | null): FeeItemView {
  const { id, name, nature, expects, tax_rate_ppm } = row
  return { feeItemId: id as FeeItemView['feeItemId'], name, nature, expects, taxRatePpm: tax_rate_ppm, family }
}

/**
 * The chosen fee item, made when it is a new one.
 * @throws AppError `standard.item_not_found` | `standard.item_name_taken` | `standard.item_other_family` | `standard.one_off_for_every_room`
 */
export function feeItemOf(
  db: UnitOfWork,
  projectId: string,
  { chosen, pricing }: { readonly chosen: ChosenItem; readonly pricing: PricingKind },
): FeeItemTable {
  const family = familyOf(pricing)
  const item = chosen.kind === 'new' ? newItem(db, projectId, chosen) : knownItem(db, projectId, chosen.feeItemId)
  const known = itemFamilies(db, projectId).get(item.id)
  if (known !== undefined && known !== family)
    throw new AppError('standard.item_other_family', { name: item.name }, 'item')
  if (family === 'one_off' && item.expects === 'every_room')
    throw new AppError('standard.one_off_for_every_room', {}, 'item.expects')
  return item
}

function knownItem(db: UnitOfWork, projectId: string, feeItemId: string): FeeItemTable {
  const known = db.hotFirst(itemById, feeItemId, projectId)
  if (known === null) throw new AppError('standard.item_not_found', {}, 'item')
  return known
}

function newItem(db: UnitOfWork, projectId: string, chosen: Extract<ChosenItem, { kind: 'new' }>): FeeItemTable {
  const { name, nature, expects, taxRatePpm } = chosen
  return insertFeeItem(db, projectId, { name, nature, expects, tax_rate_ppm: taxRatePpm })
}

/** @throws AppError `standard.item_name_taken` */
export function insertFeeItem(db: UnitOfWork, projectId: string, item: NewFeeItem): FeeItemTable {
  const { name } = item
  if (db.hotFirst(itemByName, projectId, name) !== null)
    throw new AppError('standard.item_name_taken', { name }, 'item.name')
  const priority = (db.hotFirst(itemCount, projectId)?.n ?? 0) + 1
  const code = `F${String(priority).padStart(2, '0')}`
  const row: FeeItemTable = { id: db.newId(), project_id: projectId, code, ...item, priority, ended_on: null }
  db.insert('fee_item', row)
  return row
}
