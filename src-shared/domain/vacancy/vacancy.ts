import type { Refusal } from '../../kernel/app-error.ts'
import { refusal } from '../../kernel/app-error.ts'
import { assertNever } from '../../kernel/assert.ts'
import type { LocalDate } from '../../kernel/time.ts'
import { addDays, addMonths, firstDayOf, maxDate, monthOf } from '../../kernel/time.ts'
import type { VacancyTerm } from '../billing/index.ts'
import { anchoredDate } from '../billing/index.ts'

/** 空置规则: laws and contracts differ, so all of it is a setting (domain rules 3.4). */
export interface VacancyRule {
  /** The part that is paid, ppm: 60% is 600,000. */
  readonly payRatePpm: number
  readonly waitingMonths: number
  /** From that very day, or from the first of the next month. */
  readonly starts: 'that_day' | 'next_month'
  /** Items that are reduced; `null` is every one. */
  readonly itemIds: readonly string[] | null
  /** Usage in a reading period above which nobody believes that a home is empty, 1e-3; `null` when meters prove nothing. */
  readonly maxUsageE3: number | null
}

/** 空置申请. `toOn` is the last empty day, `null` = still empty. */
export interface Vacancy {
  readonly emptySinceOn: LocalDate
  readonly appliedOn: LocalDate
  readonly toOn: LocalDate | null
}

export const VACANCY_CODES = ['vacancy.rate_out_of_range', 'vacancy.waiting_out_of_range'] as const
export type VacancyCode = (typeof VACANCY_CODES)[number]

export function checkVacancyRule(rule: VacancyRule): { readonly kind: 'checked' } | Refusal<VacancyCode> {
  if (!Number.isSafeInteger(rule.payRatePpm) || rule.payRatePpm < 0 || rule.payRatePpm >= 1_000_000) {
    return refusal('vacancy.rate_out_of_range', {}, 'payRatePpm')
  }
  if (!Number.isSafeInteger(rule.waitingMonths) || rule.waitingMonths < 0 || rule.waitingMonths > 60) {
    return refusal('vacancy.waiting_out_of_range', {}, 'waitingMonths')
  }
  return { kind: 'checked' }
}

/**
 * The days on which the reduced rate is paid, or `null` when the home was no longer empty by then. They begin after the waiting
 * months or with the application, whichever is later; the waiting months end on the same day, clamped to the month's end.
 */
export function vacancyTerm(rule: VacancyRule, { emptySinceOn, appliedOn, toOn }: Vacancy): VacancyTerm | null {
  const entitledOn = maxDate(anchoredDate(emptySinceOn, rule.waitingMonths), appliedOn)
  const fromOn = rule.starts === 'that_day' ? entitledOn : firstDayOf(addMonths(monthOf(entitledOn), 1))
  if (toOn !== null && toOn < fromOn) return null
  return { fromOn, toOn, payRatePpm: rule.payRatePpm, itemIds: rule.itemIds }
}

/** 结束迹象: what shows that somebody lives there again. */
export type OccupationSign =
  | { readonly kind: 'usage'; readonly on: LocalDate; readonly usageE3: number }
  | { readonly kind: 'renovation'; readonly on: LocalDate }
  | { readonly kind: 'car_registered'; readonly on: LocalDate }

/** The first sign that contradicts a vacancy, or `null`: the list 空置核验 is all vacancies with one. */
export function findOccupation(
  vacancy: Vacancy,
  { rule, signs }: { readonly rule: VacancyRule; readonly signs: readonly OccupationSign[] },
): OccupationSign | null {
  const contradicting = signs.filter(
    (sign) =>
      contradicts(sign, rule) && sign.on >= vacancy.emptySinceOn && (vacancy.toOn === null || sign.on <= vacancy.toOn),
  )
  return contradicting.reduce<OccupationSign | null>(
    (first, sign) => (first === null || sign.on < first.on ? sign : first),
    null,
  )
}

/** The vacancy as it ends on the day before a sign; the sign's day is the first of the new state. */
export function endVacancy(vacancy: Vacancy, sign: OccupationSign): Vacancy {
  return { ...vacancy, toOn: addDays(sign.on, -1) }
}

function contradicts(sign: OccupationSign, { maxUsageE3 }: VacancyRule): boolean {
  switch (sign.kind) {
    case 'usage':
      return maxUsageE3 !== null && sign.usageE3 > maxUsageE3
    case 'renovation':
    case 'car_registered':
      return true
    default:
      return assertNever(sign, 'occupation sign')
  }
}
