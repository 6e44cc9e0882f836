import { z } from 'zod'

import { FORMULA_CODES } from '../domain/formula/index.ts'
import { TERMS_CODES, STANDARD_CODES, USAGE_VERSION_CODES, VERSION_CODES } from '../domain/tariff/index.ts'
import { command, conflict, contractOf, invalid, notFound, query, refused } from './request/define.ts'
import type { ErrorSpec } from './request/define.ts'
import { anyId, areaE2, count, fenSum, localDateText, priceE6, typedText } from './scalars.ts'
import { PRICING_KINDS, priceTerms, standardTerms } from './standard-terms.ts'
import { ROOM_USAGES } from './room.contract.ts'

export const FEE_NATURES = ['revenue', 'collected_for_others', 'held', 'maintenance_fund'] as const
export const EXPECTATIONS = ['every_room', 'bound_only'] as const
const FAMILIES = ['planned', 'one_off', 'usage', 'share'] as const
/** 税率 in ppm: 6% is 60,000. */
const taxRatePpm = z.int().min(0).max(1_000_000)

/** 收费项目: what stands on bills and receipts, whose money it is, and whether a room without it lacks something. */
export const feeItemView = z.object({
  feeItemId: anyId,
  name: z.string(),
  nature: z.enum(FEE_NATURES),
  expects: z.enum(EXPECTATIONS),
  taxRatePpm,
  /** What computes its lines; `null` while it has no standard. */
  family: z.enum(FAMILIES).nullable(),
})
const chosenItem = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('existing'), feeItemId: anyId }),
  z.strictObject({
    kind: z.literal('new'),
    name: typedText(20, 1),
    nature: z.enum(FEE_NATURES),
    expects: z.enum(EXPECTATIONS),
    taxRatePpm,
  }),
])

/** What the rules may say to a standard or a price that is being saved. */
export const RULES: Readonly<Record<string, ErrorSpec>> = {
  ...specOf([...TERMS_CODES, ...STANDARD_CODES, ...VERSION_CODES, ...USAGE_VERSION_CODES], invalid('fromOn')),
  ...specOf(FORMULA_CODES, invalid('column', 'name', 'character', 'number', 'maximum')),
  'standard.same_date': conflict('fromOn'),
}

function specOf(codes: readonly string[], spec: ErrorSpec): Record<string, ErrorSpec> {
  return Object.fromEntries(codes.map((code) => [code, spec] as const))
}

const version = priceTerms.extend({ versionId: anyId })

export const standardView = z.object({
  standardId: anyId,
  version: z.int(),
  code: z.string(),
  name: z.string(),
  feeItemId: anyId,
  feeItemName: z.string(),
  pricingKind: z.enum(PRICING_KINDS),
  terms: standardTerms,
  versions: z.array(version),
  boundRooms: count,
  endedOn: localDateText.nullable(),
})

/** 本户单价, with the reason that the price list does not hold for this room. */
export const override = z.strictObject({ priceE6, reason: typedText(200, 2) })

/** The room of a worked example; `null` where nobody knows the figure. */
const sampleRoom = z.strictObject({
  handOverOn: localDateText,
  builtE2: areaE2.nullable(),
  innerE2: areaE2.nullable(),
  floor: z.int().min(-20).max(200).nullable(),
  coefficientPpm: z.int().min(0).max(100_000_000).nullable(),
  persons: z.int().min(0).max(1000).nullable(),
  spaces: z.int().min(0).max(1000).nullable(),
  vehicles: z.int().min(0).max(1000).nullable(),
  cards: z.int().min(0).max(1000).nullable(),
  /** Of one bill, 1e-3, and what its tier period had counted before. */
  usageE3: z.int().min(0).max(1_000_000_000).nullable(),
  usedBeforeE3: z.int().min(0).max(1_000_000_000).nullable(),
})
const usedFigure = z.object({ name: z.string(), value: z.int(), scale: z.int() })
const sampleLine = z.object({
  fromOn: localDateText,
  toOn: localDateText,
  amountFen: fenSum,
  exact: z.string(),
  dueOn: localDateText,
})
const sampleCycle = z.object({
  fromOn: localDateText,
  toOn: localDateText,
  issueOn: localDateText,
  totalFen: fenSum,
  lines: z.array(sampleLine),
  skipped: z.array(z.string()),
})
/** What two issue cycles of one room come to, or what one bill of a usage comes to; with the figures that a formula used. */
const sample = z.object({ first: sampleCycle, next: sampleCycle.nullable(), used: z.array(usedFigure) })

