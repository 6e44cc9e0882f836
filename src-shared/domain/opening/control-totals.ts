import { addFen, ZERO_FEN } from '../../kernel/money.ts'
import type { Fen } from '../../kernel/money.ts'
import type { PlannedOpening } from './model.ts'

/** 控制总数: what the old system says, typed by hand; `null` is not typed yet. */
export interface StatedTotals {
  readonly rooms: number | null
  readonly owedFen: Readonly<Record<string, Fen | null>>
}

export interface ItemTotal {
  readonly itemId: string
  readonly lines: number
  readonly owedFen: Fen
  readonly statedFen: Fen | null
}

export interface OpeningTotals {
  readonly rooms: number
  readonly statedRooms: number | null
  readonly items: readonly ItemTotal[]
  readonly debts: number
  readonly owedFen: Fen
  readonly paidUntil: number
  readonly readings: number
  /** All that is asked for was typed, and all of it is the same. */
  readonly agree: boolean
}

/** The sums of the sheet against those of the old system. Wrong rows are in none of them: they are mended first. */
export function totalOpening(rows: readonly PlannedOpening[], stated: StatedTotals): OpeningTotals {
  const rooms = new Set<string>()
  const sums = new Map<string, { lines: number; owedFen: Fen }>()
  let paidUntil = 0
  let readings = 0
  for (const row of rows) {
    if (row.kind === 'wrong') continue
    rooms.add(row.roomId)
    if (row.paidUntil !== null) paidUntil += 1
    if (row.reading !== null) readings += 1
    if (row.debt === null) continue
    const { itemId, amountFen } = row.debt
    const sum = sums.get(itemId) ?? { lines: 0, owedFen: ZERO_FEN }
    sums.set(itemId, { lines: sum.lines + 1, owedFen: addFen(sum.owedFen, amountFen) })
  }
  const items = [...sums].map(([itemId, sum]) => ({ itemId, ...sum, statedFen: stated.owedFen[itemId] ?? null }))
  return {
    rooms: rooms.size,
    statedRooms: stated.rooms,
    items,
    debts: items.reduce((count, { lines }) => count + lines, 0),
    owedFen: addFen(...items.map(({ owedFen }) => owedFen)),
    paidUntil,
    readings,
    agree: stated.rooms === rooms.size && items.every(({ owedFen, statedFen }) => owedFen === statedFen),
  }
}
