import type { LocalDate } from '../../kernel/time.ts'
import { addDays } from '../../kernel/time.ts'
import type { HolidayYear } from './working-day.ts'

/**
 * 法定节假日安排 as the State Council's office published them: the table that a new office begins with. It is a setting with a
 * source note, and every later year is entered when it is published.
 */
export const PUBLISHED_HOLIDAYS: readonly HolidayYear[] = [
  {
    year: 2025,
    source: '国务院办公厅关于2025年部分节假日安排的通知（2024-11-12）',
    holidays: days(
      ['2025-01-01', 1],
      ['2025-01-28', 8],
      ['2025-04-04', 3],
      ['2025-05-01', 5],
      ['2025-05-31', 3],
      ['2025-10-01', 8],
    ),
    makeUpDays: days(['2025-01-26', 1], ['2025-02-08', 1], ['2025-04-27', 1], ['2025-09-28', 1], ['2025-10-11', 1]),
  },
  {
    year: 2026,
    source: '国务院办公厅关于2026年部分节假日安排的通知（2025-11-04）',
    holidays: days(
      ['2026-01-01', 3],
      ['2026-02-15', 9],
      ['2026-04-04', 3],
      ['2026-05-01', 5],
      ['2026-06-19', 3],
      ['2026-09-25', 3],
      ['2026-10-01', 7],
    ),
    makeUpDays: days(
      ['2026-01-04', 1],
      ['2026-02-14', 1],
      ['2026-02-28', 1],
      ['2026-05-09', 1],
      ['2026-09-20', 1],
      ['2026-10-10', 1],
    ),
  },
]

function days(...runs: readonly (readonly [from: string, count: number])[]): LocalDate[] {
  return runs.flatMap(([from, count]) => Array.from({ length: count }, (_, index) => addDays(from as LocalDate, index)))
}
