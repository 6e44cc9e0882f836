import {
  DEFAULT_ROUNDING,
  DEFAULT_TERMS,
  meteredStandard,
  plannedStandard,
} from '../../../../src-shared/domain/tariff/index.ts'
import type {
  FeeStandard,
  StandardTerms,
  StoredStandard,
  StoredVersion,
  Surcharge,
  UsageStandard,
  UsageSurcharge,
  UsageTerms,
} from '../../../../src-shared/domain/tariff/index.ts'
import type { LocalDate } from '../../../../src-shared/kernel/time.ts'
import type { FeeStandardVersionTable } from '../../db/tables.ts'
import type { Input, Output } from '../../request/context.ts'

export type PriceInput = Input<'standard.create'>['price']
type VersionView = Output<'standard.list'>['standards'][number]['versions'][number]

/** What `fee_standard_version.detail_json` holds; most versions are a plain price and have none. */
interface StoredDetail {
  readonly surcharge?: Surcharge
  readonly formula?: string
  readonly usage?: Pick<UsageTerms, 'pricing' | 'minimumFen'>
}

/** By area, monthly and ahead: what a standard is as long as nobody says otherwise. */
export const USUAL_TERMS: StandardTerms = {
  ...DEFAULT_TERMS,
  pricing: { kind: 'area', basis: 'built' },
  rounding: DEFAULT_ROUNDING,
  proration: { kind: 'actual_days' },
  cycleMonths: 1,
  timing: 'prepaid',
  due: { kind: 'end_of_period' },
  notBeforeDays: 7,
}

export function readTerms(json: string): StandardTerms {
  return JSON.parse(json) as StandardTerms
}

export function detailOf({ surcharge, formula, usage }: PriceInput): string | null {
  const detail: StoredDetail = {
    ...(surcharge === null ? {} : { surcharge }),
    ...(formula === null ? {} : { formula }),
    ...(usage === null ? {} : { usage }),
  }
  return Object.keys(detail).length === 0 ? null : JSON.stringify(detail)
}

type VersionRow = Pick<FeeStandardVersionTable, 'from_on' | 'price_e6' | 'detail_json'>

export function toStoredVersion(row: VersionRow): StoredVersion {
  const detail = row.detail_json === null ? {} : (JSON.parse(row.detail_json) as StoredDetail)
  return storedVersion({ fromOn: row.from_on as LocalDate, priceE6: row.price_e6 }, detail)
}

export function versionOfInput(price: PriceInput): StoredVersion {
  const json = detailOf(price)
  return storedVersion(price, json === null ? {} : (JSON.parse(json) as StoredDetail))
}

function storedVersion(
  { fromOn, priceE6 }: { readonly fromOn: LocalDate; readonly priceE6: number },
  { surcharge, formula, usage }: StoredDetail,
): StoredVersion {
  return {
    fromOn,
    priceE6,
    ...(surcharge === undefined ? {} : { surcharge }),
    ...(formula === undefined ? {} : { formula }),
    ...(usage === undefined ? {} : { usage: { ...usage, fromOn, surcharge: usageSurcharge(surcharge) } }),
  }
}

function usageSurcharge(surcharge: Surcharge | undefined): UsageSurcharge | null {
  if (surcharge === undefined) return null
  return surcharge.kind === 'percent' ? { kind: 'percent', ppm: surcharge.ratePpm } : surcharge
}

export function viewVersion(row: FeeStandardVersionTable): VersionView {
  const detail = row.detail_json === null ? {} : (JSON.parse(row.detail_json) as StoredDetail)
  return {
    versionId: row.id,
    fromOn: row.from_on,
    priceE6: row.price_e6,
    surcharge: detail.surcharge ?? null,
    formula: detail.formula ?? null,
    usage: detail.usage ?? null,
    document: row.document,
    publicFromOn: row.public_from_on,
    publicToOn: row.public_to_on,
  } as unknown as VersionView
}

interface StandardRow {
  readonly id: string
  readonly fee_item_id: string
  readonly terms_json: string
}

function storedStandard(row: StandardRow, versions: readonly VersionRow[]): StoredStandard {
  return {
    id: row.id,
    itemId: row.fee_item_id,
    terms: readTerms(row.terms_json),
    versions: versions.map((version) => toStoredVersion(version)),
  }
}

/** A stored standard as the monthly run knows it; `null` when the run has nothing to do with it. `versions` by date. */
export function toFeeStandard(row: StandardRow, versions: readonly VersionRow[]): FeeStandard | null {
  return plannedStandard(storedStandard(row, versions))
}

/** A stored standard as billing by readings knows it; `null` for all others. */
export function toUsageStandard(row: StandardRow, versions: readonly VersionRow[]): UsageStandard | null {
  return meteredStandard(storedStandard(row, versions))
}
