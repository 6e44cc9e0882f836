import { assertNever } from '../../kernel/assert.ts'
import type { Fen } from '../../kernel/money.ts'
import { divideRounded, shareByLargestRemainder } from '../../kernel/money.ts'
import type { LocalDate } from '../../kernel/time.ts'
import type { Register, RegisterUsage } from '../tariff/index.ts'
import type { Crossing } from './dial.ts'
import { distanceOf } from './dial.ts'
import type { Loss } from './meter.ts'

/** 用量段: one register of one device between two readings, with all that its usage needs. */
export interface UsageSegment {
  readonly register: Register
  readonly deviceId: string
  readonly startOn: LocalDate
  readonly startE3: number
  readonly endOn: LocalDate
  readonly endE3: number
  readonly rangeE3: number
  readonly run: 'forward' | 'reversed'
  readonly crossing: Crossing
  readonly multiplierE3: number
}

/** Distance × multiplier, on the scale of readings: what is printed beside the segment (half-up to 1e-3, mirrored below 0). */
export function segmentUsageE3(segment: UsageSegment): number {
  return Number(divideRounded(BigInt(distanceOf(segment)) * BigInt(segment.multiplierE3), 1000n))
}

/** How a bill's usage came about: stored with the line, and enough to find the usage again. */
export interface UsageOrigin {
  readonly meterId: string
  readonly segments: readonly UsageSegment[]
  readonly loss: Loss
}

/** The usage of one bill by register: Σ segments, and the loss once (domain rules 3.13). */
export function usageOf({ segments, loss }: UsageOrigin): RegisterUsage[] {
  return withLoss(countedOf(segments), loss)
}

/** What the registers counted, before any loss. */
export function countedOf(segments: readonly UsageSegment[]): RegisterUsage[] {
  const counted = new Map<Register, number>()
  for (const segment of segments) {
    counted.set(segment.register, (counted.get(segment.register) ?? 0) + segmentUsageE3(segment))
  }
  return [...counted].map(([register, usageE3]) => ({ register, usageE3 }))
}

export function withLoss(usages: readonly RegisterUsage[], loss: Loss): RegisterUsage[] {
  switch (loss.kind) {
    case 'none':
      return [...usages]
    case 'rate':
      return usages.map(({ register, usageE3 }) => ({ register, usageE3: usageE3 + lossOf(usageE3, loss.ppm) }))
    case 'absolute':
      return addOnce(usages, loss.usageE3)
    default:
      return assertNever(loss, 'loss')
  }
}

/** Half-up to 1e-3. */
function lossOf(usageE3: number, ppm: number): number {
  return Number(divideRounded(BigInt(usageE3) * BigInt(ppm), 1_000_000n))
}

/** The total takes the loss whole, and the registers of time share it as they share the usage. */
function addOnce(usages: readonly RegisterUsage[], lossE3: number): RegisterUsage[] {
  const timed = usages.filter(({ register }) => register !== 'total')
  const weights = timed.map(({ usageE3 }) => BigInt(Math.max(0, usageE3)))
  const even = weights.every((weight) => weight === 0n)
  const shares =
    timed.length === 0 ? [] : shareByLargestRemainder(lossE3 as Fen, even ? weights.map(() => 1n) : weights)
  return usages.map((usage) => {
    const share = usage.register === 'total' ? lossE3 : shares[timed.indexOf(usage)]
    return { register: usage.register, usageE3: usage.usageE3 + Number(share) }
  })
}

/** The usages of several meters that feed one bill, register by register. */
export function addUsages(all: readonly (readonly RegisterUsage[])[]): RegisterUsage[] {
  const sums = new Map<Register, number>()
  for (const { register, usageE3 } of all.flat()) sums.set(register, (sums.get(register) ?? 0) + usageE3)
  return [...sums].map(([register, usageE3]) => ({ register, usageE3 }))
}
