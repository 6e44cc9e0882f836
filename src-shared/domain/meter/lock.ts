import type { Refusal } from '../../kernel/app-error.ts'
import { refusal } from '../../kernel/app-error.ts'
import type { LocalDate } from '../../kernel/time.ts'
import type { Anomaly } from './anomaly.ts'
import type { MeterCode } from './codes.ts'
import type { Reading } from './meter.ts'

/** A reading may be changed until it is billed (case W14: 已计费，请走更正); what was checked must be checked again. */
export function decideEdit(
  reading: Pick<Reading, 'state' | 'readOn'>,
): { readonly kind: 'edited'; readonly state: 'entered' } | Refusal<MeterCode> {
  if (reading.state === 'billed') return refusal('meter.reading_billed', { readOn: reading.readOn })
  return { kind: 'edited', state: 'entered' }
}

/** A day that a reading may bear: not before the one before it, not in the future. */
export function decideReadOn(
  readOn: LocalDate,
  { previousOn, today }: { readonly previousOn: LocalDate | null; readonly today: LocalDate },
): { readonly kind: 'taken'; readonly readOn: LocalDate } | Refusal<MeterCode> {
  if (readOn > today) return refusal('meter.in_future', {}, 'readOn')
  if (previousOn !== null && readOn < previousOn) {
    return refusal('meter.before_previous', { readOn: previousOn }, 'readOn')
  }
  return { kind: 'taken', readOn }
}

/** 复核: red readings only by somebody who says that he has seen them. */
export function decideCheck(
  reading: Pick<Reading, 'state'>,
  { anomalies, confirmed }: { readonly anomalies: readonly Anomaly[]; readonly confirmed: readonly Anomaly[] },
): { readonly kind: 'checked' } | Refusal<MeterCode> {
  if (reading.state !== 'entered') return refusal('meter.reading_not_entered')
  const open = anomalies.filter((anomaly) => !confirmed.includes(anomaly))
  return open.length > 0 ? refusal('meter.anomaly_unconfirmed', { anomaly: open[0] }) : { kind: 'checked' }
}

/** A line that was billed from a reading: its own usage fee, or one linked to it. */
export interface ReadingLine {
  readonly lineId: string
  readonly paid: 'nothing' | 'part' | 'all'
}

/** What a correction does to one line: voided and billed again, or left with a difference line (补差) in the next period. */
export type CorrectionEffect =
  | { readonly kind: 'bill_again'; readonly lineId: string }
  | { readonly kind: 'difference'; readonly lineId: string }

/**
 * 更正 of a billed reading: each of its lines by itself, as water may be paid and sewage open. One that was corrected before is
 * corrected again, also while nothing bills it: its own figures stand on documents, so it cannot be typed anew.
 */
export function decideCorrection(
  reading: Pick<Reading, 'state'> & { readonly isCorrected: boolean },
  lines: readonly ReadingLine[],
): { readonly kind: 'corrected'; readonly effects: readonly CorrectionEffect[] } | Refusal<MeterCode> {
  if (reading.state !== 'billed' && !reading.isCorrected) return refusal('meter.reading_not_billed')
  const effects = lines.map(({ lineId, paid }): CorrectionEffect => ({
    kind: paid === 'nothing' ? 'bill_again' : 'difference',
    lineId,
  }))
  return { kind: 'corrected', effects }
}
