import type { LocalDate } from '../../kernel/time.ts'
import { addDays, addMonths, maxDate, monthOf } from '../../kernel/time.ts'
import type { FeeStandard } from '../tariff/index.ts'
import { dateIn, dayOf } from './calendar.ts'
import type { Cycle, CycleRule } from './cycle.ts'
import { cycleHolding, cycleRule } from './cycle.ts'
import type { BillableRoom, Binding, BillingPlan } from './model.ts'
import { ownerBegin } from './payer.ts'

/**
 * 出账日 of a cycle. Prepaid: the latest such day not after its start (the 1st is the start of a natural month, the 25th lies in
 * the month before). Postpaid: the first one after its end.
 */
export function issueDate({ timing, issue }: Pick<FeeStandard, 'timing' | 'issue'>, cycle: Cycle): LocalDate {
  if (timing === 'postpaid') {
    const after = addDays(cycle.toOn, 1)
    if (issue.kind === 'days_before_start') return after
    const same = dateIn(monthOf(after), issue.day)
    return same >= after ? same : dateIn(addMonths(monthOf(after), 1), issue.day)
  }
  if (issue.kind === 'days_before_start') return addDays(cycle.fromOn, -issue.days)
  const same = dateIn(monthOf(cycle.fromOn), issue.day)
  return same <= cycle.fromOn ? same : dateIn(addMonths(monthOf(cycle.fromOn), -1), issue.day)
}

export interface ScanRequest {
  readonly today: LocalDate
  readonly rooms: readonly BillableRoom[]
  readonly bindings: readonly Binding[]
  readonly standards: readonly FeeStandard[]
}

/** A cycle of one binding that is to be issued now. */
export interface DueCycle {
  readonly roomId: string
  readonly itemId: string
  readonly standardId: string
  readonly bindingId: string
  readonly cycle: Cycle
  /** The first day of the cycle on which the room is charged. */
  readonly startOn: LocalDate
  readonly issueOn: LocalDate
  /** Its issue day has passed: a run was missed, or the room came later. */
  readonly missed: boolean
}

/**
 * 漏单扫描, every day: cycles whose issue day has come and whose start (postpaid: whose end) lies at most one period back. What
 * exists already is found by planning; nothing waits for the "monthly bus" (domain rules 3.3).
 */
export function scanDueCycles({ today, rooms, bindings, standards }: ScanRequest): DueCycle[] {
  const roomOf = new Map(rooms.map((room) => [room.id, room]))
  const standardOf = new Map(standards.map((standard) => [standard.id, standard]))
  return bindings.flatMap((binding) => {
    const room = roomOf.get(binding.roomId)
    const standard = standardOf.get(binding.standardId)
    return room === undefined || standard === undefined ? [] : scanBinding({ room, standard, binding }, today)
  })
}

interface Bound {
  readonly room: BillableRoom
  readonly standard: FeeStandard
  readonly binding: Binding
}

function scanBinding({ room, standard, binding }: Bound, today: LocalDate): DueCycle[] {
  const rule = cycleRule(standard, { room, binding })
  const oldest = monthsBefore(today, standard.cycleMonths)
  const due: DueCycle[] = []
  // Postpaid cycles of one period back ended there and began one period earlier still.
  for (let cycle = cycleHolding(monthsBefore(oldest, standard.cycleMonths), rule); ; cycle = cycleAfter(cycle, rule)) {
    const issueOn = issueDate(standard, cycle)
    if (issueOn > today) return due
    const startOn = firstCharged({ room, binding }, cycle)
    if (startOn === null) continue
    const since = standard.timing === 'prepaid' ? startOn : addDays(cycle.toOn, 1)
    if (since < oldest) continue
    due.push({
      roomId: room.id,
      itemId: standard.itemId,
      standardId: standard.id,
      bindingId: binding.id,
      cycle,
      startOn,
      issueOn,
      missed: issueOn < today,
    })
  }
}

/** The rows of a plan that lie in one of the due cycles: months were planned whole, an anchored cycle is a part of two of them. */
export function keepDue(plan: BillingPlan, due: readonly DueCycle[]): BillingPlan {
  const byRow = Map.groupBy(due, ({ roomId, itemId }) => `${roomId}|${itemId}`)
  const lies = (row: { readonly roomId: string; readonly itemId: string }, span: Cycle) =>
    (byRow.get(`${row.roomId}|${row.itemId}`) ?? []).some(({ cycle }) => overlaps(cycle, span))
  return {
    created: plan.created.filter((line) => lies(line.key, line)),
    existing: plan.existing.filter((line) => lies(line, { fromOn: line.fromOn, toOn: line.fromOn })),
    skipped: plan.skipped.filter((row) => lies(row, row)),
  }
}

function overlaps(left: Cycle, right: Cycle): boolean {
  return left.fromOn <= right.toOn && right.fromOn <= left.toOn
}

function cycleAfter(cycle: Cycle, rule: CycleRule): Cycle {
  return cycleHolding(addDays(cycle.toOn, 1), rule)
}

function monthsBefore(on: LocalDate, months: number): LocalDate {
  return dateIn(addMonths(monthOf(on), -months), dayOf(on))
}

/** The first day of the cycle on which the binding holds; `null` when it does not, or the room has ended before. */
function firstCharged({ room, binding }: Pick<Bound, 'room' | 'binding'>, cycle: Cycle): LocalDate | null {
  const begin = ownerBegin(room)
  const bound = maxDate(cycle.fromOn, binding.fromOn)
  // An owner who comes inside the cycle is charged from then on; a room without one may be the developer's from the start.
  const startOn = begin !== null && begin > bound && begin <= cycle.toOn ? begin : bound
  const ends = [
    cycle.toOn,
    ...(binding.toOn === null ? [] : [binding.toOn]),
    ...(room.endedOn === null ? [] : [addDays(room.endedOn, -1)]),
  ]
  return ends.every((end) => startOn <= end) ? startOn : null
}
