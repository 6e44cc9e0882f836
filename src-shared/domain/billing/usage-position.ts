import { invariant } from '../../kernel/assert.ts'
import type { LocalDate } from '../../kernel/time.ts'
import { maxDate } from '../../kernel/time.ts'
import type { TierPosition, TierTable, UsagePricing } from '../tariff/index.ts'
import { inForceOn, monthsBilled, tierPeriodKey, tierPeriodStart } from '../tariff/index.ts'
import type { BillableRoom } from './model.ts'
import { ownerOn } from './payer.ts'
import type { RoomBill } from './usage-bills.ts'
import { samePayer } from './usage-bills.ts'
import type { HouseholdSize, RoomMeter } from './usage-model.ts'

export interface PositionRequest {
  readonly room: BillableRoom
  readonly meters: readonly RoomMeter[]
  readonly sizes: readonly HouseholdSize[]
  /** All bills of the room, by date. */
  readonly bills: readonly RoomBill[]
  readonly bill: RoomBill
}

/** Where a bill stands in its tier period: what was counted before it, over how many months, for how many persons. */
export function tierPosition(pricing: UsagePricing, request: PositionRequest): TierPosition {
  return pricing.kind === 'tiers' ? positionIn(pricing.table, request) : { usedBeforeE3: 0, months: 1, persons: null }
}

function positionIn(table: TierTable, request: PositionRequest): TierPosition {
  const { bills, bill, sizes } = request
  const key = tierPeriodKey(table.count, bill.pricedOn)
  const earlier = bills
    .slice(0, bills.indexOf(bill))
    .filter((one) => tierPeriodKey(table.count, one.pricedOn) === key && countsFor(one, { table, bill }))
  const counted = earlier.reduce((sum, { usageE3 }) => sum + usageE3, 0)
  // What is taken back belongs to months that were billed already.
  const spans = [...earlier, bill].filter(({ usageE3 }) => usageE3 >= 0)
  const months = monthsBilled(spans)
  const start = tierPeriodStart(table.count, { on: bill.pricedOn, months })
  const persons = inForceOn(sizes, countStart(start, { table, request }))?.persons ?? null
  return { usedBeforeE3: counted + carriedIn(table, { key, request }), months, persons }
}

function countsFor(one: RoomBill, { table, bill }: { readonly table: TierTable; readonly bill: RoomBill }): boolean {
  return table.onTransfer === 'goes_on' || samePayer(one.payer, bill.payer)
}

/** A new owner's tier period starts with his term when he starts to count anew. */
function countStart(
  start: LocalDate,
  { table, request }: { readonly table: TierTable; readonly request: PositionRequest },
): LocalDate {
  const { payer } = request.bill
  if (table.onTransfer === 'goes_on' || payer.kind !== 'owner') return start
  const term = request.room.ownerTerms.find(({ id }) => id === payer.ownerTermId)
  invariant(term !== undefined, 'the payer is one of the terms of the room')
  return maxDate(start, term.fromOn)
}

function carriedIn(
  table: TierTable,
  { key, request }: { readonly key: string; readonly request: PositionRequest },
): number {
  let carried = 0
  for (const { countedBefore } of request.meters) {
    if (countedBefore === null || tierPeriodKey(table.count, countedBefore.on) !== key) continue
    const owner = ownerOn(request.room.ownerTerms, countedBefore.on)
    if (table.onTransfer === 'goes_on' || samePayer(owner, request.bill.payer)) carried += countedBefore.usageE3
  }
  return carried
}
