import { z } from 'zod'

import { APPROVAL_REQUIRED } from './approval.contract.ts'
import { openList, windowOfList } from './list.ts'
import { command, conflict, contractOf, forbidden, invalid, notFound, query, refused } from './request/define.ts'
import { anyId, areaE2, count, fenSum, localDateText, optionalText, shownText, typedText } from './scalars.ts'

export const ROOM_USAGES = ['residence', 'shop', 'office', 'parking', 'storage', 'other'] as const
export const OCCUPANCIES = ['unsold', 'handed_over', 'renovating', 'occupied', 'rented', 'vacant'] as const

const usage = z.enum(ROOM_USAGES)
const occupancy = z.enum(OCCUPANCIES)

export const roomRow = z.object({
  roomId: anyId,
  code: z.string(),
  building: z.string(),
  unit: z.string().nullable(),
  ownerNames: shownText,
  tenantNames: shownText,
  phone: shownText.nullable(),
  builtAreaE2: z.int().nullable(),
  usage,
  occupancy,
  paidUntilOn: localDateText.nullable(),
  /** 欠费: overdue principal; `null`, as every amount of a room, to whoever may not see bills. */
  overdueFen: fenSum.nullable(),
})

const roomFilter = z.strictObject({
  text: z.string().max(60).optional(),
  buildingId: anyId.optional(),
  usage: usage.optional(),
  occupancy: occupancy.optional(),
  arrears: z.enum(['any', 'overdue', 'clear']).optional(),
  missing: z.enum(['area', 'standard', 'owner']).optional(),
})

const party = z.object({
  relationId: anyId,
  personId: anyId,
  role: z.enum(['owner', 'tenant']),
  name: shownText,
  phone: shownText.nullable(),
  idNo: shownText.nullable(),
  fromOn: localDateText.nullable(),
  toOn: localDateText.nullable(),
})

export const roomDetail = z.object({
  roomId: anyId,
  version: z.int(),
  endedOn: localDateText.nullable(),
  code: z.string(),
  building: z.string(),
  unit: z.string().nullable(),
  floor: z.string().nullable(),
  roomNo: z.string(),
  usage,
  occupancy,
  handoverOn: localDateText.nullable(),
  openingPaidUntilOn: localDateText.nullable(),
  note: z.string().nullable(),
  areas: z.array(z.object({ fromOn: localDateText.nullable(), builtAreaE2: areaE2, innerAreaE2: areaE2.nullable() })),
  parties: z.array(party),
  standards: z.array(
    z.object({ bindingId: anyId, standardName: z.string(), fromOn: localDateText, toOn: localDateText.nullable() }),
  ),
  overdueFen: fenSum.nullable(),
  openFen: fenSum.nullable(),
  paidUntilOn: localDateText.nullable(),
})

/** What a bill run computes from does not change while one is being written. */
const runErrors = { 'billing.run_under_way': refused('month') }
const codeErrors = {
  'room.code_empty': invalid(),
  'room.code_too_long': invalid('limit'),
  'room.code_invalid': invalid('code'),
  'room.code_taken': conflict('code'),
}
const personErrors = {
  'person.phone_invalid': invalid('digits'),
  'person.id_no_length': invalid('length'),
  'person.id_no_birth': invalid(),
  'person.id_no_checksum': invalid(),
}

const roomFields = {
  building: typedText(20, 1),
  unit: optionalText(20),
  floor: optionalText(10),
  roomNo: typedText(20, 1),
  code: typedText(40, 1),
  usage,
  occupancy,
  handoverOn: localDateText.nullable(),
  openingPaidUntilOn: localDateText.nullable(),
  note: optionalText(500),
}

