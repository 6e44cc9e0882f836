import type { LocalDate } from '../../../../src-shared/kernel/time.ts'
import type { InputFor } from '../../../platform/client.ts'
import { t } from '../../../platform/i18n.ts'
import type { PricingKind } from '../terms/terms-draft.ts'

export type PriceInput = InputFor<'standard.create'>['price']
type Surcharge = NonNullable<PriceInput['surcharge']>
type UsagePrice = NonNullable<PriceInput['usage']>
type Tiers = Extract<UsagePrice['pricing'], { kind: 'tiers' }>['table']['tiers']
export const REGISTERS = ['sharp', 'peak', 'flat', 'valley'] as const
export type TimeRegister = (typeof REGISTERS)[number]

/** One tier of the form; the bound of the last one is not asked for. */
export interface TierDraft {
  upToE3: number | null
  priceE6: number | null
}

/** What the form holds of one price version. */
export interface PriceDraft {
  fromOn: LocalDate | null
  priceE6: number | null
  surchargeKind: 'none' | Surcharge['kind']
  surchargeE6: number | null
  surchargeFen: number | null
  surchargePpm: number | null
  formula: string
  usageKind: UsagePrice['pricing']['kind']
  tiers: TierDraft[]
  tierPer: 'month' | 'year'
  yearStartsMonth: number
  /** 人口加量: from how many persons on, and how much for each of them. */
  householdPersons: number | null
  householdExtraE3: number | null
  onTransfer: 'new_count' | 'goes_on'
  registers: Record<TimeRegister, number | null>
  minimumFen: number | null
  document: string
  publicFromOn: LocalDate | null
  publicToOn: LocalDate | null
}

export function newPriceDraft(fromOn: LocalDate | null): PriceDraft {
  return {
    fromOn,
    priceE6: null,
    surchargeKind: 'none',
    surchargeE6: null,
    surchargeFen: null,
    surchargePpm: null,
    formula: '',
    usageKind: 'flat',
    tiers: [
      { upToE3: null, priceE6: null },
      { upToE3: null, priceE6: null },
      { upToE3: null, priceE6: null },
    ],
    tierPer: 'year',
    yearStartsMonth: 1,
    householdPersons: null,
    householdExtraE3: null,
    onTransfer: 'new_count',
    registers: { sharp: null, peak: null, flat: null, valley: null },
    minimumFen: null,
    document: '',
    publicFromOn: null,
    publicToOn: null,
  }
}

/** What asks for one price: a formula may do without (单价 is then 0), tiers and registers have their own. */
export function asksPrice(kind: PricingKind, draft: Pick<PriceDraft, 'usageKind'>): boolean {
  return kind === 'metered' || kind === 'linked' ? draft.usageKind === 'flat' : true
}

export type PriceReading =
  | { readonly kind: 'ready'; readonly price: PriceInput }
  | { readonly kind: 'incomplete'; readonly errors: Readonly<Record<string, string>> }

export function readPriceDraft(draft: PriceDraft, kind: PricingKind): PriceReading {
  const needed = t('standard.form.needed')
  const errors: Record<string, string> = {}
  if (draft.fromOn === null) errors['fromOn'] = needed
  if (asksPrice(kind, draft) && kind !== 'formula' && draft.priceE6 === null) errors['priceE6'] = needed
  if (kind === 'formula' && draft.formula.trim() === '') errors['formula'] = needed
  const surcharge = kind === 'one_off' ? null : surchargeOf(draft)
  if (surcharge === undefined) errors['surcharge'] = needed
  const usage = kind === 'metered' || kind === 'linked' ? usageOf(draft) : null
  if (usage === undefined) errors['usage'] = needed
  if (draft.fromOn === null || surcharge === undefined || usage === undefined || Object.keys(errors).length > 0)
    return { kind: 'incomplete', errors }
  const document = draft.document.trim()
  return {
    kind: 'ready',
    price: {
      fromOn: draft.fromOn,
      priceE6: kind === 'metered' || kind === 'linked' ? 0 : (draft.priceE6 ?? 0),
      surcharge,
      formula: kind === 'formula' ? draft.formula.trim() : null,
      usage,
      document: document === '' ? null : document,
      publicFromOn: draft.publicFromOn,
      publicToOn: draft.publicToOn,
    },
  }
}

