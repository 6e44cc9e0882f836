import { orderVersions } from '../../../../src-shared/domain/tariff/index.ts'
import { AppError, orThrow } from '../../../../src-shared/kernel/app-error.ts'
import { invariant } from '../../../../src-shared/kernel/assert.ts'
import { hot } from '../../db/read-handle.ts'
import type { UnitOfWork } from '../../db/unit-of-work.ts'
import { handles } from '../../request/context.ts'
import type { CommandContext, Commands } from '../../request/context.ts'
import type { CoreDeps } from '../deps.ts'
import { billedMonthAfter, billedMonthAt } from './billed-months.ts'
import { findStandard } from './standard-rows.ts'
import type { StandardView } from './standard-rows.ts'
import { termsOf } from './terms.ts'
import { targetRooms } from './targets.ts'

const byCode = hot<{ id: string }>('SELECT id FROM fee_standard WHERE project_id = ? AND code = ?')
const itemByName = hot<{ id: string }>('SELECT id FROM fee_item WHERE project_id = ? AND name = ?')
const itemCount = hot<{ n: number }>('SELECT count(*) AS n FROM fee_item WHERE project_id = ?')
const binding = hot<{ id: string; from_on: string; project_id: string }>(
  'SELECT id, from_on, project_id FROM fee_binding WHERE id = ?',
)

export function standardCommands({ jobs }: Pick<CoreDeps, 'jobs'>): Commands {
  return {
    'standard.create': handles('standard.create', (context, input) => {
      const { db, actor } = context
      if (db.hotFirst(byCode, actor.projectId, input.code) !== null)
        throw new AppError('standard.code_taken', { code: input.code }, 'code')
      const standardId = insertStandard(context, input)
      db.emit('standard.changed', { standardIds: [standardId] })
      return loadStandard(context, standardId)
    }),

    'standard.add_price': handles('standard.add_price', (context, input) => {
      const { db } = context
      const standard = loadStandard(context, input.standardId)
      if (standard.version !== input.version) throw new AppError('record.changed', { what: 'fee_standard' })
      orThrow(orderVersions([...standard.versions, { fromOn: input.fromOn, priceE6: input.priceE6 }]))
      const month = billedMonthAt(db, input.standardId, input.fromOn)
      if (month !== null) throw new AppError('standard.price_in_billed_month', { month }, 'fromOn')
      insertVersion(db, { ...input, projectId: context.actor.projectId })
      db.update('fee_standard', input.standardId, { version: standard.version + 1 })
      db.emit('standard.changed', { standardIds: [input.standardId] })
      return loadStandard(context, input.standardId)
    }),

    'standard.bind': handles('standard.bind', (context, input) => {
      const { db, actor } = context
      const standard = loadStandard(context, input.standardId)
      const rooms = targetRooms(db, { projectId: actor.projectId, feeItemId: standard.feeItemId, target: input.target })
      if (!rooms.some((room) => room.bound_standard_id === null)) throw new AppError('standard.nothing_to_bind')
      const jobId = context.newId()
      jobs.enqueue(db, { kind: 'bind_standard', projectId: actor.projectId, input, jobId })
      context.afterCommit(() => jobs.wake())
      return { jobId: jobId as never }
    }),

    'standard.end_binding': handles('standard.end_binding', (context, input) => {
      const { db, actor } = context
      const row = db.hotFirst(binding, input.bindingId)
      if (row === null || row.project_id !== actor.projectId) throw new AppError('standard.binding_not_found')
      if (input.toOn < row.from_on) throw new AppError('standard.end_before_start', { fromOn: row.from_on }, 'toOn')
      const month = billedMonthAfter(db, input.bindingId, input.toOn)
      if (month !== null) throw new AppError('standard.end_in_billed_month', { month }, 'toOn')
      db.update('fee_binding', input.bindingId, { to_on: input.toOn })
      db.emit('standard.changed', { standardIds: [] })
      return { bindingId: input.bindingId }
    }),
  }
}

interface NewStandard {
  readonly code: string
  readonly name: string
  readonly feeItemName: string
  readonly fromOn: string
  readonly priceE6: number
  readonly document: string | null
}

/** A standard with its first price and, when the project has none of that name, its fee item. Returns its id. */
export function insertStandard(
  context: Pick<CommandContext, 'db' | 'actor'>,
  input: NewStandard & Parameters<typeof termsOf>[0],
): string {
  const { db, actor } = context
  const id = db.newId()
  db.insert('fee_standard', {
    id,
    project_id: actor.projectId,
    fee_item_id: feeItem(db, actor.projectId, input.feeItemName),
    code: input.code,
    name: input.name,
    tariff_kind: 'area',
    terms_json: JSON.stringify(termsOf(input)),
    version: 1,
    ended_on: null,
  })
  insertVersion(db, {
    projectId: actor.projectId,
    standardId: id,
    fromOn: input.fromOn,
    priceE6: input.priceE6,
    document: input.document,
  })
  return id
}

function insertVersion(
  db: UnitOfWork,
  version: { projectId: string; standardId: string; fromOn: string; priceE6: number; document: string | null },
): void {
  const { projectId, standardId, fromOn, priceE6, document } = version
  db.insert('fee_standard_version', {
    id: db.newId(),
    project_id: projectId,
    fee_standard_id: standardId,
    from_on: fromOn,
    price_e6: priceE6,
    document,
  })
}

function feeItem(db: UnitOfWork, projectId: string, name: string): string {
  const known = db.hotFirst(itemByName, projectId, name)
  if (known !== null) return known.id
  const n = (db.hotFirst(itemCount, projectId)?.n ?? 0) + 1
  const id = db.newId()
  db.insert('fee_item', {
    id,
    project_id: projectId,
    code: `F${String(n).padStart(2, '0')}`,
    name,
    nature: 'revenue',
    priority: n,
    ended_on: null,
  })
  return id
}

function loadStandard({ db, actor }: Pick<CommandContext, 'db' | 'actor'>, standardId: string): StandardView {
  const standard = findStandard(db, actor.projectId, standardId)
  if (standard === null) throw new AppError('standard.not_found')
  invariant(standard.versions.length > 0, 'a standard has a price')
  return standard
}
