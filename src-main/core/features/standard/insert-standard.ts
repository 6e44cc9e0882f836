import { checkTerms } from '../../../../src-shared/domain/tariff/index.ts'
import type { FeeItemTerms, StandardTerms, StoredVersion } from '../../../../src-shared/domain/tariff/index.ts'
import { orThrow } from '../../../../src-shared/kernel/app-error.ts'
import type { FeeItemTable } from '../../db/tables.ts'
import type { UnitOfWork } from '../../db/unit-of-work.ts'
import { detailOf } from './terms.ts'
import type { PriceInput } from './terms.ts'

interface NewStandard {
  readonly projectId: string
  readonly code: string
  readonly name: string
  readonly feeItemId: string
  readonly terms: StandardTerms
  readonly prices: readonly PriceInput[]
}

/** A standard with its prices, which were checked before. Returns its id. */
export function insertStandard(db: UnitOfWork, standard: NewStandard): string {
  const { projectId, code, name, feeItemId, terms, prices } = standard
  const id = db.newId()
  db.insert('fee_standard', {
    id,
    project_id: projectId,
    fee_item_id: feeItemId,
    code,
    name,
    tariff_kind: terms.pricing.kind,
    terms_json: JSON.stringify(terms),
    version: 1,
    ended_on: null,
  })
  for (const price of prices) insertVersion(db, { projectId, standardId: id, price })
  return id
}

export function insertVersion(
  db: UnitOfWork,
  {
    projectId,
    standardId,
    price,
  }: { readonly projectId: string; readonly standardId: string; readonly price: PriceInput },
): void {
  db.insert('fee_standard_version', {
    id: db.newId(),
    project_id: projectId,
    fee_standard_id: standardId,
    from_on: price.fromOn,
    price_e6: price.priceE6,
    detail_json: detailOf(price),
    document: price.document,
    public_from_on: price.publicFromOn,
    public_to_on: price.publicToOn,
  })
}

/** @throws AppError of any rule of the standard, at its field of the form. */
export function requireSound(
  of: { readonly terms: StandardTerms; readonly versions: readonly StoredVersion[] },
  item: Pick<FeeItemTable, 'nature' | 'tax_rate_ppm'>,
): void {
  const terms: FeeItemTerms = { nature: item.nature, taxRatePpm: item.tax_rate_ppm }
  orThrow(checkTerms({ id: '', itemId: '', ...of }, terms))
}
