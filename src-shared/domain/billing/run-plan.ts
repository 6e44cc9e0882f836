import type { LocalDate, Month } from '../../kernel/time.ts'
import { addDays, firstDayOf, lastDayOf } from '../../kernel/time.ts'
import type { FeeStandard } from '../tariff/index.ts'
import { monthsOf } from './calendar.ts'
import type { Cycle, CycleRule } from './cycle.ts'
import { cycleHolding, cycleRule } from './cycle.ts'
import { scanDueCycles } from './issue.ts'
import type { BilledItem, BillableRoom, Binding, BillingPlan, PlanRequest } from './model.ts'
import { planLines } from './plan-lines.ts'

/**
 * What a run (出账) is asked for: a month by name, or everything whose issue day has come by today. The run of a month issues the
 * cycles of prepaid standards that hold a day of it, whole, and the cycles of postpaid ones that ended with the day before one of
 * its days. So a quarter that began without its bills is caught up by any run in it, and nothing is made twice.
 */
export type RunExtent =
  | { readonly kind: 'month'; readonly month: Month }
  | { readonly kind: 'due'; readonly month: Month; readonly today: LocalDate }

export type RunRequest = Omit<PlanRequest, 'months'> & { readonly extent: RunExtent }

/** The cycles of rooms and items that a run issues. */
interface RunCycles {
  /** Items whose standards are all billed month by month, ahead: they need no look at cycles. */
  readonly plainItems: readonly BilledItem[]
  readonly otherItems: readonly BilledItem[]
  /** By room and item; only of `otherItems`. */
  readonly cycles: ReadonlyMap<string, readonly Cycle[]>
}

/** First and last month in which the run may find or make lines. */
export function monthsOfRun(request: Omit<RunRequest, 'existing'>): { readonly first: Month; readonly last: Month } {
  const { month } = request.extent
  let first = month
  let last = month
  for (const cycles of cyclesOf(request).cycles.values()) {
    for (const cycle of cycles) {
      const from = cycle.fromOn.slice(0, 7) as Month
      const to = cycle.toOn.slice(0, 7) as Month
      if (from < first) first = from
      if (to > last) last = to
    }
  }
  return { first, last }
}

/** The plan of a run, rooms in their order. */
export function planRun(request: RunRequest): BillingPlan {
  const { extent, rooms } = request
  const run = cyclesOf(request)
  const plans: BillingPlan[] = []
  if (run.plainItems.length > 0) plans.push(planLines({ ...request, items: run.plainItems, months: [extent.month] }))
  for (const item of run.otherItems) {
    const byMonths = Map.groupBy(rooms, (room) =>
      monthsOfCycles(run.cycles.get(`${room.id}|${item.id}`), extent).join(),
    )
    for (const [months, of] of byMonths) {
      if (months === '') continue
      const plan = planLines({ ...request, items: [item], rooms: of, months: months.split(',') as Month[] })
      plans.push(keepCycles(plan, { cycles: run.cycles, extent }))
    }
  }
  const [only] = plans
  return plans.length === 1 && only !== undefined ? only : mergePlans(plans, rooms)
}

function monthsOfCycles(cycles: readonly Cycle[] | undefined, extent: RunExtent): Month[] {
  // Without a binding there is nothing but the remark that it is missing, once.
  if (cycles === undefined) return extent.kind === 'month' ? [extent.month] : []
  return [...new Set(cycles.flatMap((cycle) => monthsOf(cycle)))].sort()
}

function cyclesOf({ extent, items, standards, rooms, bindings }: Omit<RunRequest, 'existing'>): RunCycles {
  const byItem = Map.groupBy(standards, ({ itemId }) => itemId)
  const isPlainItem = ({ id }: BilledItem) => extent.kind === 'month' && (byItem.get(id) ?? []).every(isPlain)
  const plainItems = items.filter(isPlainItem)
  const otherItems = items.filter((item) => !isPlainItem(item))
  if (otherItems.length === 0) return { plainItems, otherItems, cycles: new Map() }
  const others = new Set(otherItems.map(({ id }) => id))
  const concerned = standards.filter(({ itemId }) => others.has(itemId))
  return { plainItems, otherItems, cycles: groupCycles({ extent, standards: concerned, rooms, bindings }) }
}

