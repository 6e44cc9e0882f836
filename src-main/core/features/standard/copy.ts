import type { StandardTerms } from '../../../../src-shared/domain/tariff/index.ts'
import { AppError } from '../../../../src-shared/kernel/app-error.ts'
import { invariant } from '../../../../src-shared/kernel/assert.ts'
import type { Id } from '../../../../src-shared/kernel/ids.ts'
import { hot } from '../../db/read-handle.ts'
import type { ReadHandle } from '../../db/read-handle.ts'
import type { FeeItemTable } from '../../db/tables.ts'
import type { UnitOfWork } from '../../db/unit-of-work.ts'
import type { CommandContext, Input, Output, QueryContext } from '../../request/context.ts'
import { feeItemOf } from './fee-items.ts'
import type { ChosenItem } from './fee-items.ts'
import { insertStandard, requireSound } from './insert-standard.ts'
import { listStandards } from './standard-rows.ts'
import type { StandardView } from './standard-rows.ts'
import { versionOfInput } from './terms.ts'

type Source = Output<'standard.sources'>['projects'][number]

// A role for some buildings only is none for what the whole office shares: standards are copied by who sees all of both projects.
const readable = hot<{ id: string; name: string }>(`SELECT DISTINCT p.id, p.name FROM user_role ur
  JOIN project p ON p.id = ur.project_id AND p.ended_on IS NULL
  JOIN role_permission rp ON rp.role_id = ur.role_id AND rp.permission = 'standard.view'
  WHERE ur.user_id = ? AND ur.ended_at IS NULL AND ur.building_ids_json IS NULL AND p.id <> ? ORDER BY p.code`)
const codes = hot<{ code: string }>('SELECT code FROM fee_standard WHERE project_id = ?')
const itemById = hot<FeeItemTable>('SELECT * FROM fee_item WHERE id = ?')
const itemByName = hot<FeeItemTable>('SELECT * FROM fee_item WHERE project_id = ? AND name = ? AND ended_on IS NULL')

export function copySources({ db, actor }: QueryContext): Source[] {
  const taken = takenCodes(db, actor.projectId)
  return db.hotAll(readable, actor.userId, actor.projectId).map(({ id, name }) => ({
    projectId: id as Source['projectId'],
    name,
    standards: listStandards(db, id).map((standard) => ({
      standardId: standard.standardId,
      code: standard.code,
      name: standard.name,
      feeItemName: standard.feeItemName,
      taken: taken.has(standard.code),
    })),
  }))
}

/**
 * 复制收费标准: with item, terms and all prices. A code that is in use here is left alone and named.
 * @throws AppError `standard.source_not_found` | `standard.parent_not_copied`
 */
export function copyStandards(
  { db, actor }: CommandContext,
  { fromProjectId, standardIds }: Input<'standard.copy'>,
): Output<'standard.copy'> {
  const sources = db.hotAll(readable, actor.userId, actor.projectId)
  if (!sources.some(({ id }) => id === fromProjectId)) throw new AppError('standard.source_not_found')
  const wanted = new Set<string>(standardIds)
  const taken = takenCodes(db, actor.projectId)
  const asked = listStandards(db, fromProjectId).filter(({ standardId }) => wanted.has(standardId))
  const skipped = asked.filter(({ code }) => taken.has(code)).map(({ code }) => code)
  // A linked fee names the item of its parent, which must be here before it.
  const toCopy = asked
    .filter(({ code }) => !taken.has(code))
    .sort((a, b) => Number(a.pricingKind === 'linked') - Number(b.pricingKind === 'linked'))
  const copied = toCopy.map((standard) => copyStandard(db, { projectId: actor.projectId, standard }))
  if (copied.length > 0) db.emit('standard.changed', { standardIds: copied })
  return { copied: copied.length, skipped }
}

interface Copying {
  readonly projectId: string
  readonly standard: StandardView
}

function copyStandard(db: UnitOfWork, { projectId, standard }: Copying): string {
  const { code, name, feeItemId, versions } = standard
  const terms = termsHere(db, { projectId, standard })
  const item = feeItemOf(db, projectId, { chosen: itemHere(db, { projectId, feeItemId }), pricing: terms.pricing })
  const prices = versions.map(({ versionId: _, ...price }) => price)
  // The item here may be somebody else's money than the one there, which forbids a surcharge.
  requireSound({ terms, versions: prices.map((price) => versionOfInput(price)) }, item)
  return insertStandard(db, { projectId, code, name, feeItemId: item.id, terms, prices })
}

function itemHere(
  db: UnitOfWork,
  { projectId, feeItemId }: { readonly projectId: string; readonly feeItemId: string },
): ChosenItem {
  const source = db.hotFirst(itemById, feeItemId)
  invariant(source !== null, 'a standard has its fee item')
  const known = db.hotFirst(itemByName, projectId, source.name)
  if (known !== null) return { kind: 'existing', feeItemId: known.id as Id }
  const { name, nature, expects, tax_rate_ppm: taxRatePpm } = source
  return { kind: 'new', name, nature, expects, taxRatePpm }
}

function termsHere(db: UnitOfWork, { projectId, standard }: Copying): StandardTerms {
  const terms = standard.terms as StandardTerms
  const { pricing } = terms
  if (pricing.kind !== 'linked') return terms
  const name = db.hotFirst(itemById, pricing.parentItemId)?.name ?? ''
  const parent = db.hotFirst(itemByName, projectId, name)
  if (parent === null) throw new AppError('standard.parent_not_copied', { code: standard.code })
  return { ...terms, pricing: { kind: 'linked', parentItemId: parent.id } }
}

function takenCodes(db: ReadHandle, projectId: string): ReadonlySet<string> {
  return new Set(db.hotAll(codes, projectId).map(({ code }) => code))
}
