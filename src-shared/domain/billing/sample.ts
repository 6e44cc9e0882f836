import type { LocalDate, Month } from '../../kernel/time.ts'
import { addDays, maxDate, monthOf } from '../../kernel/time.ts'
import type { FeeStandard } from '../tariff/index.ts'
import type { SkipCode } from './codes.ts'
import { cycleHolding, cycleRule } from './cycle.ts'
import type { Cycle } from './cycle.ts'
import { issueDate } from './issue.ts'
import type { BillableRoom, Binding, PlannedLine, PlanRequest } from './model.ts'
import { planLines } from './plan-lines.ts'
import { monthsOf } from './calendar.ts'

export interface SampleRequest {
  readonly standard: FeeStandard
  /** The room of the example; its id and code are of no matter. */
  readonly room: BillableRoom
  readonly boundFrom: LocalDate
  readonly overridePriceE6: number | null
  readonly rollToWorkingDay: PlanRequest['rollToWorkingDay']
}

/** 举例: what the first issue cycle of one room and the one after it come to. */
export interface Sample {
  readonly first: SampleCycle
  readonly next: SampleCycle
}

export interface SampleCycle {
  readonly cycle: Cycle
  /** When its bills are made: never before there is something to bill. */
  readonly issueOn: LocalDate
  readonly lines: readonly PlannedLine[]
  /** Why a part of the cycle has no line, each reason once. */
  readonly skipped: readonly SkipCode[]
}

const ITEM = 'sample'

/** Worked out by the very rules that bill, so that the example beside the settings can never say something else. */
export function sampleCycles(request: SampleRequest): Sample {
  const { standard, room, boundFrom } = request
  const rule = cycleRule(standard, { room, binding: { fromOn: boundFrom } })
  const cycle = cycleHolding(boundFrom, rule)
  return {
    first: sampleCycle(request, cycle),
    next: sampleCycle(request, cycleHolding(addDays(cycle.toOn, 1), rule)),
  }
}

function sampleCycle(request: SampleRequest, cycle: Cycle): SampleCycle {
  const { standard, room, boundFrom, overridePriceE6, rollToWorkingDay } = request
  const regular = issueDate(standard, cycle)
  const issueOn = standard.timing === 'prepaid' ? maxDate(regular, firstOf(cycle, boundFrom, regular)) : regular
  const binding: Binding = {
    id: 'sample',
    roomId: room.id,
    standardId: standard.id,
    fromOn: boundFrom,
    toOn: null,
    overridePriceE6,
  }
  const plan = planLines({
    projectId: 'sample',
    months: monthsOf(cycle) as Month[],
    items: [{ id: ITEM, expects: 'every_room' }],
    standards: [{ ...standard, itemId: ITEM }],
    rooms: [room],
    bindings: [binding],
    existing: [],
    goLiveOn: '1900-01-01' as LocalDate,
    developerTermId: null,
    excluded: [],
    today: issueOn,
    rollToWorkingDay,
  })
  const within = ({ fromOn, toOn }: Cycle): boolean => fromOn <= cycle.toOn && cycle.fromOn <= toOn
  return {
    cycle,
    issueOn,
    lines: plan.created.filter(within),
    skipped: [...new Set(plan.skipped.filter(within).map(({ code }) => code))],
  }
}

/** A room that comes inside its cycle is billed when it comes, not when the cycle was issued. */
function firstOf(cycle: Cycle, boundFrom: LocalDate, regular: LocalDate): LocalDate {
  return boundFrom > cycle.fromOn && monthOf(boundFrom) >= monthOf(regular) ? boundFrom : regular
}
