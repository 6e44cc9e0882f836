import type { LocalDate } from '../../../../src-shared/kernel/time.ts'
import type { Actor, Input } from '../../request/context.ts'
import { listFilterQuery } from '../search/index.ts'
import { LACKS_STANDARD } from './lacks-standard.ts'
import { ROOM_IN_SCOPE, scopeParams } from './scope.ts'

export type RoomFilter = Input<'room.list'>['filter']
type Value = string | null

export interface Condition {
  readonly sql: string
  readonly values: readonly Value[]
}

/** The present area of the table `room`: the latest that has begun. Its parameter is the day. */
export const PRESENT_AREA = `(SELECT a.built_area_e2 FROM room_area a WHERE a.room_id = room.id AND (a.from_on IS NULL OR a.from_on <= ?)
  ORDER BY ifnull(a.from_on, '') DESC LIMIT 1)`

const PRESENT_DAYS = '(x.from_on IS NULL OR x.from_on <= ?) AND (x.to_on IS NULL OR x.to_on >= ?)'
const MISSING = {
  area: `NOT EXISTS(SELECT 1 FROM room_area x WHERE x.room_id = room.id)`,
  standard: LACKS_STANDARD,
  owner: `NOT EXISTS(SELECT 1 FROM relation x WHERE x.room_id = room.id AND x.role = 'owner' AND ${PRESENT_DAYS})`,
} as const

/** Everything of the filter but what is owed, as a condition on the table `room`. */
export function conditionOf(
  actor: Pick<Actor, 'projectId' | 'buildingIds'>,
  filter: RoomFilter,
  today: LocalDate,
): Condition {
  const parts = [`${ROOM_IN_SCOPE} AND room.ended_on IS NULL`]
  const values: Value[] = [...scopeParams(actor)]
  const add = (sql: string, ...more: Value[]): void => {
    parts.push(sql)
    values.push(...more)
  }
  if (filter.buildingId !== undefined) add('room.building_id = ?', filter.buildingId)
  if (filter.usage !== undefined) add('room.usage = ?', filter.usage)
  if (filter.occupancy !== undefined) add('room.occupancy = ?', filter.occupancy)
  if (filter.missing === 'area') add(MISSING.area)
  if (filter.missing === 'standard') add(MISSING.standard, today, today)
  if (filter.missing === 'owner') add(MISSING.owner, today, today)
  const words = filter.text === undefined ? null : listFilterQuery(actor, filter.text)
  if (words !== null) {
    add(
      `room.id IN (SELECT d.object_id FROM search_index i JOIN search_doc d ON d.id = i.rowid WHERE search_index MATCH ?)`,
      words,
    )
  }
  return { sql: parts.join(' AND '), values }
}
