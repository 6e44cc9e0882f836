import { AppError } from '../../../../src-shared/kernel/app-error.ts'
import type { LocalDate } from '../../../../src-shared/kernel/time.ts'
import { hot } from '../../db/read-handle.ts'
import type { ReadHandle } from '../../db/read-handle.ts'
import type { UnitOfWork } from '../../db/unit-of-work.ts'
import type { CommandContext, Input, Output, QueryContext } from '../../request/context.ts'
import { requireNoRunUnderWay } from '../ledger/index.ts'
import { billedUntilOfBinding } from './billed-months.ts'
import type { BilledMonths } from './billed-months.ts'

type BindingView = Output<'standard.bindings'>['bindings'][number]

/** A screenful for a look-up box: whoever does not see the room types more of its code. */
const MOST = 20
const running = hot<{
  id: string
  code: string
  from_on: string
  to_on: string | null
  override_price_e6: number | null
  override_reason: string | null
}>(
  `SELECT b.id, room.code, b.from_on, b.to_on, b.override_price_e6, b.override_reason FROM fee_binding b JOIN room ON room.id = b.room_id
   WHERE b.fee_standard_id = ? AND b.project_id = ? AND (b.to_on IS NULL OR b.to_on >= ?) AND room.code LIKE ? ESCAPE '\\'
   ORDER BY room.sort_key, b.from_on LIMIT ${MOST}`,
)
const byId = hot<{ id: string; from_on: string; to_on: string | null; project_id: string }>(
  'SELECT id, from_on, to_on, project_id FROM fee_binding WHERE id = ?',
)

/** The bindings of a standard that still run, by the code of their room. */
export function findBindings(
  { db, actor, today }: QueryContext,
  { standardId, text }: Input<'standard.bindings'>,
): BindingView[] {
  const pattern = `%${text.trim().replaceAll(/[%_\\]/g, '\\$&')}%`
  return db.hotAll(running, standardId, actor.projectId, today, pattern).map((row) => viewOf(db, row))
}

function viewOf(db: ReadHandle, row: NonNullable<(typeof running)['row']>): BindingView {
  return {
    bindingId: row.id,
    roomCode: row.code,
    fromOn: row.from_on,
    toOn: row.to_on,
    overridePriceE6: row.override_price_e6,
    overrideReason: row.override_reason,
    billedUntilOn: billedUntilOfBinding(db, row.id),
  } as BindingView
}

/**
 * 结束绑定: `toOn` is the last billed day. An end that is set may be moved forward, never back: another binding may follow it.
 * @throws AppError `standard.binding_not_found` | `standard.end_before_start` | `standard.end_later` | `standard.end_in_billed_month`
 */
// oxlint-disable-next-line max-params -- who, what, and what becomes of billed months
export function endBinding(
  context: CommandContext,
  { bindingId, toOn }: Input<'standard.end_binding'>,
  billed: BilledMonths = 'refused',
): void {
  const { db, actor } = context
  const row = db.hotFirst(byId, bindingId)
  if (row === null || row.project_id !== actor.projectId) throw new AppError('standard.binding_not_found')
  if (toOn < row.from_on) throw new AppError('standard.end_before_start', { fromOn: row.from_on }, 'toOn')
  if (row.to_on !== null && toOn > row.to_on) throw new AppError('standard.end_later', { toOn: row.to_on }, 'toOn')
  requireNoRunUnderWay(db, actor.projectId)
  if (billed === 'refused') requireUnbilledAfter(db, { bindingId, toOn })
  db.update('fee_binding', bindingId, { to_on: toOn })
  db.emit('standard.changed', { standardIds: [] })
}

function requireUnbilledAfter(db: UnitOfWork, { bindingId, toOn }: Input<'standard.end_binding'>): void {
  const untilOn: LocalDate | null = billedUntilOfBinding(db, bindingId)
  if (untilOn !== null && untilOn > toOn) throw new AppError('standard.end_in_billed_month', { untilOn }, 'toOn')
}
