import type { Refusal } from '../../kernel/app-error.ts'
import { refusal } from '../../kernel/app-error.ts'
import { divideRounded } from '../../kernel/money.ts'
import type { Register, RegisterUsage } from '../tariff/index.ts'
import { totalUsageE3 } from '../tariff/index.ts'
import type { Anomaly, AnomalyRequest } from './anomaly.ts'
import { findAnomalies } from './anomaly.ts'
import type { Chain } from './chain.ts'
import type { MeterCode } from './codes.ts'
import type { DialAnswer } from './dial.ts'
import { dialDistance, dialRangeE3, outOfRange } from './dial.ts'
import type { DialValue, Loss, Meter, ReadingKind } from './meter.ts'
import { dialOf } from './meter.ts'
import { countedOf, segmentUsageE3, withLoss } from './usage.ts'

/** Where one register stood, and what other devices counted on it since the base of the running bill. */
export interface EntryWay {
  readonly register: Register
  readonly startE3: number
  /** The last real reading when `startE3` is an estimate. */
  readonly realE3: number | null
  readonly run: DialValue['run']
  readonly carriedE3: number
}

/** All that judging the next reading of a meter needs, as plain data: page and core judge by the same rule. */
export interface EntryFacts {
  readonly registers: readonly Register[]
  readonly digits: number
  readonly multiplierE3: number
  readonly loss: Loss
  /** Empty before the first reading. */
  readonly ways: readonly EntryWay[]
  readonly earlierE3: readonly number[]
  readonly occupancy: AnomalyRequest['occupancy']
}

export type JudgedEntry =
  | { readonly kind: 'base' }
  | {
      readonly kind: 'usage'
      readonly usages: readonly RegisterUsage[]
      readonly usageE3: number
      readonly anomalies: readonly Anomaly[]
    }
  | { readonly kind: 'ask'; readonly register: Register; readonly answers: readonly DialAnswer[] }
  | Refusal<MeterCode>

/** The next reading against what is known: its usage and what is strange about it, a question, or why it cannot be. */
export function judgeEntry(
  facts: EntryFacts,
  { kind, dials }: { readonly kind: ReadingKind; readonly dials: readonly DialValue[] },
): JudgedEntry {
  const rangeE3 = dialRangeE3(facts.digits)
  const usages: RegisterUsage[] = []
  for (const register of facts.registers) {
    const dial = dialOf({ dials }, register)
    if (dial === null) return refusal('meter.no_value', { register }, 'dials')
    const fault = outOfRange(dial.valueE3, rangeE3)
    if (fault !== null) return fault
    if (kind === 'first') continue
    const way = facts.ways.find((one) => one.register === register)
    if (way === undefined) return refusal('meter.first_missing')
    const realE3 = kind === 'estimated' ? null : way.realE3
    const found = dialDistance({ startE3: way.startE3, endE3: dial.valueE3, rangeE3, ...runOf(dial), realE3 })
    if (found.kind === 'ask') return { kind: 'ask', register, answers: found.answers }
    if (found.kind === 'refused') return found
    const segment = { startE3: way.startE3, endE3: dial.valueE3, rangeE3, run: dial.run, crossing: found.crossing }
    const counted = segmentUsageE3({ ...segment, ...NOWHERE, register, multiplierE3: facts.multiplierE3 })
    usages.push({ register, usageE3: way.carriedE3 + counted })
  }
  if (kind === 'first') return { kind: 'base' }
  return usageOfEntry(facts, usages)
}

/** The figures of a segment do not depend on which device and days it is of. */
const NOWHERE = { deviceId: '', startOn: '1900-01-01', endOn: '1900-01-01' } as Pick<
  Parameters<typeof segmentUsageE3>[0],
  'deviceId' | 'startOn' | 'endOn'
>

function runOf({ run, rollOver }: DialValue): Pick<DialValue, 'run' | 'rollOver'> {
  return { run, rollOver }
}

function usageOfEntry({ loss, earlierE3, occupancy }: EntryFacts, counted: readonly RegisterUsage[]): JudgedEntry {
  const usages = withLoss(counted, loss)
  const usageE3 = totalUsageE3(usages)
  return { kind: 'usage', usages, usageE3, anomalies: findAnomalies({ usageE3, earlierE3, occupancy }) }
}

/** What the chain says about the next reading. */
export function waysAfter(meter: Pick<Meter, 'registers'>, chain: Chain): EntryWay[] {
  if (chain.kind === 'empty') return []
  const { last, real, segments } = chain
  const carried = new Map(countedOf(segments).map(({ register, usageE3 }) => [register, usageE3]))
  return meter.registers.flatMap((register) => {
    const stood = dialOf(last, register)
    if (stood === null) return []
    const realE3 = last.kind === 'estimated' ? (dialOf(real, register)?.valueE3 ?? null) : null
    return [{ register, startE3: stood.valueE3, realE3, run: stood.run, carriedE3: carried.get(register) ?? 0 }]
  })
}

/**
 * 估抄: the dial after as much as the mean of the last two usages, in whole units; `null` when nothing is known to guess from, or when
 * several registers would have to be guessed.
 */
export function proposeEstimate({ ways, earlierE3, multiplierE3, digits }: EntryFacts): number | null {
  const [way] = ways
  const recent = earlierE3.slice(-2)
  if (way === undefined || ways.length > 1 || recent.length === 0) return null
  const sum = recent.reduce((total, usageE3) => total + Math.max(0, usageE3), 0)
  const units = Number(divideRounded(BigInt(sum), BigInt(recent.length * multiplierE3)))
  const ahead = way.run === 'forward' ? units : -units
  const rangeE3 = dialRangeE3(digits)
  return (way.startE3 + ahead * 1000 + rangeE3) % rangeE3
}
