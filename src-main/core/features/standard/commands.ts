import { familyOf } from '../../../../src-shared/domain/tariff/index.ts'
import type { StandardTerms } from '../../../../src-shared/domain/tariff/index.ts'
import { AppError } from '../../../../src-shared/kernel/app-error.ts'
import { hot } from '../../db/read-handle.ts'
import type { ReadHandle } from '../../db/read-handle.ts'
import { handles } from '../../request/context.ts'
import type { Commands } from '../../request/context.ts'
import type { CoreDeps } from '../deps.ts'
import { requireNoRunUnderWay } from '../ledger/index.ts'
import { addPrice, loadStandard } from './add-price.ts'
import { endBinding } from './bindings.ts'
import { copyStandards } from './copy.ts'
import { feeItemOf } from './fee-items.ts'
import { setFigures } from './figures.ts'
import { insertStandard, requireSound } from './insert-standard.ts'
import { requireOverride, setOverride } from './overrides.ts'
import { versionOfInput } from './terms.ts'
import { targetRooms } from './targets.ts'

const byCode = hot<{ id: string }>('SELECT id FROM fee_standard WHERE project_id = ? AND code = ?')
const metered = hot<{ id: string }>(
  "SELECT id FROM fee_standard WHERE project_id = ? AND fee_item_id = ? AND tariff_kind = 'metered' LIMIT 1",
)

export function standardCommands({ jobs }: Pick<CoreDeps, 'jobs'>): Commands {
  return {
    'standard.create': handles('standard.create', (context, input) => {
      const { db, actor } = context
      const { projectId } = actor
      if (db.hotFirst(byCode, projectId, input.code) !== null)
        throw new AppError('standard.code_taken', { code: input.code }, 'code')
      const terms = input.terms as StandardTerms
      const item = feeItemOf(db, projectId, { chosen: input.item, pricing: terms.pricing })
      requireSound({ terms, versions: [versionOfInput(input.price)] }, item)
      requireParent(db, projectId, terms)
      const { code, name, price } = input
      const standardId = insertStandard(db, { projectId, code, name, feeItemId: item.id, terms, prices: [price] })
      db.emit('standard.changed', { standardIds: [standardId] })
      return loadStandard(context, standardId)
    }),

    'standard.add_price': handles('standard.add_price', (context, input) => {
      addPrice(context, input, 'refused')
      return loadStandard(context, input.standardId)
    }),

    'standard.bind': handles('standard.bind', (context, input) => {
      const { db, actor } = context
      const standard = loadStandard(context, input.standardId)
      if (familyOf((standard.terms as StandardTerms).pricing) === 'one_off') throw new AppError('standard.not_bindable')
      requireNoRunUnderWay(db, actor.projectId)
      requireOverride(standard.terms as StandardTerms, input.override)
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

    'standard.set_override': handles('standard.set_override', (context, input) => setOverride(context, input)),
    'standard.copy': handles('standard.copy', (context, input) => copyStandards(context, input)),
    'standard.set_figures': handles('standard.set_figures', (context, input) => {
      setFigures(context, input)
      return { roomId: input.roomId }
    }),
  }
}

/** @throws AppError `standard.parent_not_metered` */
function requireParent(db: ReadHandle, projectId: string, { pricing }: StandardTerms): void {
  if (pricing.kind !== 'linked' || db.hotFirst(metered, projectId, pricing.parentItemId) !== null) return
  throw new AppError('standard.parent_not_metered', {}, 'terms.pricing.parentItemId')
}
