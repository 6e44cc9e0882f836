import type { Refusal } from '../../kernel/app-error.ts'
import { refusal } from '../../kernel/app-error.ts'
import type { Fen } from '../../kernel/money.ts'
import { fen, shareByLargestRemainder, sumFen } from '../../kernel/money.ts'
import type { LocalDate } from '../../kernel/time.ts'
import { addDays, daysBetween } from '../../kernel/time.ts'
import type { ShareExplanation } from './explain-share.ts'
import { shareOverDays } from './explain-share.ts'
import type { ShareCode, SharePayer, ShareRequest } from './model.ts'
import type { PricedPool } from './pool.ts'
import { pricePool } from './pool.ts'
import type { WeighedRoom } from './weigh.ts'
import { weighRooms } from './weigh.ts'

/** A line to post: one payer's part of one room. */
export interface ShareLine {
  readonly roomId: string
  readonly payer: 'owner' | 'developer'
  readonly ownerTermId: string
  readonly fromOn: LocalDate
  readonly toOn: LocalDate
  readonly amountFen: Fen
  readonly explanation: ShareExplanation
}

/** Days of a room without a line, and why; a part that nobody pays is listed with its amount (R0-8). */
export interface ShareSkip {
  readonly fromOn: LocalDate
  readonly toOn: LocalDate
  readonly code: 'share.weight_zero' | 'share.zero_amount' | 'share.payer_missing'
  readonly amountFen: Fen
}

/** 分摊明细: every room of the scope is listed, with or without lines. */
export interface ShareRow {
  readonly roomId: string
  readonly roomCode: string
  readonly weight: number
  readonly amountFen: Fen
  readonly lines: readonly ShareLine[]
  readonly skipped: readonly ShareSkip[]
}

export interface SharePlan {
  readonly kind: 'planned'
  readonly pool: PricedPool
  readonly weightSum: number
  /** By the bytes of the room code. */
  readonly rows: readonly ShareRow[]
}

/**
 * 公摊: shares a pool over the rooms of its scope by largest remainder, equal remainders to the smaller room code, so that a rerun
 * gives the same cents (domain rules 3.5, 3.14). The order in which rooms are given does not matter.
 */
export function planShare(request: ShareRequest): SharePlan | Refusal<ShareCode> {
  const pool = pricePool(request.pool, request.rounding)
  if (pool.kind === 'refused') return pool
  const weighed = weighRooms(request.rooms, request)
  if (weighed.kind === 'refused') return weighed
  const unpaid = weighed.rooms.find(({ room }) => !coversPeriod(room.payers, request))
  if (unpaid !== undefined) return refusal('share.payer_days', { roomCode: unpaid.room.code }, 'rooms')

  const weights = weighed.rooms.map(({ weight }) => weight)
  const weightSum = weights.reduce((sum, weight) => sum + weight, 0)
  if (!Number.isSafeInteger(weightSum)) return refusal('share.pool_out_of_range', {}, 'weight')
  const parts = shareByLargestRemainder(pool.poolFen, weights.map(BigInt))
  const rows = weighed.rooms.map((one, index) =>
    rowOf(one, { amountFen: fen(Number(parts[index])), poolFen: pool.poolFen, weightSum }),
  )
  return { kind: 'planned', pool, weightSum, rows }
}

function coversPeriod(payers: readonly SharePayer[], { fromOn, toOn }: Pick<ShareRequest, 'fromOn' | 'toOn'>): boolean {
  let next = fromOn
  for (const payer of payers) {
    if (payer.fromOn !== next || payer.toOn < payer.fromOn) return false
    next = addDays(payer.toOn, 1)
  }
  return next === addDays(toOn, 1)
}

function rowOf(
  { room, weight }: WeighedRoom,
  { amountFen, poolFen, weightSum }: { readonly amountFen: Fen; readonly poolFen: Fen; readonly weightSum: number },
): ShareRow {
  const days = room.payers.map(({ fromOn, toOn }) => daysBetween(fromOn, toOn) + 1)
  const spare = BigInt(amountFen) - (BigInt(poolFen) * BigInt(weight)) / BigInt(weightSum)
  const facts = { poolFen, weight, weightSum, spareFen: spare === 0n ? 0 : 1, roomFen: amountFen, days } as const
  const parts = shareOverDays(amountFen, days)
  const lines: ShareLine[] = []
  const skipped: ShareSkip[] = []
  for (const [position, { fromOn, toOn, payer, ownerTermId }] of room.payers.entries()) {
    const part = fen(Number(parts[position]))
    if (part === 0) skipped.push({ fromOn, toOn, code: whyNothing(weight), amountFen: part })
    else if (ownerTermId === null) skipped.push({ fromOn, toOn, code: 'share.payer_missing', amountFen: part })
    else {
      const explanation: ShareExplanation = { formula: 'share', ...facts, position }
      lines.push({ roomId: room.id, payer, ownerTermId, fromOn, toOn, amountFen: part, explanation })
    }
  }
  return { roomId: room.id, roomCode: room.code, weight, amountFen, lines, skipped }
}

function whyNothing(weight: number): ShareSkip['code'] {
  return weight === 0 ? 'share.weight_zero' : 'share.zero_amount'
}

/** What a run comes to; the parts add up to the pool (R0-8). */
export interface ShareTotals {
  readonly ownersFen: Fen
  readonly developerFen: Fen
  /** Parts of rooms whose payer nobody entered. */
  readonly unpaidFen: Fen
  readonly lineCount: number
  readonly skippedCount: number
}

export function sumShare({ rows }: Pick<SharePlan, 'rows'>): ShareTotals {
  const lines = rows.flatMap((row) => row.lines)
  const skipped = rows.flatMap((row) => row.skipped)
  const of = (payer: ShareLine['payer']) =>
    sumFen(
      lines.filter((line) => line.payer === payer),
      amountOf,
    )
  return {
    ownersFen: of('owner'),
    developerFen: of('developer'),
    unpaidFen: sumFen(skipped, amountOf),
    lineCount: lines.length,
    skippedCount: skipped.length,
  }
}

function amountOf({ amountFen }: { readonly amountFen: Fen }): Fen {
  return amountFen
}