/** 房屋: project → building → unit → room, and who owns or rents it. */
export const roomContract = contractOf(null, {
  'room.list': openList({
    permission: 'room.view',
    scope: 'building',
    filter: roomFilter,
    sortKeys: ['code', 'builtArea', 'overdue', 'paidUntil'],
    sums: { builtAreaE2: z.int(), overdueFen: fenSum.nullable() },
    row: roomRow,
  }),
  'room.list_rows': windowOfList({ permission: 'room.view', scope: 'building', row: roomRow }),
  'room.buildings': query({
    permission: 'room.view',
    scope: 'building',
    runs: 'reader',
    input: z.strictObject({}),
    output: z.object({ buildings: z.array(z.object({ buildingId: anyId, name: z.string(), rooms: count })) }),
    errors: {},
    log: [],
  }),
  'room.open': query({
    permission: 'room.view',
    scope: 'building',
    runs: 'core',
    input: z.strictObject({ roomId: anyId }),
    output: roomDetail,
    errors: {},
    log: ['roomId'],
  }),
  'room.create': command({
    permission: 'room.edit',
    scope: 'building',
    input: z.strictObject({
      ...roomFields,
      builtAreaE2: areaE2.nullable(),
      innerAreaE2: areaE2.nullable(),
      owner: z
        .strictObject({
          name: typedText(60, 1),
          phone: optionalText(20),
          idNo: optionalText(20),
          fromOn: localDateText.nullable(),
        })
        .nullable(),
    }),
    output: z.object({ roomId: anyId }),
    errors: { ...codeErrors, ...personErrors, 'room.area_order': invalid() },
    log: [],
  }),
  'room.update': command({
    permission: 'room.edit',
    scope: 'building',
    input: z.strictObject({ roomId: anyId, version: z.int(), ...roomFields }),
    output: z.object({ roomId: anyId, version: z.int() }),
    errors: { ...codeErrors, ...runErrors, 'room.usage_has_bills': refused() },
    log: ['roomId'],
  }),
  'room.set_area': command({
    permission: 'room.edit',
    scope: 'building',
    input: z.strictObject({
      roomId: anyId,
      version: z.int(),
      fromOn: localDateText.nullable(),
      builtAreaE2: areaE2,
      innerAreaE2: areaE2.nullable(),
    }),
    output: z.object({ roomId: anyId, version: z.int(), affectsFromMonth: z.string().nullable() }),
    errors: { ...runErrors, 'room.area_order': invalid(), 'room.area_in_billed_month': refused('month') },
    log: ['roomId'],
  }),
  'room.end': command({
    permission: 'room.edit',
    scope: 'building',
    input: z.strictObject({ roomId: anyId, version: z.int(), endedOn: localDateText, reason: typedText(200, 2) }),
    output: z.object({ roomId: anyId }),
    errors: { ...runErrors, 'room.has_open_bills': refused('openFen'), 'room.end_before_bills': refused('lastTo') },
    log: ['roomId'],
  }),
  'room.add_party': command({
    permission: 'room.edit',
    scope: 'building',
    input: z.strictObject({
      roomId: anyId,
      role: z.enum(['owner', 'tenant']),
      name: typedText(60, 1),
      phone: optionalText(20),
      idNo: optionalText(20),
      fromOn: localDateText.nullable(),
    }),
    output: z.object({ relationId: anyId, personId: anyId }),
    errors: {
      ...personErrors,
      ...runErrors,
      'room.tenant_overlap': refused('untilOn'),
      'room.tenancy_open': refused(),
      'room.owner_before_term': refused('fromOn'),
      'room.owner_in_billed_month': refused('billedUntilOn', 'nextOn'),
      'room.party_twice': conflict('name'),
    },
    log: ['roomId', 'role'],
  }),
  'room.update_person': command({
    permission: 'room.edit',
    scope: 'building',
    input: z.strictObject({
      personId: anyId,
      roomId: anyId,
      name: typedText(60, 1).optional(),
      phone: optionalText(20).optional(),
      idNo: optionalText(20).optional(),
    }),
    output: z.object({ personId: anyId }),
    errors: { ...personErrors, 'person.not_in_room': notFound() },
    log: ['personId'],
  }),
  'room.end_party': command({
    permission: 'room.edit',
    scope: 'building',
    input: z.strictObject({ relationId: anyId, toOn: localDateText }),
    output: z.object({ relationId: anyId }),
    errors: { 'room.party_end_before_start': invalid('fromOn'), 'room.last_owner': refused() },
    log: ['relationId'],
  }),
  'room.reveal_person': command({
    permission: 'person.reveal',
    scope: 'building',
    input: z.strictObject({
      personId: anyId,
      roomId: anyId,
      field: z.enum(['name', 'phone', 'id_no']),
      reason: typedText(100, 2),
    }),
    output: z.object({ value: z.string().nullable() }),
    errors: { 'person.reveal_limit': refused('minutes'), 'person.not_in_room': notFound() },
    log: ['personId', 'field'],
    answer: 'transient',
  }),
  'room.export': command({
    permission: 'room.export',
    scope: 'building',
    input: z.strictObject({
      filter: roomFilter,
      grantId: z.string().max(60),
      language: z.enum(['zh-CN', 'en-US']),
      /** Phones in full need the right to see them, and a second person. */
      contacts: z.enum(['masked', 'full']),
    }),
    output: z.object({ jobId: anyId }),
    errors: { 'job.grant_unknown': notFound(), 'room.contacts_hidden': forbidden(), ...APPROVAL_REQUIRED },
    log: [],
  }),
})
