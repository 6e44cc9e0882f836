import type { Month } from '../../../src-shared/kernel/time.ts'
import { language, t } from '../../platform/i18n.ts'

/** `2026 年 12 月`, `December 2026`. */
export function monthTitle(month: Month): string {
  return t('billing.month.title', partsOf(month))
}

/** `11 月`, `November`: where the year is understood. */
export function monthShort(month: Month): string {
  return t('billing.month.short', partsOf(month))
}

function partsOf(month: Month): { year: string; month: number; name: string } {
  const [year = '', number = ''] = month.split('-')
  const name = new Intl.DateTimeFormat(language(), { month: 'long', timeZone: 'UTC' }).format(
    Date.UTC(Number(year), Number(number) - 1, 1),
  )
  return { year, month: Number(number), name }
}
