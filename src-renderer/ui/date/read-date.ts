import { toHalfWidth } from '../../../src-shared/kernel/money.ts'
import {
  addDays,
  addMonths,
  daysInMonth,
  localDate,
  month,
  monthOf,
  parseLocalDate,
} from '../../../src-shared/kernel/time.ts'
import type { LocalDate, Month } from '../../../src-shared/kernel/time.ts'

export type DateReading =
  | { readonly kind: 'empty' }
  | { readonly kind: 'date'; readonly date: LocalDate }
  /** The month has no such day; `suggestion` is its last one. */
  | {
      readonly kind: 'no_such_day'
      readonly year: number
      readonly month: number
      readonly day: number
      readonly suggestion: LocalDate
    }
  | { readonly kind: 'unreadable' }

const WORDS: Readonly<Record<string, number>> = { 今: 0, 今天: 0, 今日: 0, T: 0, 昨: -1, 昨天: -1, 明: 1, 明天: 1 }

/**
 * A day as a clerk types it: `1120`, `11-20`, `11.20`, `20261120`, `2026年11月20日`, `20` (of this month), `+3`, `-7`, `今`.
 * Without a year it is the year of `today`.
 */
export function readDate(text: string, today: LocalDate): DateReading {
  const plain = toHalfWidth(text).trim().toUpperCase()
  if (plain === '') return { kind: 'empty' }
  const word = WORDS[plain]
  if (word !== undefined) return { kind: 'date', date: addDays(today, word) }
  const shift = /^([+-])(\d{1,4})$/.exec(plain)
  if (shift) return { kind: 'date', date: addDays(today, Number(`${shift[1]}${shift[2]}`)) }
  const parts = partsOf(plain, today)
  return parts === null ? { kind: 'unreadable' } : dayOf(parts)
}

interface Parts {
  readonly year: number
  readonly month: number
  readonly day: number
}

function partsOf(plain: string, today: LocalDate): Parts | null {
  const year = Number(today.slice(0, 4))
  const monthNow = Number(today.slice(5, 7))
  const run = /^(?:(\d{4})?(\d{2}))?(\d{2})$/.exec(plain)
  if (run) return { year: number(run[1], year), month: number(run[2], monthNow), day: Number(run[3]) }
  if (/^\d$/.test(plain)) return { year, month: monthNow, day: Number(plain) }
  const marked = /^(?:(\d{4})[-/.年])?(\d{1,2})[-/.月](\d{1,2})日?$/.exec(plain)
  return marked ? { year: number(marked[1], year), month: Number(marked[2]), day: Number(marked[3]) } : null
}

function number(text: string | undefined, otherwise: number): number {
  return text === undefined ? otherwise : Number(text)
}

function dayOf(parts: Parts): DateReading {
  const { year, month: monthNumber, day } = parts
  if (year < 1900 || year > 2999 || monthNumber < 1 || monthNumber > 12 || day < 1 || day > 31)
    return { kind: 'unreadable' }
  const date = parseLocalDate(`${year}-${two(monthNumber)}-${two(day)}`)
  if (date !== null) return { kind: 'date', date }
  const last = daysInMonth(month(`${year}-${two(monthNumber)}`))
  return { kind: 'no_such_day', ...parts, suggestion: localDate(`${year}-${two(monthNumber)}-${two(last)}`) }
}

/** A month as typed: `11`, `2611`, `202611`, `2026-11`, `2026年11月`, `+1`, `-1`, `本月`; `null` when unreadable or empty. */
export function readMonth(text: string, today: LocalDate): Month | null {
  const plain = toHalfWidth(text).trim()
  const current = monthOf(today)
  if (plain === '本月' || plain === '今') return current
  const shift = /^([+-])(\d{1,3})$/.exec(plain)
  if (shift) return addMonths(current, Number(`${shift[1]}${shift[2]}`))
  const match = /^(?:(\d{4}|\d{2}(?=\d{2}$))[-/.年]?)?(\d{1,2})月?$/.exec(plain)
  if (!match) return null
  const [, year = current.slice(0, 4), monthText = ''] = match
  const full = year.length === 2 ? `20${year}` : year
  const number = Number(monthText)
  if (number < 1 || number > 12 || Number(full) < 1900 || Number(full) > 2999) return null
  return month(`${full}-${two(number)}`)
}

function two(value: number): string {
  return String(value).padStart(2, '0')
}
