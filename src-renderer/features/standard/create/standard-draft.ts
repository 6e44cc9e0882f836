import type { LocalDate } from '../../../../src-shared/kernel/time.ts'
import type { InputFor } from '../../../platform/client.ts'
import { t } from '../../../platform/i18n.ts'

type Input = InputFor<'standard.create'>

/** What the form holds; a field that nobody filled yet is empty or null. */
export interface StandardDraft {
  code: string
  name: string
  feeItemName: string
  areaBasis: Input['areaBasis']
  priceE6: number | null
  fromOn: LocalDate | null
  document: string
  roundingMode: Input['rounding']['mode']
  roundingPrecision: Input['rounding']['precision']
  proration: Input['proration']
  dueKind: Input['dueRule']['kind']
  dueDay: number
}

const USUAL_DUE_DAY = 15

/** The defaults of domain rules 3.4 and 3.5: actual days, half up to 分, due at the end of the period. */
export function newStandardDraft(fromOn: LocalDate): StandardDraft {
  return {
    code: '',
    name: '',
    feeItemName: t('standard.form.item_default'),
    areaBasis: 'built',
    priceE6: null,
    fromOn,
    document: '',
    roundingMode: 'half_up',
    roundingPrecision: 'fen',
    proration: 'actual_days',
    dueKind: 'end_of_period',
    dueDay: USUAL_DUE_DAY,
  }
}

export type DraftReading =
  | { readonly kind: 'ready'; readonly input: Input }
  | { readonly kind: 'incomplete'; readonly errors: Readonly<Record<string, string>> }

/** The input of the command, or what is missing beside each field. */
export function readStandardDraft(draft: StandardDraft): DraftReading {
  const { priceE6, fromOn } = draft
  const needed = t('standard.form.needed')
  const errors: Record<string, string> = {}
  if (!/^[A-Za-z0-9_-]{1,20}$/.test(draft.code))
    errors['code'] = draft.code === '' ? needed : t('standard.form.code_bad')
  if (draft.name.trim() === '') errors['name'] = needed
  if (draft.feeItemName.trim() === '') errors['feeItemName'] = needed
  if (priceE6 === null) errors['priceE6'] = needed
  if (fromOn === null) errors['fromOn'] = needed
  if (priceE6 === null || fromOn === null || Object.keys(errors).length > 0) return { kind: 'incomplete', errors }
  const document = draft.document.trim()
  return {
    kind: 'ready',
    input: {
      code: draft.code,
      name: draft.name.trim(),
      feeItemName: draft.feeItemName.trim(),
      areaBasis: draft.areaBasis,
      priceE6,
      fromOn,
      document: document === '' ? null : document,
      rounding: { mode: draft.roundingMode, precision: draft.roundingPrecision },
      proration: draft.proration,
      dueRule:
        draft.dueKind === 'end_of_period' ? { kind: 'end_of_period' } : { kind: 'day_of_month', day: draft.dueDay },
    },
  }
}
