import type { Refusal } from '../../kernel/app-error.ts'
import { refusal } from '../../kernel/app-error.ts'
import type { MeterCode } from './codes.ts'

/** 量程: the first figure that the dial cannot show, 10^digits whole units. */
export function dialRangeE3(digits: number): number {
  return 10 ** digits * 1000
}

/** From the base of a segment to its end, on one dial. */
export interface DialWay {
  readonly startE3: number
  readonly endE3: number
  readonly rangeE3: number
  readonly run: 'forward' | 'reversed'
  readonly rollOver: 'by_rule' | 'confirmed'
  /**
   * The last real reading when `startE3` is an estimate: what lies between the two was only guessed and may be taken back. `null`
   * when the base was read.
   */
  readonly realE3: number | null
}

/** How the dial came from start to end; `took_back` corrects an estimate, its distance is negative. */
export type Crossing = 'none' | 'rolled_over' | 'took_back'

/** What the clerk is asked when the figures alone do not say it. */
export const DIAL_ANSWERS = ['rolled_over', 'replaced', 'reversed', 'not_reversed', 'mistyped'] as const
export type DialAnswer = (typeof DIAL_ANSWERS)[number]

export type DialDistance =
  | { readonly kind: 'counted'; readonly distanceE3: number; readonly crossing: Crossing }
  | { readonly kind: 'ask'; readonly answers: readonly DialAnswer[] }
  | Refusal<MeterCode>

/**
 * What a dial counted between two readings, before the multiplier (domain rules 3.13). A reversed meter is the mirror: seen from
 * the other side it counts up.
 */
export function dialDistance(way: DialWay): DialDistance {
  const fault = outOfRange(way.startE3, way.rangeE3) ?? outOfRange(way.endE3, way.rangeE3)
  if (fault !== null) return fault
  const aheadE3 = way.run === 'forward' ? way.endE3 - way.startE3 : way.startE3 - way.endE3
  if (way.rollOver === 'confirmed') return confirmed(aheadE3, way.rangeE3)
  const backE3 = takenBack(way)
  if (backE3 !== null) return { kind: 'counted', distanceE3: -backE3, crossing: 'took_back' }
  if (aheadE3 >= 0) return { kind: 'counted', distanceE3: aheadE3, crossing: 'none' }
  if (looksRolledOver(way)) return { kind: 'counted', distanceE3: aheadE3 + way.rangeE3, crossing: 'rolled_over' }
  const other = way.run === 'forward' ? 'reversed' : 'not_reversed'
  return { kind: 'ask', answers: ['rolled_over', 'replaced', other, 'mistyped'] }
}

/** A figure that the dial can show, or why it cannot. */
export function outOfRange(valueE3: number, rangeE3: number): Refusal<MeterCode> | null {
  if (!Number.isSafeInteger(valueE3) || valueE3 < 0) return refusal('meter.not_a_reading', {}, 'valueE3')
  return valueE3 < rangeE3 ? null : refusal('meter.out_of_range', { limit: rangeE3 / 1000 }, 'valueE3')
}

/**
 * How far the end lies behind an estimated base, when that is within what the estimate had added since the last real reading; else
 * `null`. Measured along the dial, so that it holds for an estimate that ran through zero too.
 */
function takenBack({ startE3, endE3, rangeE3, run, realE3 }: DialWay): number | null {
  if (realE3 === null) return null
  const along = (fromE3: number, toE3: number) => {
    const distance = run === 'forward' ? toE3 - fromE3 : fromE3 - toE3
    return distance < 0 ? distance + rangeE3 : distance
  }
  const backE3 = along(endE3, startE3)
  return backE3 > 0 && backE3 <= along(realE3, startE3) ? backE3 : null
}

function confirmed(aheadE3: number, rangeE3: number): DialDistance {
  if (aheadE3 >= 0) return refusal('meter.did_not_roll_over', {}, 'rollOver')
  return { kind: 'counted', distanceE3: aheadE3 + rangeE3, crossing: 'rolled_over' }
}

/** From the last tenth of the dial into its first, or the other way round for a reversed one. */
function looksRolledOver({ startE3, endE3, rangeE3, run }: DialWay): boolean {
  const [high, low] = run === 'forward' ? [startE3, endE3] : [endE3, startE3]
  return high * 10 >= rangeE3 * 9 && low * 10 <= rangeE3
}

/** What a stored segment counted, from its figures and its crossing alone. */
export function distanceOf({
  startE3,
  endE3,
  rangeE3,
  run,
  crossing,
}: Pick<DialWay, 'startE3' | 'endE3' | 'rangeE3' | 'run'> & { readonly crossing: Crossing }): number {
  const aheadE3 = run === 'forward' ? endE3 - startE3 : startE3 - endE3
  if (crossing === 'took_back') return aheadE3 > 0 ? aheadE3 - rangeE3 : aheadE3
  return crossing === 'rolled_over' ? aheadE3 + rangeE3 : aheadE3
}
