import type { LocalDate, Month } from '../../kernel/time.ts'
import { daysBetween, daysInMonth, maxDate } from '../../kernel/time.ts'
import type { FormulaValues } from '../formula/index.ts'
import { compileFormula, evaluateFormula } from '../formula/index.ts'
import type { Charge, Counts, FeeStandard, PriceVersion, Tariff } from '../tariff/index.ts'
import { inForceOn, quantityOf, quotedMonths } from '../tariff/index.ts'
import type { SkipCode } from './codes.ts'
import type { Cycle } from './cycle.ts'
import type { AreaVersion, BillableRoom, Binding } from './model.ts'
import { ownerBegin } from './payer.ts'

export interface ChargeRequest {
  readonly room: BillableRoom
  readonly month: Month
  /** First day of the piece. */
  readonly on: LocalDate
  readonly binding: Binding
  readonly standard: FeeStandard
  readonly cycle: Cycle
  readonly side: 'developer' | 'owner'
}

export type ChargeResult =
  | { readonly charge: Charge; readonly priceVersion: LocalDate | 'override' }
  | { readonly code: SkipCode }

const NO_AREAS = { builtE2: null, innerE2: null, shareE2: null } as const
/** Kinds that ask for counts: a bill run by area does not look for them. */
const COUNTED: ReadonlySet<Tariff['kind']> = new Set<Tariff['kind']>(['count', 'formula'])
const NO_COUNTS: Counts = { person: null, space: null, vehicle: null, card: null }

/** What a full month costs on one day, or the figure that is missing. */
export function chargeOn(request: ChargeRequest): ChargeResult {
  const { room, on, binding, standard } = request
  const version = inForceOn(standard.versions, on)
  const priceE6 = binding.overridePriceE6 ?? version?.priceE6
  if (priceE6 === undefined) return { code: 'billing.price_missing' }
  const areas = inForceOn(room.areas, on) ?? NO_AREAS
  const counts = COUNTED.has(standard.tariff.kind) ? countsOf(request) : NO_COUNTS
  const quantity = quantityOf(standard.tariff, { ...areas, counts })
  if (quantity === null) return { code: missingQuantity(standard.tariff) }
  const perMonths = quotedMonths(standard)
  const plain: Charge = {
    priceE6,
    quantity,
    ...(perMonths === 1 ? {} : { perMonths }),
    ...(version?.surcharge === undefined ? {} : { surcharge: version.surcharge }),
  }
  const priceVersion = binding.overridePriceE6 === null && version !== null ? version.fromOn : 'override'
  if (standard.tariff.kind !== 'formula') return { charge: plain, priceVersion }
  const formula = applyFormula(version, formulaValues(request, { areas, counts, priceE6 }))
  return 'code' in formula ? formula : { charge: { ...plain, formula }, priceVersion }
}

/** Whether a version can change the charge of a room that has a price of its own. */
export function cutsOverride({ surcharge, formula }: PriceVersion): boolean {
  return surcharge !== undefined || formula !== undefined
}

/** 人口 and the like change inside a period without a cut: the first billed day of the period decides (domain rules 3.1). */
function countsOf({ room, binding, cycle, side }: ChargeRequest): Counts {
  const begin = side === 'owner' ? ownerBegin(room) : null
  const first = maxDate(maxDate(cycle.fromOn, binding.fromOn), begin ?? cycle.fromOn)
  return inForceOn(room.figures?.counts ?? [], first) ?? NO_COUNTS
}

interface Figures {
  readonly areas: Pick<AreaVersion, 'builtE2' | 'innerE2' | 'shareE2'>
  readonly counts: Counts
  readonly priceE6: number
}

function formulaValues(
  { room, month, standard, cycle }: ChargeRequest,
  { areas, counts, priceE6 }: Figures,
): FormulaValues {
  const scaled = (value: number | null | undefined, scale: number) =>
    value === null || value === undefined ? null : { value, scale }
  return {
    建筑面积: scaled(areas.builtE2, 2),
    套内面积: scaled(areas.innerE2, 2),
    公摊面积: scaled(areas.shareE2, 2),
    楼层: scaled(room.figures?.floor, 0),
    系数: scaled(room.figures?.coefficientPpm, 6),
    人口: scaled(counts.person, 0),
    户数: scaled(1, 0),
    单价: scaled(priceE6, 6),
    月数: scaled(quotedMonths(standard), 0),
    天数: scaled(quotedDays(standard, { month, cycle }), 0),
  }
}

/** Days of what the formula stands for; the proration of a part month comes on top. */
function quotedDays(
  { quotedPer }: FeeStandard,
  { month, cycle }: { readonly month: Month; readonly cycle: Cycle },
): number {
  if (quotedPer === 'month') return daysInMonth(month)
  if (quotedPer === 'period') return daysBetween(cycle.fromOn, cycle.toOn) + 1
  return 337 + daysInMonth(`${month.slice(0, 4)}-02` as Month)
}

function applyFormula(
  version: PriceVersion | null,
  values: FormulaValues,
): { text: string; values: FormulaValues } | { code: SkipCode } {
  if (version?.formula === undefined) return { code: 'billing.price_missing' }
  const compiled = compileFormula(version.formula)
  if (compiled.kind === 'refused') return { code: 'billing.formula_failed' }
  const result = evaluateFormula(compiled, values)
  if (result.kind === 'refused') {
    return { code: result.code === 'formula.value_missing' ? 'billing.figure_missing' : 'billing.formula_failed' }
  }
  if (result.exact.num < 0n) return { code: 'billing.formula_failed' }
  // Only what the formula uses is stored with the line.
  const used = Object.fromEntries(compiled.variables.map((name) => [name, values[name] ?? null]))
  return { text: version.formula, values: used }
}

function missingQuantity(tariff: Tariff): SkipCode {
  if (tariff.kind === 'count') return 'billing.count_missing'
  if (tariff.kind === 'area' && tariff.basis === 'inner') return 'billing.inner_area_missing'
  return tariff.kind === 'area' && tariff.basis === 'share' ? 'billing.share_area_missing' : 'billing.area_missing'
}
