import type { RouteLocationRaw } from 'vue-router'

import { SKIP_CODES, needsMending } from '../../../../src-shared/domain/billing/index.ts'
import type { SkipCode } from '../../../../src-shared/domain/billing/index.ts'
import type { Month } from '../../../../src-shared/kernel/time.ts'
import { t } from '../../../platform/i18n.ts'
import { ROOMS, STANDARDS, UNSOLD_ROOMS, linesOf, roomsMissing } from '../places.ts'
import type { Preview } from './plan-words.ts'

type Skipped = Preview['skipped'][number]

export interface MendingWay {
  readonly verb: string
  readonly to: RouteLocationRaw
}

export function isSkipCode(reason: string): reason is SkipCode {
  return (SKIP_CODES as readonly string[]).includes(reason)
}

/** Whether a person must do something before these rows can be billed; the others are as agreed. */
export function isToMend({ reason }: Pick<Skipped, 'reason'>): boolean {
  return isSkipCode(reason) && needsMending(reason)
}

export function countToMend(skipped: readonly Skipped[]): number {
  return skipped.filter(isToMend).reduce((sum, row) => sum + row.count, 0)
}

/** Where a reason is put right; `null` when there is nothing to put right. */
export function wayToMend(reason: string, month: Month): MendingWay | null {
  switch (reason) {
    case 'billing.area_missing':
    case 'billing.inner_area_missing':
    case 'billing.share_area_missing':
      return { verb: t('billing.check.mend_area'), to: roomsMissing('area') }
    case 'billing.not_bound':
      return { verb: t('billing.check.mend_standard'), to: roomsMissing('standard') }
    case 'billing.price_missing':
    case 'billing.zero_amount':
    case 'billing.amount_too_large':
      return { verb: t('billing.check.mend_price'), to: STANDARDS }
    case 'billing.formula_failed':
      return { verb: t('billing.check.mend_none'), to: STANDARDS }
    case 'billing.owner_missing':
      return { verb: t('billing.check.mend_owner'), to: roomsMissing('owner') }
    case 'billing.unsold_without_payer':
      return { verb: t('billing.check.mend_room'), to: UNSOLD_ROOMS }
    case 'billing.bound_twice':
    case 'billing.count_missing':
    case 'billing.figure_missing':
      return { verb: t('billing.check.mend_room'), to: ROOMS }
    case 'billing.line_overlaps':
      return { verb: t('billing.check.mend_lines'), to: linesOf(month) }
    default:
      return null
  }
}
