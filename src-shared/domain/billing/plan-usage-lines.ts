import { invariant } from '../../kernel/assert.ts'
import type { LocalDate, Month } from '../../kernel/time.ts'
import { addMonths, firstDayOf, lastDayOf, monthOf } from '../../kernel/time.ts'
import type { Medium, UsageStandard } from '../tariff/index.ts'
import { chargeAmount, inForceOn, priceUsage } from '../tariff/index.ts'
import { cycleOf, firstOfCycle } from './calendar.ts'
import { dueDate } from './due-date.ts'
import type { BilledItem, BillableRoom, Binding, ExistingLine, FoundLine } from './model.ts'
import type { RoomBill, RoomBills } from './usage-bills.ts'
import { roomBills } from './usage-bills.ts'
import type { UsageSkipCode } from './usage-codes.ts'
import type { UsageExplanation } from './usage-explanation.ts'
import type { PlannedUsageLine, RoomMeter, SkippedUsageRow, UsagePlan, UsagePlanRequest } from './usage-model.ts'
import { tierPosition } from './usage-position.ts'

/**
 * 出账 of usage fees: the sibling of `planLines`. A bill ends with a checked reading and belongs to the month of that reading; a
 * month without one is listed with its reason. Planning again with the created lines in `existing` creates nothing.
 */
export function planUsageLines(request: UsagePlanRequest): UsagePlan {
  const index = indexRequest(request)
  const plan: MutablePlan = { created: [], existing: [], skipped: [] }
  for (const room of request.rooms) {
    for (const item of request.items) planRow({ request, index, plan, room, item })
  }
  return plan
}

interface MutablePlan {
  readonly created: PlannedUsageLine[]
  readonly existing: FoundLine[]
  readonly skipped: SkippedUsageRow[]
}

interface Index {
  readonly standards: ReadonlyMap<string, UsageStandard>
  readonly bindings: ReadonlyMap<string, readonly Binding[]>
  readonly existing: ReadonlyMap<string, readonly ExistingLine[]>
  readonly meters: ReadonlyMap<string, readonly RoomMeter[]>
  readonly excluded: ReadonlySet<string>
}

interface Row {
  readonly request: UsagePlanRequest
  readonly index: Index
  readonly plan: MutablePlan
  readonly room: BillableRoom
  readonly item: BilledItem
}

function indexRequest(request: UsagePlanRequest): Index {
  const standards = new Map(request.standards.map((standard) => [standard.id, standard]))
  const itemOf = ({ standardId }: Binding) => standards.get(standardId)?.itemId
  return {
    standards,
    bindings: Map.groupBy(request.bindings, (binding) => `${binding.roomId}|${itemOf(binding)}`),
    existing: Map.groupBy(request.existing, ({ roomId, itemId }) => `${roomId}|${itemId}`),
    meters: Map.groupBy(request.meters, ({ roomId, meter }) => `${roomId}|${meter.medium}`),
    excluded: new Set(request.excluded.map(({ roomId, itemId }) => `${roomId}|${itemId}`)),
  }
}

/** A room and an item with the bills that their months may hold. */
interface Metered {
  readonly bindings: readonly Binding[]
  readonly meters: readonly RoomMeter[]
  readonly found: RoomBills
}

function planRow(row: Row): void {
  const { request, index, room, item } = row
  const key = `${room.id}|${item.id}`
  const bindings = index.bindings.get(key) ?? []
  if (bindings.length === 0 && item.expects === 'bound_only') return
  const skipAll = (code: UsageSkipCode) => {
    for (const month of request.months) skipMonth(row, { month, code })
  }
  if (index.excluded.has(key)) return skipAll('billing.excluded')
  if (bindings.length === 0) return skipAll('billing.not_bound')
  const medium = mediumOf(bindings, { index, roomId: room.id })
  if (medium === null) return skipAll('usage.parent_not_bound')
  const meters = index.meters.get(`${room.id}|${medium}`) ?? []
  if (meters.length === 0) return skipAll('usage.meter_missing')
  const found = roomBills({ room, meters, developerTermId: request.developerTermId })
  for (const month of request.months) planMonth(row, { month, metered: { bindings, meters, found } })
}