type CycleSource = Pick<RunRequest, 'extent' | 'standards' | 'rooms' | 'bindings'>

function groupCycles({ extent, standards, rooms, bindings }: CycleSource): Map<string, Cycle[]> {
  const cycles = new Map<string, Cycle[]>()
  const add = (key: string, found: readonly Cycle[]) => cycles.set(key, [...(cycles.get(key) ?? []), ...found])
  if (extent.kind === 'due') {
    for (const { roomId, itemId, cycle } of scanDueCycles({ today: extent.today, rooms, bindings, standards }))
      add(`${roomId}|${itemId}`, [cycle])
    return cycles
  }
  const standardOf = new Map(standards.map((standard) => [standard.id, standard]))
  const roomOf = new Map(rooms.map((room) => [room.id, room]))
  for (const binding of bindings) {
    const standard = standardOf.get(binding.standardId)
    const room = roomOf.get(binding.roomId)
    if (standard === undefined || room === undefined) continue
    add(`${room.id}|${standard.itemId}`, cyclesOfMonth(extent.month, { standard, room, binding }))
  }
  return cycles
}

interface Bound {
  readonly standard: FeeStandard
  readonly room: BillableRoom
  readonly binding: Binding
}

function cyclesOfMonth(month: Month, { standard, room, binding }: Bound): Cycle[] {
  const rule = cycleRule(standard, { room, binding })
  const first = firstDayOf(month)
  const last = lastDayOf(month)
  if (standard.timing === 'prepaid') return cyclesBetween(rule, { first, last })
  return cyclesBetween(rule, { first: addDays(first, -1), last: addDays(last, -1) }).filter(({ toOn }) => toOn < last)
}

function cyclesBetween(rule: CycleRule, { first, last }: { readonly first: LocalDate; readonly last: LocalDate }) {
  const found: Cycle[] = []
  for (let on = first; on <= last; on = addDays((found.at(-1) as Cycle).toOn, 1)) found.push(cycleHolding(on, rule))
  return found
}

function isPlain({ anchor, cycleMonths, timing }: FeeStandard): boolean {
  return anchor.kind === 'natural' && cycleMonths === 1 && timing === 'prepaid'
}

/** Months were planned whole; an anchored cycle is a part of two of them, and only the run's own cycles are issued. */
function keepCycles(
  plan: BillingPlan,
  { cycles, extent }: { readonly cycles: RunCycles['cycles']; readonly extent: RunExtent },
): BillingPlan {
  const lies = (of: { readonly roomId: string; readonly itemId: string }, span: Cycle): boolean => {
    const own = cycles.get(`${of.roomId}|${of.itemId}`)
    if (own === undefined) return extent.kind === 'month'
    return own.some(({ fromOn, toOn }) => fromOn <= span.toOn && span.fromOn <= toOn)
  }
  return {
    created: plan.created.filter((line) => lies(line.key, line)),
    existing: plan.existing.filter((line) => lies(line, { fromOn: line.fromOn, toOn: line.fromOn })),
    skipped: plan.skipped.filter((row) => lies(row, row)),
  }
}

function mergePlans(plans: readonly BillingPlan[], rooms: readonly BillableRoom[]): BillingPlan {
  const order = new Map(rooms.map(({ id }, index) => [id, index]))
  const at = (roomId: string): number => order.get(roomId) ?? 0
  return {
    created: plans.flatMap(({ created }) => created).sort((a, b) => at(a.key.roomId) - at(b.key.roomId)),
    existing: plans.flatMap(({ existing }) => existing).sort((a, b) => at(a.roomId) - at(b.roomId)),
    skipped: plans.flatMap(({ skipped }) => skipped).sort((a, b) => at(a.roomId) - at(b.roomId)),
  }
}