const figures = z.strictObject({
  persons: z.int().min(0).max(1000).nullable(),
  spaces: z.int().min(0).max(1000).nullable(),
  vehicles: z.int().min(0).max(1000).nullable(),
  cards: z.int().min(0).max(1000).nullable(),
  /** 系数, 1e-6. */
  coefficientPpm: z.int().min(0).max(100_000_000).nullable(),
})

const target = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('all'), usage: z.enum(ROOM_USAGES).nullable() }),
  z.strictObject({ kind: z.literal('building'), buildingId: anyId, usage: z.enum(ROOM_USAGES).nullable() }),
  z.strictObject({ kind: z.literal('rooms'), roomIds: z.array(anyId).min(1).max(5000) }),
])

/** 收费标准: every way of pricing of domain rules 3.1, with price versions by date, and the rooms it is bound to. */
export const standardContract = contractOf('standard', {
  'standard.list': query({
    permission: 'standard.view',
    scope: 'office',
    runs: 'core',
    input: z.strictObject({}),
    output: z.object({
      standards: z.array(standardView),
      feeItems: z.array(feeItemView),
      unboundRooms: count,
      goLiveOn: localDateText.nullable(),
    }),
    errors: {},
    log: [],
  }),
  'standard.create': command({
    permission: 'standard.edit',
    scope: 'project',
    input: z.strictObject({
      code: z.string().regex(/^[A-Za-z0-9_-]{1,20}$/),
      name: typedText(40, 1),
      item: chosenItem,
      terms: standardTerms,
      price: priceTerms,
    }),
    output: standardView,
    errors: {
      ...RULES,
      'standard.code_taken': conflict('code'),
      'standard.item_not_found': notFound(),
      'standard.item_name_taken': conflict('name'),
      'standard.item_other_family': refused('name'),
      'standard.one_off_for_every_room': refused(),
      'standard.parent_not_metered': refused(),
    },
    log: ['code'],
  }),
  'standard.add_price': command({
    permission: 'standard.edit',
    scope: 'project',
    input: z.strictObject({ standardId: anyId, version: z.int(), price: priceTerms }),
    output: standardView,
    errors: {
      ...RULES,
      'standard.not_found': notFound(),
      'standard.price_in_billed_month': refused('month'),
      'billing.run_under_way': refused('month'),
    },
    log: ['standardId'],
  }),
  /** 算给您看: the worked example beside the fields, by the rules that bill. */
  'standard.try': query({
    permission: 'standard.view',
    scope: 'office',
    runs: 'core',
    input: z.strictObject({ terms: standardTerms, price: priceTerms, room: sampleRoom }),
    /** Of any price and area that may be typed, so it is not held to the limit of one document. */
    output: sample,
    errors: RULES,
    log: [],
  }),
  /** 试算: the same for a room that is there, with its figures of today. */
  'standard.try_room': query({
    permission: 'standard.edit',
    scope: 'project',
    runs: 'core',
    input: z.strictObject({ terms: standardTerms, price: priceTerms, roomId: anyId, fromOn: localDateText }),
    output: sample.extend({ roomCode: z.string() }),
    errors: RULES,
    log: ['roomId'],
  }),
  'standard.preview_binding': query({
    permission: 'standard.edit',
    scope: 'project',
    runs: 'reader',
    input: z.strictObject({ standardId: anyId, target, fromOn: localDateText }),
    output: z.object({
      toBind: count,
      alreadyBound: count,
      /** Bound to another standard of the same fee item: they are left alone. */
      otherStandard: count,
      withoutArea: count,
      totalAreaE2: z.int(),
    }),
    errors: { 'standard.not_found': notFound() },
    log: ['standardId'],
  }),
  'standard.bind': command({
    permission: 'standard.edit',
    scope: 'project',
    input: z.strictObject({ standardId: anyId, target, fromOn: localDateText, override: override.nullable() }),
    output: z.object({ jobId: anyId }),
    errors: {
      'standard.not_found': notFound(),
      'standard.nothing_to_bind': refused(),
      'standard.not_bindable': refused(),
      'standard.override_out_of_range': invalid(),
      'billing.run_under_way': refused('month'),
    },
    log: ['standardId'],
  }),
  /** The bindings of a standard that still run, the first 20 by room whose code holds the text. */
  'standard.bindings': query({
    permission: 'standard.edit',
    scope: 'project',
    runs: 'core',
    input: z.strictObject({ standardId: anyId, text: z.string().max(60) }),
    output: z.object({
      bindings: z.array(
        z.object({
          bindingId: anyId,
          roomCode: z.string(),
          fromOn: localDateText,
          toOn: localDateText.nullable(),
          overridePriceE6: priceE6.nullable(),
          overrideReason: z.string().nullable(),
          /** It cannot end before this day. */
          billedUntilOn: localDateText.nullable(),
        }),
      ),
    }),
    errors: {},
    log: ['standardId'],
  }),
  'standard.end_binding': command({
    permission: 'standard.edit',
    scope: 'project',
    input: z.strictObject({ bindingId: anyId, toOn: localDateText }),
    output: z.object({ bindingId: anyId }),
    errors: {
      'standard.binding_not_found': notFound(),
      'standard.end_before_start': invalid('fromOn'),
      'standard.end_later': refused('toOn'),
      'standard.end_in_billed_month': refused('untilOn'),
      'billing.run_under_way': refused('month'),
    },
    log: ['bindingId'],
  }),
  /** 本户单价 from a day on; `null` goes back to the price list. Days before keep what they had. */
  'standard.set_override': command({
    permission: 'standard.edit',
    scope: 'project',
    input: z.strictObject({ bindingId: anyId, fromOn: localDateText, override: override.nullable() }),
    output: z.object({ bindingId: anyId }),
    errors: {
      'standard.binding_not_found': notFound(),
      'standard.end_before_start': invalid('fromOn'),
      'standard.override_after_end': invalid('toOn'),
      'standard.override_out_of_range': invalid(),
      'standard.end_in_billed_month': refused('untilOn'),
      'billing.run_under_way': refused('month'),
    },
    log: ['bindingId'],
  }),
  /** Projects whose standards the person may read, other than the one that is open. */
  'standard.sources': query({
    permission: 'standard.edit',
    scope: 'project',
    runs: 'core',
    input: z.strictObject({}),
    output: z.object({
      projects: z.array(
        z.object({
          projectId: anyId,
          name: z.string(),
          standards: z.array(
            z.object({
              standardId: anyId,
              code: z.string(),
              name: z.string(),
              feeItemName: z.string(),
              taken: z.boolean(),
            }),
          ),
        }),
      ),
    }),
    errors: {},
    log: [],
  }),
  /** 复制收费标准 from another project by code, with all prices and without rooms. */
  'standard.copy': command({
    permission: 'standard.edit',
    scope: 'project',
    input: z.strictObject({ fromProjectId: anyId, standardIds: z.array(anyId).min(1).max(200) }),
    output: z.object({ copied: count, skipped: z.array(z.string()) }),
    errors: {
      ...RULES,
      'standard.source_not_found': notFound(),
      'standard.parent_not_copied': refused('code'),
      'standard.item_not_found': notFound(),
      'standard.item_name_taken': conflict('name'),
      'standard.item_other_family': refused('name'),
      'standard.one_off_for_every_room': refused(),
    },
    log: ['fromProjectId'],
  }),
  /** 计费数据 of one room, newest first. */
  'standard.figures': query({
    permission: 'standard.edit',
    scope: 'project',
    runs: 'core',
    input: z.strictObject({ roomId: anyId }),
    output: z.object({
      roomCode: z.string(),
      versions: z.array(figures.extend({ fromOn: localDateText })),
    }),
    errors: {},
    log: ['roomId'],
  }),
  'standard.set_figures': command({
    permission: 'standard.edit',
    scope: 'project',
    input: z.strictObject({ roomId: anyId, fromOn: localDateText, figures }),
    output: z.object({ roomId: anyId }),
    errors: {
      'standard.figures_in_billed_month': refused('month'),
      'billing.run_under_way': refused('month'),
    },
    log: ['roomId'],
  }),
})
