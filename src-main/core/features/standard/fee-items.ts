import { AppError } from '../../../../src-shared/kernel/app-error.ts'
import { hot } from '../../db/read-handle.ts'
import type { ReadHandle } from '../../db/read-handle.ts'
import type { FeeItemTable } from '../../db/tables.ts'
import type { UnitOfWork } from '../../db/unit-of-work.ts'
import type { Input, Output } from '../../request/context.ts'

export type FeeItemView = Output<'standard.list'>['feeItems'][number]
export type ChosenItem = Input<'standard.create'>['item']
export type NewFeeItem = Pick<FeeItemTable, 'name' | 'nature' | 'expects'>

const itemsOf = hot<FeeItemTable>('SELECT * FROM fee_item WHERE project_id = ? AND ended_on IS NULL ORDER BY priority')
const itemById = hot<{ id: string }>('SELECT id FROM fee_item WHERE id = ? AND project_id = ? AND ended_on IS NULL')
const itemByName = hot<{ id: string }>('SELECT id FROM fee_item WHERE project_id = ? AND name = ?')
const itemCount = hot<{ n: number }>('SELECT count(*) AS n FROM fee_item WHERE project_id = ?')

export function listFeeItems(db: ReadHandle, projectId: string): FeeItemView[] {
  return db
    .hotAll(itemsOf, projectId)
    .map(({ id, name, nature, expects }) => ({ feeItemId: id, name, nature, expects }) as FeeItemView)
}

/** The chosen fee item, made when it is a new one. @throws AppError `standard.item_not_found` | `standard.item_name_taken` */
export function feeItemOf(db: UnitOfWork, projectId: string, chosen: ChosenItem): string {
  if (chosen.kind === 'new') return insertFeeItem(db, projectId, chosen)
  const known = db.hotFirst(itemById, chosen.feeItemId, projectId)
  if (known === null) throw new AppError('standard.item_not_found', {}, 'item')
  return known.id
}

/** @throws AppError `standard.item_name_taken` */
export function insertFeeItem(db: UnitOfWork, projectId: string, { name, nature, expects }: NewFeeItem): string {
  if (db.hotFirst(itemByName, projectId, name) !== null)
    throw new AppError('standard.item_name_taken', { name }, 'item.name')
  const priority = (db.hotFirst(itemCount, projectId)?.n ?? 0) + 1
  const id = db.newId()
  const code = `F${String(priority).padStart(2, '0')}`
  db.insert('fee_item', { id, project_id: projectId, code, name, nature, expects, priority, ended_on: null })
  return id
}
