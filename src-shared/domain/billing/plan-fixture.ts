import { fen } from '../../kernel/money.ts'
import type { LocalDate, Month } from '../../kernel/time.ts'
import { localDate, month } from '../../kernel/time.ts'
import type { FeeStandard } from '../tariff/index.ts'
import { DEFAULT_ROUNDING, DEFAULT_TERMS } from '../tariff/index.ts'
import type { AreaVersion, BillableRoom, Binding, BillingPlan, ExistingLine, OwnerTerm, PlanRequest } from './model.ts'

/** The worked cases' home: 89.43 ㎡ at 1.80 元, by actual days, bound and owned for ever. Tests change what they are about. */
export const day = (text: string): LocalDate => localDate(text)
export const months = (...texts: string[]): Month[] => texts.map((text) => month(text))

export const areaFrom = (fromOn: string, builtE2: number | null): AreaVersion => ({
  fromOn: day(fromOn),
  builtE2,
  innerE2: null,
  shareE2: null,
})

export const term = (id: string, fromOn: string, toOn: string | null = null): OwnerTerm => ({
  id,
  fromOn: day(fromOn),
  toOn: toOn === null ? null : day(toOn),
})

export function aRoom(changes: Partial<BillableRoom> = {}): BillableRoom {
  return {
    id: 'room-1',
    code: '3-2-1501',
    handOverOn: day('2019-06-18'),
    endedOn: null,
    areas: [areaFrom('2019-01-01', 8943)],
    ownerTerms: [term('zhang', '2019-06-18')],
    paidUntil: [],
    ...changes,
  }
}

export function aStandard(changes: Partial<FeeStandard> = {}): FeeStandard {
  return {
    id: 'standard-1',
    itemId: 'service',
    tariff: { kind: 'area', basis: 'built' },
    versions: [{ fromOn: day('2019-01-01'), priceE6: 1_800_000 }],
    rounding: DEFAULT_ROUNDING,
    proration: { kind: 'actual_days' },
    cycleMonths: 1,
    timing: 'prepaid',
    due: { kind: 'end_of_period' },
    ...DEFAULT_TERMS,
    ...changes,
  }
}

export function aBinding(changes: Partial<Binding> = {}): Binding {
  return {
    id: 'binding-1',
    roomId: 'room-1',
    standardId: 'standard-1',
    fromOn: day('2019-01-01'),
    toOn: null,
    overridePriceE6: null,
    ...changes,
  }
}

export function aRequest(changes: Partial<PlanRequest> = {}): PlanRequest {
  return {
    projectId: 'project-1',
    months: months('2025-03'),
    items: [{ id: 'service', expects: 'every_room' }],
    standards: [aStandard()],
    rooms: [aRoom()],
    bindings: [aBinding()],
    existing: [],
    goLiveOn: day('2019-01-01'),
    developerTermId: null,
    excluded: [],
    today: day('2025-03-01'),
    rollToWorkingDay: null,
    ...changes,
  }
}

/** The created lines of a plan as they stand in the database afterwards. */
export function posted(plan: BillingPlan): ExistingLine[] {
  return plan.created.map(({ key, ownerTermId, fromOn, toOn, amountFen }) => ({
    id: `${key.roomId}|${key.itemId}|${key.month}|${key.fromOn}|${key.attempt}`,
    roomId: key.roomId,
    itemId: key.itemId,
    ownerTermId,
    month: key.month,
    fromOn,
    toOn,
    attempt: key.attempt,
    amountFen: fen(amountFen),
    state: 'active',
    correctsLineId: null,
  }))
}
