import { AppError } from '../../../../src-shared/kernel/app-error.ts'
import { hot } from '../../db/read-handle.ts'
import type { SharePoolTable } from '../../db/tables-metering.ts'
import type { UnitOfWork } from '../../db/unit-of-work.ts'
import type { CommandContext } from '../../request/context.ts'
import { USUAL_TERMS, insertFeeItem } from '../standard/index.ts'

const itemByName = hot<{ id: string }>('SELECT id FROM fee_item WHERE project_id = ? AND name = ?')

export type PoolItem = Pick<SharePoolTable, 'fee_item_id' | 'fee_standard_id'>

/**
 * The pool's own fee item, and the standard that its lines name: ended from the first day, so that nobody binds it to a room. An
 * item of the same name that is there already is another one's: its lines would hold the months that the pool shares.
 * @throws AppError `share.item_taken`
 */
export function insertPoolItem({ db, actor, today, newId }: CommandContext, name: string): PoolItem {
  requireFreeItem(db, { projectId: actor.projectId, name, own: null })
  const fresh = { name, nature: 'collected_for_others', expects: 'bound_only', tax_rate_ppm: 0 } as const
  const itemId = insertFeeItem(db, actor.projectId, fresh).id
  const standardId = newId()
  db.insert('fee_standard', {
    id: standardId,
    project_id: actor.projectId,
    fee_item_id: itemId,
    code: `GT-${standardId.slice(-8)}`,
    name,
    tariff_kind: 'share',
    terms_json: JSON.stringify({ ...USUAL_TERMS, pricing: { kind: 'fixed' }, timing: 'postpaid' }),
    version: 1,
    ended_on: today,
  })
  return { fee_item_id: itemId, fee_standard_id: standardId }
}

/** Bills and receipts name the item, so it is called what the pool is called. @throws AppError `share.item_taken` */
export function renamePoolItem(
  db: UnitOfWork,
  pool: Pick<SharePoolTable, 'project_id' | 'name' | 'fee_item_id' | 'fee_standard_id'>,
  name: string,
): void {
  if (pool.name === name) return
  requireFreeItem(db, { projectId: pool.project_id, name, own: pool.fee_item_id })
  db.update('fee_item', pool.fee_item_id, { name })
  db.update('fee_standard', pool.fee_standard_id, { name })
  db.emit('standard.changed', { standardIds: [pool.fee_standard_id] })
}

function requireFreeItem(
  db: UnitOfWork,
  { projectId, name, own }: { readonly projectId: string; readonly name: string; readonly own: string | null },
): void {
  const holder = db.hotFirst(itemByName, projectId, name)
  if (holder !== null && holder.id !== own) throw new AppError('share.item_taken', { name }, 'name')
}
