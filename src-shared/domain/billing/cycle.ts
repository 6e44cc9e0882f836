import type { LocalDate } from '../../kernel/time.ts'
import { addDays, addMonths, lastDayOf, firstDayOf, monthOf } from '../../kernel/time.ts'
import { assertNever } from '../../kernel/assert.ts'
import type { CycleMonths, FeeStandard } from '../tariff/index.ts'
import { dateIn, dayOf, firstOfCycle } from './calendar.ts'
import type { BillableRoom, Binding } from './model.ts'

/** 出账周期 of one room: first and last day. What is issued together, and what "due" and "period" refer to. */
export interface Cycle {
  readonly fromOn: LocalDate
  readonly toOn: LocalDate
}

/** What a cycle is counted from: an anchored day, or `null` for natural cycles counted from January. */
export interface CycleRule {
  readonly anchorOn: LocalDate | null
  readonly cycleMonths: CycleMonths
}

/** The day from which this room's cycles are counted; without a hand-over there is no anniversary, so they are natural. */
export function cycleRule(
  { anchor, cycleMonths }: Pick<FeeStandard, 'anchor' | 'cycleMonths'>,
  {
    room,
    binding,
  }: { readonly room: Pick<BillableRoom, 'handOverOn' | 'ownerTerms'>; readonly binding: Pick<Binding, 'fromOn'> },
): CycleRule {
  switch (anchor.kind) {
    case 'natural':
      return { anchorOn: null, cycleMonths }
    case 'hand_over':
      return { anchorOn: room.handOverOn ?? room.ownerTerms[0]?.fromOn ?? null, cycleMonths }
    case 'contract_day':
      return { anchorOn: anchor.on ?? binding.fromOn, cycleMonths }
    default:
      return assertNever(anchor, 'anchor')
  }
}

/** Counted from the original anchor and clamped to the month's end: 31 January gives 28 February, then 31 March (case B20). */
export function anchoredDate(anchorOn: LocalDate, months: number): LocalDate {
  return dateIn(addMonths(monthOf(anchorOn), months), dayOf(anchorOn))
}

/** The cycle that holds a day, before the anchor too. */
export function cycleHolding(on: LocalDate, { anchorOn, cycleMonths }: CycleRule): Cycle {
  if (anchorOn === null) {
    const first = firstOfCycle(monthOf(on), cycleMonths)
    return { fromOn: firstDayOf(first), toOn: lastDayOf(addMonths(first, cycleMonths - 1)) }
  }
  const elapsed = monthIndex(on) - monthIndex(anchorOn)
  const index = Math.floor(elapsed / cycleMonths) * cycleMonths
  const start = anchoredDate(anchorOn, index) > on ? index - cycleMonths : index
  return {
    fromOn: anchoredDate(anchorOn, start),
    toOn: addDays(anchoredDate(anchorOn, start + cycleMonths), -1),
  }
}

function monthIndex(on: LocalDate): number {
  return Number(on.slice(0, 4)) * 12 + Number(on.slice(5, 7))
}
