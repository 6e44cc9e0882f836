import { z } from 'zod'

import { command, conflict, contractOf, invalid, notFound, query, refused } from './request/define.ts'
import { anyId, areaE2, count, fenSum, localDateText, optionalText, priceE6, typedText } from './scalars.ts'
import { ROOM_USAGES } from './room.contract.ts'

export const AREA_BASES = ['built', 'inner'] as const
export const PRORATIONS = ['actual_days', 'thirty_days', 'year_days', 'half_month', 'next_month', 'this_month'] as const

/** What a standard may charge for: deposits and funds are no monthly fee and come with their own pages. */
export const CHARGED_NATURES = ['revenue', 'collected_for_others'] as const
export const EXPECTATIONS = ['every_room', 'bound_only'] as const

/** 收费项目: what stands on bills and receipts, whose money it is, and whether a room without it lacks something. */
export const feeItemView = z.object({
  feeItemId: anyId,
  name: z.string(),
  nature: z.enum([...CHARGED_NATURES, 'held', 'maintenance_fund']),
  expects: z.enum(EXPECTATIONS),
})
const chosenItem = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('existing'), feeItemId: anyId }),
  z.strictObject({
    kind: z.literal('new'),
    name: typedText(20, 1),
    nature: z.enum(CHARGED_NATURES),
    expects: z.enum(EXPECTATIONS),
  }),
])

const rounding = z.strictObject({
  mode: z.enum(['half_up', 'down', 'up']),
  precision: z.enum(['fen', 'jiao', 'yuan']),
})
const dueRule = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('end_of_period') }),
  z.strictObject({ kind: z.literal('day_of_month'), day: z.int().min(1).max(31) }),
])

const version = z.object({ versionId: anyId, fromOn: localDateText, priceE6, document: z.string().nullable() })

export const standardView = z.object({
  standardId: anyId,
  version: z.int(),
  code: z.string(),
  name: z.string(),
  feeItemId: anyId,
  feeItemName: z.string(),
  areaBasis: z.enum(AREA_BASES),
  rounding,
  proration: z.enum(PRORATIONS),
  dueRule,
  versions: z.array(version),
  boundRooms: count,
  endedOn: localDateText.nullable(),
})

const target = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('all'), usage: z.enum(ROOM_USAGES).nullable() }),
  z.strictObject({ kind: z.literal('building'), buildingId: anyId, usage: z.enum(ROOM_USAGES).nullable() }),
  z.strictObject({ kind: z.literal('rooms'), roomIds: z.array(anyId).min(1).max(5000) }),
])

/** 收费标准: by built or inner area, with price versions by date, and the rooms it is bound to. */
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
      areaBasis: z.enum(AREA_BASES),
      priceE6,
      fromOn: localDateText,
      document: optionalText(200),
      rounding,
      proration: z.enum(PRORATIONS),
      dueRule,
    }),
    output: standardView,
    errors: {
      'standard.code_taken': conflict('code'),
      'standard.item_not_found': notFound(),
      'standard.item_name_taken': conflict('name'),
    },
    log: ['code'],
  }),
  'standard.add_price': command({
    permission: 'standard.edit',
    scope: 'project',
    input: z.strictObject({
      standardId: anyId,
      version: z.int(),
      fromOn: localDateText,
      priceE6,
      document: optionalText(200),
    }),
    output: standardView,
    errors: {
      'standard.not_found': notFound(),
      'standard.same_date': conflict('fromOn'),
      'standard.price_in_billed_month': refused('month'),
      'billing.run_under_way': refused('month'),
    },
    log: ['standardId'],
  }),
  /** What one month would come to for one room: the worked example beside the fields. */
  'standard.try': query({
    permission: 'standard.view',
    scope: 'office',
    runs: 'core',
    input: z.strictObject({ areaE2, priceE6, rounding }),
    /** Of any price and area that may be typed, so it is not held to the limit of one document. */
    output: z.object({ amountFen: fenSum, exact: z.string() }),
    errors: {},
    log: [],
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
    input: z.strictObject({ standardId: anyId, target, fromOn: localDateText }),
    output: z.object({ jobId: anyId }),
    errors: { 'standard.not_found': notFound(), 'standard.nothing_to_bind': refused() },
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
})
