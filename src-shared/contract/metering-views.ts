import { z } from 'zod'

import { ANOMALIES, READING_KINDS } from '../domain/meter/index.ts'
import { MEDIA, REGISTERS } from '../domain/tariff/index.ts'
import { OCCUPANCIES } from './room.contract.ts'
import { anyId, count, localDateText, optionalText, typedText } from './scalars.ts'

/** A dial of eight digits, in 1/1000. */
const MAX_DIAL_E3 = 99_999_999_999
export const MOST_METERS = 3_000

export const medium = z.enum(MEDIA)
export const register = z.enum(REGISTERS)
const occupancy = z.enum(OCCUPANCIES)
const dialE3 = z.int().min(0).max(MAX_DIAL_E3)
const dialValue = z.strictObject({
  register,
  valueE3: dialE3,
  run: z.enum(['forward', 'reversed']),
  rollOver: z.enum(['by_rule', 'confirmed']),
})
export const dials = z.array(dialValue).min(1).max(REGISTERS.length)
export const loss = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('none') }),
  z.strictObject({ kind: z.literal('absolute'), usageE3: z.int().min(0).max(1_000_000_000) }),
  z.strictObject({ kind: z.literal('rate'), ppm: z.int().min(0).max(1_000_000) }),
])
export const device = {
  serialNo: optionalText(40),
  digits: z.int().min(1).max(8),
  multiplierE3: z.int().min(1).max(50_000_000),
  verifiedUntilOn: localDateText.nullable(),
}
/** What may be changed as long as the meter hangs. */
export const meterFields = {
  code: typedText(40, 1),
  loss,
  parentCode: optionalText(40),
  place: optionalText(60),
  route: typedText(30, 1),
  routeOrder: z.int().min(0).max(999_999),
}

export const meterRow = z.object({
  meterId: anyId,
  code: z.string(),
  medium,
  building: z.string().nullable(),
  roomCode: z.string().nullable(),
  place: z.string().nullable(),
  occupancy: occupancy.nullable(),
  serialNo: z.string().nullable(),
  multiplierE3: z.int(),
  parentCode: z.string().nullable(),
  route: z.string(),
  routeOrder: z.int(),
  lastReadOn: localDateText.nullable(),
  lastE3: z.int().nullable(),
  verifiedUntilOn: localDateText.nullable(),
  endedOn: localDateText.nullable(),
})
export const meterFilter = z.strictObject({
  text: z.string().max(60).optional(),
  buildingId: anyId.optional(),
  medium: medium.optional(),
  belongs: z.enum(['room', 'public']).optional(),
  route: z.string().max(30).optional(),
  show: z.enum(['in_use', 'ended', 'verification']).optional(),
})

/** A reading with what was counted since the one before. */
const readingView = z.object({
  readingId: anyId,
  readOn: localDateText,
  kind: z.enum(READING_KINDS),
  state: z.enum(['entered', 'checked', 'billed']),
  /** Changed by further corrections only. */
  isCorrected: z.boolean(),
  dials: z.array(dialValue),
  /** Of the bill that it ends; `null` for a base, a replacement, or where the chain stops. */
  usageE3: z.int().nullable(),
  anomalies: z.array(z.enum(ANOMALIES)),
  reason: z.string().nullable(),
  reader: z.string(),
})

export const meterDetail = z.object({
  meterId: anyId,
  version: z.int(),
  ...meterRow.pick({
    code: true,
    medium: true,
    building: true,
    roomCode: true,
    place: true,
    occupancy: true,
    parentCode: true,
    route: true,
    routeOrder: true,
    endedOn: true,
  }).shape,
  registers: z.array(register),
  loss,
  /** The present one first. */
  devices: z.array(
    z.object({
      deviceId: anyId,
      serialNo: z.string().nullable(),
      digits: z.int(),
      multiplierE3: z.int(),
      verifiedUntilOn: localDateText.nullable(),
    }),
  ),
  subMeters: count,
  /** Newest first, at most 240. */
  readings: z.array(readingView),
  /** Nothing after this day is billed until somebody has looked. */
  stopsOn: localDateText.nullable(),
})

/** What the grid needs to judge a reading while it is typed: the same facts by which core judges it again. */
const entryFacts = z.object({
  registers: z.array(register),
  digits: z.int(),
  multiplierE3: z.int(),
  loss,
  ways: z.array(
    z.object({
      register,
      startE3: z.int(),
      realE3: z.int().nullable(),
      run: z.enum(['forward', 'reversed']),
      carriedE3: z.int(),
    }),
  ),
  earlierE3: z.array(z.int()),
  occupancy: z.enum(['occupied', 'vacant', 'unknown']),
})
export const entryRow = z.object({
  meterId: anyId,
  ...meterRow.pick({
    code: true,
    medium: true,
    building: true,
    roomCode: true,
    place: true,
    occupancy: true,
    serialNo: true,
    route: true,
    routeOrder: true,
    verifiedUntilOn: true,
  }).shape,
  facts: entryFacts,
  previousOn: localDateText.nullable(),
  previousKind: z.enum(READING_KINDS).nullable(),
  /** The reading of the month, when there is one. */
  reading: readingView.nullable(),
  /** The chain stops before this month: why, as a code. */
  stopped: z.string().nullable(),
})
