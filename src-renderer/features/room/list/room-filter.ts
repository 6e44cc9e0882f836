import type { LocationQuery } from 'vue-router'

import { isId } from '../../../../src-shared/kernel/ids.ts'
import type { Id } from '../../../../src-shared/kernel/ids.ts'
import type { InputFor } from '../../../platform/client.ts'
import { OCCUPANCIES, USAGES } from '../room-words.ts'

export type RoomFilter = InputFor<'room.list'>['filter']

export const ARREARS = ['overdue', 'clear'] as const
export const MISSING = ['owner', 'area', 'standard'] as const

/** What stands in the filter row; `null` is "any". */
export interface RoomChoice {
  text: string
  buildingId: Id | null
  usage: (typeof USAGES)[number] | null
  occupancy: (typeof OCCUPANCIES)[number] | null
  arrears: (typeof ARREARS)[number] | null
  missing: (typeof MISSING)[number] | null
}

export const NO_CHOICE: RoomChoice = {
  text: '',
  buildingId: null,
  usage: null,
  occupancy: null,
  arrears: null,
  missing: null,
}

/** The filter as core wants it: what was not chosen is not there. */
export function filterOf(choice: RoomChoice): RoomFilter {
  const text = choice.text.trim()
  const { buildingId, usage, occupancy, arrears, missing } = choice
  return {
    ...(text === '' ? {} : { text }),
    ...(buildingId === null ? {} : { buildingId }),
    ...(usage === null ? {} : { usage }),
    ...(occupancy === null ? {} : { occupancy }),
    ...(arrears === null ? {} : { arrears }),
    ...(missing === null ? {} : { missing }),
  }
}

/** What an address asks for (`/room?missing=standard`), or `null` when it asks for nothing. */
export function choiceOfAddress(query: LocationQuery): RoomChoice | null {
  const of = <T extends string>(name: string, values: readonly T[]): T | null =>
    values.find((value) => value === query[name]) ?? null
  const building = query['building']
  const asked: RoomChoice = {
    text: '',
    buildingId: typeof building === 'string' && isId(building) ? (building as Id) : null,
    usage: of('usage', USAGES),
    occupancy: of('occupancy', OCCUPANCIES),
    arrears: of('arrears', ARREARS),
    missing: of('missing', MISSING),
  }
  return Object.keys(filterOf(asked)).length === 0 ? null : asked
}

/** The room that an address opens (`/room?room=<id>`). */
export function roomOfAddress(query: LocationQuery): Id | null {
  const asked = query['room']
  return typeof asked === 'string' && isId(asked) ? (asked as Id) : null
}
