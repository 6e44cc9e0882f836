import type { Id } from '../../../../src-shared/kernel/ids.ts'
import type { LocalDate } from '../../../../src-shared/kernel/time.ts'
import type { InputFor } from '../../../platform/client.ts'
import { t } from '../../../platform/i18n.ts'
import { newPriceDraft, readPriceDraft } from '../price/price-draft.ts'
import type { PriceDraft } from '../price/price-draft.ts'
import type { FeeItem } from '../standard-words.ts'
import { newTermsDraft, readTermsDraft } from '../terms/terms-draft.ts'
import type { TermsDraft } from '../terms/terms-draft.ts'

type Input = InputFor<'standard.create'>
type NewItem = Extract<Input['item'], { kind: 'new' }>

/** The fee that is charged: one of the project's, or a new one while `feeItemId` is null. */
export interface ItemDraft {
  feeItemId: Id | null
  name: string
  nature: NewItem['nature']
  expects: NewItem['expects']
  taxRatePpm: number | null
}

/** What the form holds; a field that nobody filled yet is empty or null. */
export interface StandardDraft {
  code: string
  name: string
  item: ItemDraft
  terms: TermsDraft
  price: PriceDraft
}

export const NATURES: readonly NewItem['nature'][] = ['revenue', 'collected_for_others', 'held', 'maintenance_fund']
export const EXPECTATIONS: readonly NewItem['expects'][] = ['every_room', 'bound_only']

export function newStandardDraft(fromOn: LocalDate, feeItems: readonly FeeItem[]): StandardDraft {
  return {
    code: '',
    name: '',
    item: newItemDraft(feeItems),
    terms: newTermsDraft(),
    price: newPriceDraft(fromOn),
  }
}

/** The first fee of a project is its property fee, which every room pays; what is added later is for those who have it. */
function newItemDraft(feeItems: readonly FeeItem[]): ItemDraft {
  const [first] = feeItems
  const plain = { nature: 'revenue', taxRatePpm: 0 } as const
  return first === undefined
    ? { ...plain, feeItemId: null, name: t('standard.form.item_default'), expects: 'every_room' }
    : { ...plain, feeItemId: first.feeItemId, name: '', expects: 'bound_only' }
}

export function isNewItem(item: ItemDraft): boolean {
  return item.feeItemId === null
}

/** What happens once is nobody's monthly fee, whatever the form says. */
function itemOf({ feeItemId, name, nature, expects, taxRatePpm }: ItemDraft, kind: TermsDraft['kind']): Input['item'] {
  if (feeItemId !== null) return { kind: 'existing', feeItemId }
  const owed = kind === 'one_off' ? 'bound_only' : expects
  return { kind: 'new', name: name.trim(), nature, expects: owed, taxRatePpm: taxRatePpm ?? 0 }
}

export type DraftReading =
  | { readonly kind: 'ready'; readonly input: Input }
  | { readonly kind: 'incomplete'; readonly errors: Readonly<Record<string, string>> }

/** The input of the command, or what is missing beside each field. */
export function readStandardDraft(draft: StandardDraft): DraftReading {
  const needed = t('standard.form.needed')
  const errors: Record<string, string> = {}
  if (!/^[A-Za-z0-9_-]{1,20}$/.test(draft.code))
    errors['code'] = draft.code === '' ? needed : t('standard.form.code_bad')
  if (draft.name.trim() === '') errors['name'] = needed
  if (isNewItem(draft.item) && draft.item.name.trim() === '') errors['item.name'] = needed
  const terms = readTermsDraft(draft.terms)
  const price = readPriceDraft(draft.price, draft.terms.kind)
  if (terms.kind === 'incomplete') Object.assign(errors, terms.errors)
  if (price.kind === 'incomplete') Object.assign(errors, price.errors)
  if (terms.kind === 'incomplete' || price.kind === 'incomplete' || Object.keys(errors).length > 0)
    return { kind: 'incomplete', errors }
  return {
    kind: 'ready',
    input: {
      code: draft.code,
      name: draft.name.trim(),
      item: itemOf(draft.item, draft.terms.kind),
      terms: terms.terms,
      price: price.price,
    },
  }
}
