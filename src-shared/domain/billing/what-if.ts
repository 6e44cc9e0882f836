import type { Fen } from '../../kernel/money.ts'
import { fen } from '../../kernel/money.ts'
import type { BillingPlan } from './model.ts'

/** What today's rules and the proposed ones make of the same rooms and months; neither touches data. */
export interface WhatIfRequest {
  readonly before: BillingPlan
  readonly after: BillingPlan
  /** The building of a room; rooms without one are compared under `null`. */
  readonly buildingOf: (roomId: string) => string | null
}

export interface Change {
  readonly beforeFen: Fen
  readonly afterFen: Fen
  readonly changeFen: Fen
}

export interface RoomChange extends Change {
  readonly roomId: string
  readonly buildingId: string | null
}

export interface BuildingChange extends Change {
  readonly buildingId: string | null
  readonly rooms: number
  readonly payMore: number
  readonly payLess: number
}

/** 假设分析: the effect on income per building, and who pays how much more or less. */
export interface WhatIf {
  readonly total: Change
  readonly buildings: readonly BuildingChange[]
  /** The largest rise first, then the largest fall last; rooms that stay the same lie between. */
  readonly rooms: readonly RoomChange[]
  readonly byItem: ReadonlyMap<string, Change>
}

/** Sums what both plans give for every room, lines that exist already at the amount that the rules give today. */
export function comparePlans({ before, after, buildingOf }: WhatIfRequest): WhatIf {
  const rows = [...rowsOf(before, 'beforeFen'), ...rowsOf(after, 'afterFen')]
  const rooms = [...Map.groupBy(rows, ({ roomId }) => roomId)].map(([roomId, of]) => ({
    roomId,
    buildingId: buildingOf(roomId),
    ...sumChange(of),
  }))
  const buildings = [...Map.groupBy(rooms, ({ buildingId }) => buildingId)].map(([buildingId, of]) => ({
    buildingId,
    ...sumChange(of),
    rooms: of.length,
    payMore: of.filter(({ changeFen }) => changeFen > 0).length,
    payLess: of.filter(({ changeFen }) => changeFen < 0).length,
  }))
  return {
    total: sumChange(rows),
    buildings,
    rooms: rooms.sort((a, b) => b.changeFen - a.changeFen || compareText(a.roomId, b.roomId)),
    byItem: new Map([...Map.groupBy(rows, ({ itemId }) => itemId)].map(([itemId, of]) => [itemId, sumChange(of)])),
  }
}

interface Row {
  readonly roomId: string
  readonly itemId: string
  readonly beforeFen: number
  readonly afterFen: number
}

/** What a line comes to with its vacancy discount: that is what somebody pays. */
function rowsOf(plan: BillingPlan, side: 'beforeFen' | 'afterFen'): Row[] {
  const row = (of: { readonly roomId: string; readonly itemId: string }, amountFen: number): Row => ({
    roomId: of.roomId,
    itemId: of.itemId,
    beforeFen: 0,
    afterFen: 0,
    [side]: amountFen,
  })
  return [
    ...plan.created.map(({ key, amountFen, vacancy }) => row(key, amountFen - (vacancy?.discountFen ?? 0))),
    ...plan.existing.map((line) => row(line, line.computedFen - (line.vacancy?.discountFen ?? 0))),
  ]
}

function sumChange(rows: readonly Pick<Row, 'beforeFen' | 'afterFen'>[]): Change {
  let [beforeFen, afterFen] = [0, 0]
  for (const row of rows) {
    beforeFen += row.beforeFen
    afterFen += row.afterFen
  }
  return { beforeFen: fen(beforeFen), afterFen: fen(afterFen), changeFen: fen(afterFen - beforeFen) }
}

function compareText(left: string, right: string): number {
  return left < right ? -1 : 1
}
