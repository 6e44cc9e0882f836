import { invariant } from '../../kernel/assert.ts'
import type { Refusal } from '../../kernel/app-error.ts'
import { refusal } from '../../kernel/app-error.ts'
import type { LocalDate } from '../../kernel/time.ts'
import type { MeterCode } from './codes.ts'
import type { DialAnswer } from './dial.ts'
import { dialDistance, dialRangeE3, outOfRange } from './dial.ts'
import type { ChainReading, DialValue, Meter, Reading } from './meter.ts'
import { dialOf } from './meter.ts'
import type { UsageSegment } from './usage.ts'

/** What the figures leave open: a person looks at the meter and says which it was. */
export interface Question {
  readonly kind: 'ask'
  readonly readingId: string
  readonly readOn: LocalDate
  readonly register: DialValue['register']
  readonly answers: readonly DialAnswer[]
}

/** A reading at which the chain stops: what comes after it waits. */
export interface BrokenChain {
  readonly kind: 'broken'
  readonly readingId: string
  readonly readOn: LocalDate
  readonly no: Refusal<MeterCode>
}

/** What is known after some readings. `base` lays the running bill; the last real reading tells what an estimate only guessed. */
export type Chain =
  | { readonly kind: 'empty' }
  | {
      readonly kind: 'running'
      readonly base: ChainReading
      readonly last: ChainReading
      readonly real: ChainReading
      readonly segments: readonly UsageSegment[]
    }

export type Step = { readonly kind: 'stepped'; readonly chain: RunningChain } | Question | BrokenChain
export type RunningChain = Extract<Chain, { kind: 'running' }>

/** The chain with one more reading, a question, or why the reading does not fit. */
export function stepTo(
  reading: ChainReading,
  { meter, chain }: { readonly meter: Meter; readonly chain: Chain },
): Step {
  const fault = dialFault(meter, reading)
  if (fault !== null) return broken(reading, fault)
  if (reading.kind === 'first') return startAt(reading, chain)
  if (chain.kind === 'empty') return broken(reading, refusal('meter.first_missing'))
  const misplaced = placeFault(reading, chain)
  if (misplaced !== null) return broken(reading, misplaced)
  if (reading.kind === 'replaced_new') return { kind: 'stepped', chain: { ...chain, last: reading, real: reading } }
  const added = segmentsTo(reading, { meter, chain })
  if ('kind' in added) return added
  const real = reading.kind === 'estimated' ? chain.real : reading
  return { kind: 'stepped', chain: { ...chain, last: reading, real, segments: [...chain.segments, ...added] } }
}

/** 首次: lays the base and bills nothing; once more only after a final reading. */
function startAt(reading: ChainReading, chain: Chain): Step {
  if (chain.kind === 'running' && chain.last.kind !== 'final') return broken(reading, refusal('meter.first_again'))
  return {
    kind: 'stepped',
    chain: { kind: 'running', base: reading, last: reading, real: reading, segments: [] },
  }
}

function placeFault(reading: ChainReading, { base, last }: RunningChain): Refusal<MeterCode> | null {
  if ((last.kind === 'replaced_old') !== (reading.kind === 'replaced_new')) {
    return refusal('meter.replacement_incomplete')
  }
  if (endsBill(reading) && reading.readOn === base.readOn) return refusal('meter.same_day', {}, 'readOn')
  if (reading.kind === 'replaced_new' || reading.device.id === last.device.id) return null
  return refusal('meter.other_device')
}

/** A reading that closes a bill. A replacement lies inside one, a first reading lies before all. */
export function endsBill({ kind }: ChainReading): boolean {
  return kind === 'normal' || kind === 'final' || kind === 'estimated'
}

function dialFault({ registers }: Meter, reading: ChainReading): Refusal<MeterCode> | null {
  const rangeE3 = dialRangeE3(reading.device.digits)
  for (const register of registers) {
    const dial = dialOf(reading, register)
    if (dial === null) return refusal('meter.no_value', { register }, 'dials')
    const fault = outOfRange(dial.valueE3, rangeE3)
    if (fault !== null) return fault
  }
  return null
}

function segmentsTo(
  reading: ChainReading,
  { meter, chain }: { readonly meter: Meter; readonly chain: RunningChain },
): UsageSegment[] | Question | BrokenChain {
  const { last, real } = chain
  const { device } = reading
  const rangeE3 = dialRangeE3(device.digits)
  const mayTakeBack = last.kind === 'estimated' && reading.kind !== 'estimated'
  const segments: UsageSegment[] = []
  for (const register of meter.registers) {
    const { valueE3: endE3, run, rollOver } = readDial(reading, register)
    const realE3 = mayTakeBack ? readDial(real, register).valueE3 : null
    const way = { startE3: readDial(last, register).valueE3, endE3, rangeE3, run }
    const found = dialDistance({ ...way, rollOver, realE3 })
    if (found.kind === 'ask')
      return { kind: 'ask', readingId: reading.id, readOn: reading.readOn, register, answers: found.answers }
    if (found.kind === 'refused') return broken(reading, found)
    segments.push({
      ...way,
      register,
      deviceId: device.id,
      startOn: last.readOn,
      endOn: reading.readOn,
      crossing: found.crossing,
      multiplierE3: device.multiplierE3,
    })
  }
  return segments
}

function readDial(reading: ChainReading, register: DialValue['register']): DialValue {
  const dial = dialOf(reading, register)
  invariant(dial !== null, 'a reading of the chain has every register')
  return dial
}

export function broken({ id, readOn }: Reading, no: Refusal<MeterCode>): BrokenChain {
  return { kind: 'broken', readingId: id, readOn, no }
}
