import { orderVersions } from '../../../../src-shared/domain/tariff/index.ts'
import { AppError, orThrow } from '../../../../src-shared/kernel/app-error.ts'
import { invariant } from '../../../../src-shared/kernel/assert.ts'
import { hot } from '../../db/read-handle.ts'
import type { UnitOfWork } from '../../db/unit-of-work.ts'
import { handles } from '../../request/context.ts'
import type { CommandContext, Commands } from '../../request/context.ts'
import type { CoreDeps } from '../deps.ts'
import { requireNoRunUnderWay } from '../ledger/index.ts'
import { billedMonthAt } from './billed-months.ts'
import { endBinding } from './bindings.ts'
import { feeItemOf } from './fee-items.ts'
import { findStandard } from './standard-rows.ts'
import type { StandardView } from './standard-rows.ts'
import { termsOf } from './terms.ts'
import { targetRooms } from './targets.ts'

const byCode = hot<{ id: string }>('SELECT id FROM fee_standard WHERE project_id = ? AND code = ?')

export function standardCommands({ jobs }: Pick<CoreDeps, 'jobs'>): Commands {
  return {
    'standard.create': handles('standard.create', (context, input) => {
      const { db, actor } = context
      if (db.hotFirst(byCode, actor.projectId, input.code) !== null)
        throw new AppError('standard.code_taken', { code: input.code }, 'code')
      const feeItemId = feeItemOf(db, actor.projectId, input.item)
      const standardId = insertStandard(context, { ...input, feeItemId })
      db.emit('standard.changed', { standardIds: [standardId] })
      return loadStandard(context, standardId)
    }),

    'standard.add_price': handles('standard.add_price', (context, input) => {
      const { db } = context
      const standard = loadStandard(context, input.standardId)
      if (standard.version !== input.version) throw new AppError('record.changed', { what: 'fee_standard' })
      orThrow(orderVersions([...standard.versions, { fromOn: input.fromOn, priceE6: input.priceE6 }]))
      requireNoRunUnderWay(db, context.actor.projectId)
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
      const { target, fromOn } = input
      const rooms = targetRooms(db, { projectId: actor.projectId, feeItemId: standard.feeItemId, target, fromOn })
      if (!rooms.some((room) => room.bound_standard_id === null)) throw new AppError('standard.nothing_to_bind')
      const jobId = context.newId()
      jobs.enqueue(db, { kind: 'bind_standard', projectId: actor.projectId, input, jobId })
      context.afterCommit(() => jobs.wake())
      return { jobId: jobId as never }
    }),

    'standard.end_binding': handles('standard.end_binding', (context, input) => {
      endBinding(context, input)
      return { bindingId: input.bindingId }
    }),
  }
}

interface NewStandard {
  readonly code: string
  readonly name: string
  readonly feeItemId: string
  readonly fromOn: string
  readonly priceE6: number
  readonly document: string | null
}

/** A standard with its first price. Returns its id. */
export function insertStandard(
  context: Pick<CommandContext, 'db' | 'actor'>,
  input: NewStandard & Parameters<typeof termsOf>[0],
): string {
  const { db, actor } = context
  const id = db.newId()
  db.insert('fee_standard', {
    id,
    project_id: actor.projectId,
    fee_item_id: input.feeItemId,
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

function loadStandard({ db, actor }: Pick<CommandContext, 'db' | 'actor'>, standardId: string): StandardView {
  const standard = findStandard(db, actor.projectId, standardId)
  if (standard === null) throw new AppError('standard.not_found')
  invariant(standard.versions.length > 0, 'a standard has a price')
  return standard
}