/** `undefined`: one was chosen and not filled. */
function surchargeOf(draft: PriceDraft): Surcharge | null | undefined {
  switch (draft.surchargeKind) {
    case 'none':
      return null
    case 'per_unit':
      return draft.surchargeE6 === null ? undefined : { kind: 'per_unit', priceE6: draft.surchargeE6 }
    case 'fixed':
      return draft.surchargeFen === null ? undefined : { kind: 'fixed', amountFen: draft.surchargeFen as never }
    default:
      return draft.surchargePpm === null ? undefined : { kind: 'percent', ratePpm: draft.surchargePpm }
  }
}

function usageOf(draft: PriceDraft): UsagePrice | undefined {
  const pricing = usagePricingOf(draft)
  return pricing === undefined ? undefined : { pricing, minimumFen: draft.minimumFen as never }
}

function usagePricingOf(draft: PriceDraft): UsagePrice['pricing'] | undefined {
  if (draft.usageKind === 'flat') return draft.priceE6 === null ? undefined : { kind: 'flat', priceE6: draft.priceE6 }
  if (draft.usageKind === 'registers') {
    const prices = REGISTERS.flatMap((register) => {
      const priceE6 = draft.registers[register]
      return priceE6 === null ? [] : [{ register, priceE6 }]
    })
    return prices.length === 0 ? undefined : { kind: 'registers', prices }
  }
  const tiers = tiersOf(draft.tiers)
  if (tiers === undefined) return undefined
  const { householdPersons: persons, householdExtraE3: extraE3 } = draft
  return {
    kind: 'tiers',
    table: {
      count:
        draft.tierPer === 'month'
          ? { per: 'month' }
          : { per: 'year', startsMonth: draft.yearStartsMonth, startsDay: 1 },
      tiers,
      seasons: [],
      household: persons === null || extraE3 === null ? null : { persons, extraE3 },
      onTransfer: draft.onTransfer,
    },
  }
}

/** The last tier has no end, whatever stands in its field. */
function tiersOf(drafts: readonly TierDraft[]): Tiers | undefined {
  const tiers: Tiers = []
  for (const [index, { upToE3, priceE6 }] of drafts.entries()) {
    const last = index === drafts.length - 1
    if (priceE6 === null || (!last && upToE3 === null)) return undefined
    tiers.push({ upToE3: last ? null : upToE3, priceE6 })
  }
  return tiers
}

/** The fields that a rule names, as the form names them. */
export function fieldOf(path: string): string {
  const own = path.replace(/^(terms|price)\./, '')
  if (own === 'pricing.parentItemId') return 'parentItemId'
  if (own.startsWith('pricing.') || own === 'minimumFen') return 'usage'
  return own
}

export function fieldsOf(errors: Readonly<Record<string, string>>): Readonly<Record<string, string>> {
  return Object.fromEntries(Object.entries(errors).map(([path, text]) => [fieldOf(path), text]))
}

/** What a stored version would be in the form: a further one begins with what holds now; its price is to be typed. */
export function draftOfVersion(version: PriceInput): PriceDraft {
  const { surcharge, formula, usage } = version
  const draft = newPriceDraft(null)
  if (surcharge !== null) {
    draft.surchargeKind = surcharge.kind
    if (surcharge.kind === 'per_unit') draft.surchargeE6 = surcharge.priceE6
    if (surcharge.kind === 'fixed') draft.surchargeFen = surcharge.amountFen
    if (surcharge.kind === 'percent') draft.surchargePpm = surcharge.ratePpm
  }
  draft.formula = formula ?? ''
  if (usage !== null) takeUsage(draft, usage)
  return draft
}

function takeUsage(draft: PriceDraft, { pricing, minimumFen }: UsagePrice): void {
  draft.usageKind = pricing.kind
  draft.minimumFen = minimumFen
  if (pricing.kind === 'registers') {
    for (const { register, priceE6 } of pricing.prices) draft.registers[register] = priceE6
  }
  if (pricing.kind !== 'tiers') return
  const { tiers, count, household, onTransfer } = pricing.table
  draft.tiers = tiers.map(({ upToE3, priceE6 }) => ({ upToE3, priceE6 }))
  draft.tierPer = count.per
  if (count.per === 'year') draft.yearStartsMonth = count.startsMonth
  draft.householdPersons = household?.persons ?? null
  draft.householdExtraE3 = household?.extraE3 ?? null
  draft.onTransfer = onTransfer
}