/** What the item measures on this room; a linked fee measures what its parent does. */
function mediumOf(
  bindings: readonly Binding[],
  { index, roomId }: { readonly index: Index; readonly roomId: string },
): Medium | null {
  for (const binding of bindings) {
    const { source } = standardOf(index, binding)
    if (source.kind === 'metered') return source.medium
    for (const parent of index.bindings.get(`${roomId}|${source.parentItemId}`) ?? []) {
      const above = standardOf(index, parent).source
      if (above.kind === 'metered') return above.medium
    }
  }
  return null
}

function standardOf({ standards }: Index, { id, standardId }: Binding): UsageStandard {
  const standard = standards.get(standardId)
  invariant(standard !== undefined, `binding ${id} has its standard`)
  return standard
}

function planMonth(row: Row, { month, metered }: { readonly month: Month; readonly metered: Metered }): void {
  const { bills, stops } = metered.found
  const ending = bills.filter(({ endOn }) => monthOf(endOn) === month)
  for (const bill of ending) planBill(row, { bill, metered })
  const stop = stops.find((one) => one.month <= month)
  if (stop !== undefined) return skipMonth(row, { month, code: stop.code })
  if (ending.length === 0) skipMonth(row, { month, code: whyNoBill(row, { month, metered }) })
}

/** Nothing is missing before a longer cycle ends, nor after it when one of its months was read. */
function whyNoBill(
  { index }: Row,
  { month, metered }: { readonly month: Month; readonly metered: Metered },
): UsageSkipCode {
  const bound = boundOn(metered.bindings, lastDayOf(month))
  if (bound.kind === 'unbound') return bound.code
  const cycle = standardOf(index, bound.binding).cycleMonths
  const endsCycle = firstOfCycle(addMonths(month, 1), cycle) > month
  const ofCycle = cycleOf(month, cycle)
  const read = metered.found.bills.some(({ endOn }) => ofCycle.includes(monthOf(endOn)))
  return endsCycle && !read ? 'usage.reading_missing' : 'usage.between_readings'
}

type Bound =
  | { readonly kind: 'bound'; readonly binding: Binding }
  | { readonly kind: 'unbound'; readonly code: UsageSkipCode }

function boundOn(bindings: readonly Binding[], on: LocalDate): Bound {
  const holding = bindings.filter(({ fromOn, toOn }) => fromOn <= on && (toOn === null || on <= toOn))
  const [binding] = holding
  if (holding.length > 1) return { kind: 'unbound', code: 'billing.bound_twice' }
  if (binding !== undefined) return { kind: 'bound', binding }
  const later = bindings.every(({ fromOn }) => fromOn > on)
  return { kind: 'unbound', code: later ? 'billing.not_started' : 'billing.ended' }
}

function planBill(row: Row, { bill, metered }: { readonly bill: RoomBill; readonly metered: Metered }): void {
  const { request, room, item } = row
  const { fromOn, toOn, payer } = bill
  const skip = (code: UsageSkipCode) => addSkip(row, { month: monthOf(toOn), fromOn, toOn, code })
  const bound = boundOn(metered.bindings, toOn)
  if (bound.kind === 'unbound') return skip(bound.code)
  if (toOn < request.goLiveOn) return skip('billing.before_go_live')
  if (room.paidUntil.some(({ itemId, on }) => itemId === item.id && toOn <= on)) return skip('billing.paid_until')
  if (payer.kind === 'nobody') return skip(payer.code)
  const priced = priceBill(row, { bill, metered, binding: bound.binding })
  if (priced.kind === 'nothing') return skip(priced.code)

  const existing = row.index.existing.get(`${room.id}|${item.id}`) ?? []
  const standing = existing.find((line) => line.state === 'active' && stands(line, bill))
  if (standing !== undefined) {
    if (standing.fromOn !== fromOn || standing.toOn !== toOn || standing.ownerTermId !== payer.ownerTermId)
      return skip('billing.line_overlaps')
    const { id, roomId, itemId, month, amountFen } = standing
    row.plan.existing.push({ lineId: id, roomId, itemId, month, fromOn, amountFen, computedFen: priced.line.amountFen })
    return
  }
  if (priced.line.amountFen === 0) return skip('billing.zero_amount')
  const key = { projectId: request.projectId, roomId: room.id, itemId: item.id, month: monthOf(toOn), fromOn }
  row.plan.created.push({
    ...priced.line,
    key: { ...key, attempt: request.nextAttempt(key) },
    ownerTermId: payer.ownerTermId,
    payer: payer.kind,
    corrects: corrected(bill, metered.found.bills),
  })
}

