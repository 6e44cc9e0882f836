import { invariant } from '../../kernel/assert.ts'
import type { LocalDate, Month } from '../../kernel/time.ts'
import { addDays, monthOf } from '../../kernel/time.ts'
import type { MeterPeriod, UsageOrigin } from '../meter/index.ts'
import { addUsages, billablePeriods, usageOf } from '../meter/index.ts'
import type { RegisterUsage } from '../tariff/index.ts'
import { totalUsageE3 } from '../tariff/index.ts'
import type { BillableRoom } from './model.ts'
import type { Payer } from './payer.ts'
import { developerOr, ownerBegin, ownerOn } from './payer.ts'
import type { UsageSkipCode } from './usage-codes.ts'
import type { RoomMeter } from './usage-model.ts'

export type UsagePayer = Payer | { readonly kind: 'nobody'; readonly code: UsageSkipCode }

/** What the meters of a room counted between two readings, before any price. */
export interface RoomBill {
  readonly baseOn: LocalDate
  readonly endOn: LocalDate
  /** First and last day of the line: from the day after the base, so that no two bills share a day. */
  readonly fromOn: LocalDate
  readonly toOn: LocalDate
  readonly origins: readonly UsageOrigin[]
  readonly usages: readonly RegisterUsage[]
  readonly usageE3: number
  /** Decides price version, season and tier period: the day of the end reading, or of the estimate that is taken back. */
  readonly pricedOn: LocalDate
  readonly payer: UsagePayer
}

/** The bills of a room's meters of one medium, by date, and where they stop. */
export interface RoomBills {
  readonly bills: readonly RoomBill[]
  readonly stops: readonly { readonly month: Month; readonly code: UsageSkipCode }[]
}

export interface RoomBillsRequest {
  readonly room: BillableRoom
  readonly meters: readonly RoomMeter[]
  readonly developerTermId: string | null
}

const STOP_CODES = { unchecked: 'usage.reading_unchecked', unclear: 'usage.reading_unclear' } as const

/** 用量账 of a room, meter by meter. */
export function roomBills({ room, meters, developerTermId }: RoomBillsRequest): RoomBills {
  const periods: MeterPeriod[] = []
  const stops: { month: Month; code: UsageSkipCode }[] = []
  for (const { meter, readings } of meters) {
    const found = billablePeriods(meter, readings)
    periods.push(...found.periods)
    if (found.stop !== null) stops.push({ month: monthOf(found.stop.readOn), code: STOP_CODES[found.stop.why] })
  }
  const groups = [...Map.groupBy(periods, ({ end }) => end.readOn)].sort(([a], [b]) => (a < b ? -1 : 1))
  const bills: RoomBill[] = []
  for (const [endOn, group] of groups) {
    const bill = billOf(group, { room, developerTermId })
    const previous = bills.at(-1)
    // Two meters of one room that were read on other days cannot stand on one bill: a person must read them together.
    if (previous !== undefined && bill.baseOn < previous.endOn) {
      stops.push({ month: monthOf(endOn), code: 'usage.meters_apart' })
      break
    }
    bills.push(bill)
  }
  return { bills, stops }
}

/** A meter that was added since is on the bill from its first reading on. */
function billOf(
  group: readonly MeterPeriod[],
  { room, developerTermId }: Pick<RoomBillsRequest, 'room' | 'developerTermId'>,
): RoomBill {
  const origins = group.map(({ origin }) => origin)
  const usages = addUsages(origins.map((origin) => usageOf(origin)))
  const usageE3 = totalUsageE3(usages)
  const [first] = [...group].sort((a, b) => (a.base.readOn < b.base.readOn ? -1 : 1))
  invariant(first !== undefined, 'a bill has a period')
  const { base, end } = first
  const baseOn = base.readOn
  const endOn = end.readOn
  return {
    baseOn,
    endOn,
    fromOn: addDays(baseOn, 1),
    toOn: endOn,
    origins,
    usages,
    usageE3,
    pricedOn: usageE3 < 0 ? baseOn : endOn,
    payer: payerBetween(room, { baseOn, endOn, developerTermId }),
  }
}

/**
 * Who used what was counted: the payer of the days between the two readings. On the days of the readings themselves both sides
 * of a transfer may stand, so they do not decide; a transfer between them needs a reading of its own.
 */
function payerBetween(
  room: BillableRoom,
  { baseOn, endOn, developerTermId }: Pick<RoomBill, 'baseOn' | 'endOn'> & { readonly developerTermId: string | null },
): UsagePayer {
  const begin = ownerBegin(room)
  const firstDay = addDays(baseOn, 1)
  const payerOn = (on: LocalDate): Payer =>
    begin === null || on < begin
      ? developerOr(developerTermId, 'billing.unsold_without_payer')
      : ownerOn(room.ownerTerms, on)
  if (firstDay === endOn) return payerOn(baseOn)
  const changes = room.ownerTerms.flatMap(({ fromOn, toOn }) => (toOn === null ? [fromOn] : [fromOn, addDays(toOn, 1)]))
  if (begin !== null) changes.push(begin)
  const payer = payerOn(firstDay)
  const stays = changes.every((on) => on <= firstDay || on >= endOn || samePayer(payer, payerOn(on)))
  return stays ? payer : { kind: 'nobody', code: 'usage.transfer_without_reading' }
}

export function samePayer(left: UsagePayer, right: UsagePayer): boolean {
  if (left.kind === 'nobody' || right.kind === 'nobody') return left.kind === right.kind
  return left.ownerTermId === right.ownerTermId
}
