import type {
  DueRule,
  FeeStandard,
  PriceVersion,
  ProrationMethod,
  Rounding,
} from '../../../../src-shared/domain/tariff/index.ts'
import { DEFAULT_TERMS } from '../../../../src-shared/domain/tariff/index.ts'
import type { LocalDate } from '../../../../src-shared/kernel/time.ts'
import type { Input, Output } from '../../request/context.ts'

type Asked = Input<'standard.create'>
type View = Output<'standard.list'>['standards'][number]

/** What `fee_standard.terms_json` holds: everything of a standard but its prices. */
export interface StoredTerms {
  readonly basis: 'built' | 'inner'
  readonly rounding: Rounding
  readonly proration: ProrationMethod
  readonly due: DueRule
}

export function termsOf(asked: Pick<Asked, 'areaBasis' | 'rounding' | 'proration' | 'dueRule'>): StoredTerms {
  const { proration: kind } = asked
  return {
    basis: asked.areaBasis,
    rounding: { ...asked.rounding, scope: 'month' },
    proration: kind === 'half_month' ? { kind, later: 'half' } : { kind },
    due: asked.dueRule,
  }
}

export function readTerms(json: string): StoredTerms {
  return JSON.parse(json) as StoredTerms
}

/** A stored standard as the billing rules know it. Lines are issued monthly and ahead; other cycles come with their settings. */
export function toFeeStandard(
  row: { readonly id: string; readonly fee_item_id: string; readonly terms_json: string },
  versions: readonly PriceVersion[],
): FeeStandard {
  const { basis, rounding, proration, due } = readTerms(row.terms_json)
  return {
    id: row.id,
    itemId: row.fee_item_id,
    tariff: { kind: 'area', basis },
    versions,
    rounding,
    proration,
    due,
    cycleMonths: 1,
    timing: 'prepaid',
    ...DEFAULT_TERMS,
  }
}

export function viewTerms(json: string): Pick<View, 'areaBasis' | 'rounding' | 'proration' | 'dueRule'> {
  const { basis, rounding, proration, due } = readTerms(json)
  const dueRule: View['dueRule'] =
    due.kind === 'day_of_month' ? { kind: 'day_of_month', day: due.day } : { kind: 'end_of_period' }
  return {
    areaBasis: basis,
    rounding: { mode: rounding.mode, precision: rounding.precision },
    proration: proration.kind,
    dueRule,
  }
}

export function toPriceVersion(row: { readonly from_on: string; readonly price_e6: number }): PriceVersion {
  return { fromOn: row.from_on as LocalDate, priceE6: row.price_e6 }
}