/** A difference line may lie over anything: only its own twin stands in the way. A bill meets every bill that it overlaps. */
function stands(line: ExistingLine, { fromOn, toOn, usageE3 }: RoomBill): boolean {
  if (usageE3 < 0) return line.correctsLineId !== null && line.fromOn === fromOn && line.toOn === toOn
  return line.correctsLineId === null && line.fromOn <= toOn && line.toOn >= fromOn
}

/** Usage below 0 takes an estimate back: its bill is the one before. */
function corrected(bill: RoomBill, bills: readonly RoomBill[]): PlannedUsageLine['corrects'] {
  if (bill.usageE3 >= 0) return null
  const before = bills[bills.indexOf(bill) - 1]
  invariant(before !== undefined, 'an estimate was the end of a bill')
  return { month: monthOf(before.endOn), fromOn: before.fromOn }
}

type PricedBill =
  | { readonly kind: 'nothing'; readonly code: UsageSkipCode }
  | {
      readonly kind: 'priced'
      readonly line: Pick<
        PlannedUsageLine,
        'standardId' | 'bindingId' | 'fromOn' | 'toOn' | 'amountFen' | 'dueOn' | 'explanation'
      >
    }

function priceBill(
  { request, index, room }: Row,
  { bill, metered, binding }: { readonly bill: RoomBill; readonly metered: Metered; readonly binding: Binding },
): PricedBill {
  const standard = standardOf(index, binding)
  const version = inForceOn(standard.versions, bill.pricedOn)
  if (version === null) return { kind: 'nothing', code: 'billing.price_missing' }
  const { fromOn, toOn, usages, pricedOn, origins } = bill
  const sizes = request.households.get(room.id) ?? []
  const position = tierPosition(version.pricing, {
    room,
    meters: metered.meters,
    sizes,
    bills: metered.found.bills,
    bill,
  })
  const { overridePriceE6 } = binding
  const priced = priceUsage({ standard, version, overridePriceE6, usages, on: pricedOn, position })
  if (priced.kind === 'refused') return { kind: 'nothing', code: priced.code }
  const { source } = standard
  const explanation: UsageExplanation = {
    formula: 'usage',
    linkedToItemId: source.kind === 'linked' ? source.parentItemId : null,
    origins,
    charge: priced.charge,
  }
  const dueOn = dueDate(
    { ...standard, timing: 'postpaid' },
    { month: monthOf(toOn), createdOn: request.today, rollToWorkingDay: request.rollToWorkingDay },
  )
  const amountFen = chargeAmount(priced.charge)
  const line = { standardId: standard.id, bindingId: binding.id, fromOn, toOn, amountFen, dueOn, explanation }
  return { kind: 'priced', line }
}

function skipMonth(row: Row, { month, code }: { readonly month: Month; readonly code: UsageSkipCode }): void {
  addSkip(row, { month, fromOn: firstDayOf(month), toOn: lastDayOf(month), code })
}

function addSkip({ plan, room, item }: Row, skip: Pick<SkippedUsageRow, 'month' | 'fromOn' | 'toOn' | 'code'>): void {
  plan.skipped.push({ roomId: room.id, roomCode: room.code, itemId: item.id, ...skip })
}
