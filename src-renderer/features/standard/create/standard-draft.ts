import type { Id } from '../../../../src-shared/kernel/ids.ts'
import type { LocalDate } from '../../../../src-shared/kernel/time.ts'
import type { InputFor } from '../../../platform/client.ts'
import { t } from '../../../platform/i18n.ts'
import type { FeeItem } from '../standard-words.ts'

type Input = InputFor<'standard.create'>
type NewItem = Extract<Input['item'], { kind: 'new' }>

/** The fee that is charged: one of the project's, or a new one while `feeItemId` is null. */
export interface ItemDraft {
  feeItemId: Id | null
  name: string
  nature: NewItem['nature']
  expects: NewItem['expects']
}

/** What the form holds; a field that nobody filled yet is empty or null. */
export interface StandardDraft {
  code: string
  name: string
  item: ItemDraft
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

export const NATURES: readonly NewItem['nature'][] = ['revenue', 'collected_for_others']
export const EXPECTATIONS: readonly NewItem['expects'][] = ['every_room', 'bound_only']
const USUAL_DUE_DAY = 15

/** The defaults of domain rules 3.4 and 3.5: actual days, half up to 分, due at the end of the period. */
export function newStandardDraft(fromOn: LocalDate, feeItems: readonly FeeItem[]): StandardDraft {
  return {
    code: '',
    name: '',
    item: newItemDraft(feeItems),
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

/** The first fee of a project is its property fee, which every room pays; what is added later is for those who have it. */
function newItemDraft(feeItems: readonly FeeItem[]): ItemDraft {
  const [first] = feeItems
  return first === undefined
    ? { feeItemId: null, name: t('standard.form.item_default'), nature: 'revenue', expects: 'every_room' }
    : { feeItemId: first.feeItemId, name: '', nature: 'revenue', expects: 'bound_only' }
}

export function isNewItem(item: ItemDraft): boolean {
  return item.feeItemId === null
}

function itemOf({ feeItemId, name, nature, expects }: ItemDraft): Input['item'] {
  return feeItemId === null ? { kind: 'new', name: name.trim(), nature, expects } : { kind: 'existing', feeItemId }
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
  if (isNewItem(draft.item) && draft.item.name.trim() === '') errors['item.name'] = needed
  if (priceE6 === null) errors['priceE6'] = needed
  if (fromOn === null) errors['fromOn'] = needed
  if (priceE6 === null || fromOn === null || Object.keys(errors).length > 0) return { kind: 'incomplete', errors }
  const document = draft.document.trim()
  return {
    kind: 'ready',
    input: {
      code: draft.code,
      name: draft.name.trim(),
      item: itemOf(draft.item),
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
