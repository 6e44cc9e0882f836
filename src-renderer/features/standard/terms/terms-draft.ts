import type { Id } from '../../../../src-shared/kernel/ids.ts'
import type { LocalDate } from '../../../../src-shared/kernel/time.ts'
import type { InputFor } from '../../../platform/client.ts'
import { t } from '../../../platform/i18n.ts'

export type TermsInput = InputFor<'standard.create'>['terms']
export type PricingInput = TermsInput['pricing']
export type PricingKind = PricingInput['kind']
type Kinds<Part extends keyof TermsInput> = TermsInput[Part] extends { readonly kind: infer K } ? K : never

export const PRICING_KINDS: readonly PricingKind[] = [
  'area',
  'fixed',
  'count',
  'formula',
  'one_off',
  'metered',
  'linked',
]
export const CYCLES = [1, 2, 3, 6, 12] as const

/** What the form holds of a standard beside its price. Fields of a kind that is not chosen keep what was typed. */
export interface TermsDraft {
  kind: PricingKind
  basis: Extract<PricingInput, { kind: 'area' }>['basis']
  countOf: Extract<PricingInput, { kind: 'count' }>['of']
  minFen: number | null
  maxFen: number | null
  medium: Extract<PricingInput, { kind: 'metered' }>['medium']
  parentItemId: Id | null
  roundingMode: TermsInput['rounding']['mode']
  roundingPrecision: TermsInput['rounding']['precision']
  roundingScope: TermsInput['rounding']['scope']
  proration: Kinds<'proration'>
  halfLater: 'half' | 'none'
  cycleMonths: TermsInput['cycleMonths']
  timing: TermsInput['timing']
  anchor: Kinds<'anchor'>
  anchorOn: LocalDate | null
  issue: Kinds<'issue'>
  issueDay: number
  issueDays: number
  due: Kinds<'due'>
  dueDay: number
  dueDays: number
  rollDue: boolean
  quotedPer: TermsInput['quotedPer']
  notBeforeDays: number
}

/** The defaults of domain rules 3.3 to 3.5: natural months ahead, actual days, half up to 分, due at the end of the period. */
export function newTermsDraft(): TermsDraft {
  return {
    kind: 'area',
    basis: 'built',
    countOf: 'person',
    minFen: null,
    maxFen: null,
    medium: 'cold_water',
    parentItemId: null,
    roundingMode: 'half_up',
    roundingPrecision: 'fen',
    roundingScope: 'month',
    proration: 'actual_days',
    halfLater: 'half',
    cycleMonths: 1,
    timing: 'prepaid',
    anchor: 'natural',
    anchorOn: null,
    issue: 'day_of_month',
    issueDay: 1,
    issueDays: 7,
    due: 'end_of_period',
    dueDay: 15,
    dueDays: 15,
    rollDue: false,
    quotedPer: 'month',
    notBeforeDays: 7,
  }
}

export type TermsReading =
  | { readonly kind: 'ready'; readonly terms: TermsInput }
  | { readonly kind: 'incomplete'; readonly errors: Readonly<Record<string, string>> }

export function isPlanned({ kind }: Pick<TermsDraft, 'kind'>): boolean {
  return kind === 'area' || kind === 'fixed' || kind === 'count' || kind === 'formula'
}

export function isByUsage({ kind }: Pick<TermsDraft, 'kind'>): boolean {
  return kind === 'metered' || kind === 'linked'
}

/** The terms as core wants them, or what is missing beside each field. What a kind does not use stays at its default. */
export function readTermsDraft(draft: TermsDraft): TermsReading {
  const pricing = pricingOf(draft)
  if ('errors' in pricing) return { kind: 'incomplete', errors: pricing.errors }
  const planned = isPlanned(draft)
  const terms: TermsInput = {
    pricing,
    rounding: {
      mode: draft.roundingMode,
      precision: draft.roundingPrecision,
      scope: planned ? draft.roundingScope : 'month',
    },
    proration:
      draft.proration === 'half_month' ? { kind: 'half_month', later: draft.halfLater } : { kind: draft.proration },
    cycleMonths: draft.kind === 'one_off' ? 1 : draft.cycleMonths,
    timing: timingOf(draft),
    anchor: planned ? anchorOf(draft) : { kind: 'natural' },
    issue:
      draft.issue === 'day_of_month' || timingOf(draft) === 'postpaid'
        ? { kind: 'day_of_month', day: draft.issueDay }
        : { kind: 'days_before_start', days: draft.issueDays },
    due: dueOf(draft),
    rollDue: draft.rollDue,
    quotedPer: planned ? draft.quotedPer : 'month',
    notBeforeDays: draft.notBeforeDays,
  }
  return { kind: 'ready', terms }
}

function pricingOf(draft: TermsDraft): PricingInput | { readonly errors: Readonly<Record<string, string>> } {
  const needed = t('standard.form.needed')
  switch (draft.kind) {
    case 'area':
      return { kind: 'area', basis: draft.basis }
    case 'count':
      return { kind: 'count', of: draft.countOf }
    case 'one_off': {
      const { minFen, maxFen } = draft
      if (minFen === null || maxFen === null)
        return {
          errors: { ...(minFen === null ? { minFen: needed } : {}), ...(maxFen === null ? { maxFen: needed } : {}) },
        }
      return { kind: 'one_off', minFen: minFen as never, maxFen: maxFen as never }
    }
    case 'metered':
      return { kind: 'metered', medium: draft.medium }
    case 'linked':
      return draft.parentItemId === null
        ? { errors: { parentItemId: needed } }
        : { kind: 'linked', parentItemId: draft.parentItemId }
    default:
      return { kind: draft.kind }
  }
}

/** A usage is known when the period is over; what happened once is billed on its day. */
function timingOf(draft: TermsDraft): TermsInput['timing'] {
  if (isByUsage(draft)) return 'postpaid'
  return draft.kind === 'one_off' ? 'prepaid' : draft.timing
}

function anchorOf({ anchor, anchorOn }: TermsDraft): TermsInput['anchor'] {
  return anchor === 'contract_day' ? { kind: 'contract_day', on: anchorOn } : { kind: anchor }
}

function dueOf({ due, dueDay, dueDays }: TermsDraft): TermsInput['due'] {
  if (due === 'end_of_period') return { kind: due }
  return due === 'day_of_month' ? { kind: due, day: dueDay } : { kind: due, days: dueDays }
}
