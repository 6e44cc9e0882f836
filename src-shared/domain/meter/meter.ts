import type { LocalDate } from '../../kernel/time.ts'
import type { Medium, Register } from '../tariff/index.ts'

/** 损耗: usage added to a bill once, or a part (ppm) of what the registers counted after the multiplier. */
export type Loss =
  | { readonly kind: 'none' }
  | { readonly kind: 'absolute'; readonly usageE3: number }
  | { readonly kind: 'rate'; readonly ppm: number }

/**
 * 计量器具: the thing on the wall. What counts differently (another dial, another transformer) is another device: it is replaced by a
 * pair of readings.
 */
export interface Device {
  readonly id: string
  /** 表码位数: whole digits of the dial. */
  readonly digits: number
  /** 倍率, scale 1e-3. */
  readonly multiplierE3: number
  /** 检定有效期: the last day of its verification, `null` when nobody entered it. */
  readonly verifiedUntilOn: LocalDate | null
}

/** 计量表: a measuring point of a room, or of the common parts. */
export interface Meter {
  readonly id: string
  readonly code: string
  readonly medium: Medium
  readonly registers: readonly Register[]
  readonly loss: Loss
}

/** 读数类型 (domain rules 3.13): normal, first, final, estimated, replaced-old, replaced-new, corrected. */
export const READING_KINDS = [
  'normal',
  'first',
  'final',
  'estimated',
  'replaced_old',
  'replaced_new',
  'corrected',
] as const
export type ReadingKind = (typeof READING_KINDS)[number]

/** Entered → checked → billed; a run that is undone takes its readings back to checked. */
export type ReadingState = 'entered' | 'checked' | 'billed'

/** One register of a reading, with what is known of the way to it from the reading before. */
export interface DialValue {
  readonly register: Register
  readonly valueE3: number
  /** 倒装: `reversed` counts down; it is a flag of the segment that ends here. */
  readonly run: 'forward' | 'reversed'
  /** 过零: by the 90 % / 10 % rule alone, or because somebody looked at it and says so. */
  readonly rollOver: 'by_rule' | 'confirmed'
}

interface ReadingFacts {
  readonly id: string
  readonly readOn: LocalDate
  readonly state: ReadingState
  readonly device: Device
  readonly dials: readonly DialValue[]
}

/** A reading with a place of its own in the chain. */
export interface ChainReading extends ReadingFacts {
  readonly kind: Exclude<ReadingKind, 'corrected'>
}

/** 更正: takes the place of a billed reading, or of its last correction. */
export interface Correction extends ReadingFacts {
  readonly kind: 'corrected'
  readonly correctsReadingId: string
}

/** 抄表读数. */
export type Reading = ChainReading | Correction

/** The figure of one register, `null` when it was not read. */
export function dialOf({ dials }: Pick<Reading, 'dials'>, register: Register): DialValue | null {
  return dials.find((dial) => dial.register === register) ?? null
}
