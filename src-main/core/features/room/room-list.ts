import { fen } from '../../../../src-shared/kernel/money.ts'
import type { LocalDate } from '../../../../src-shared/kernel/time.ts'
import { hot } from '../../db/read-handle.ts'
import type { ReadHandle } from '../../db/read-handle.ts'
import type { Actor, Input } from '../../request/context.ts'
import { overdueByRoomRow, paidUntilByRoomRow } from '../ledger/index.ts'
import { admitToDebts, maySeeDebts } from './debts-shown.ts'
import { PRESENT_AREA, conditionOf } from './list-filter.ts'
import type { RoomFilter } from './list-filter.ts'

export interface ListedRooms {
  /** Row ids in the order of the list. */
  readonly rows: readonly number[]
  readonly builtAreaE2: number
  /** `null` when the asker may not see debts. */
  readonly overdueFen: number | null
}

export interface ListRequest {
  readonly actor: Pick<Actor, 'projectId' | 'buildingIds' | 'permissions'>
  readonly today: LocalDate
  readonly filter: RoomFilter
  readonly sort: Input<'room.list'>['sort']
}

interface Listed {
  readonly row: number
  readonly area: number | null
}

/**
 * Which rooms a list holds, in which order, with sums over all of them. What they owe is read once for the project and joined here.
 * @throws AppError `permission.denied` for a filter or an order by debts that the asker may not see.
 */
export function listRooms(db: ReadHandle, { actor, today, filter, sort }: ListRequest): ListedRooms {
  if ((filter.arrears ?? 'any') !== 'any' || sort.key === 'overdue' || sort.key === 'paidUntil') admitToDebts(actor)
  const { sql, values } = conditionOf(actor, filter, today)
  const inOrder = hot<Listed>(
    `SELECT room.rowid AS row, ${PRESENT_AREA} AS area FROM room WHERE ${sql} ORDER BY room.sort_key`,
  )
  const overdue = overdueByRoomRow(db, { projectId: actor.projectId, today })
  const rooms = db
    .hotAll(inOrder, today, ...values)
    .filter(({ row }) => owesAsWanted(overdue.get(row) ?? 0, filter.arrears))
  let builtAreaE2 = 0
  let overdueFen = 0
  for (const { row, area } of rooms) {
    builtAreaE2 += area ?? 0
    overdueFen += overdue.get(row) ?? 0
  }
  return {
    rows: sorted(rooms, { sort, overdue, paidUntil: () => paidUntilByRoomRow(db, actor.projectId) }),
    builtAreaE2,
    overdueFen: maySeeDebts(actor) ? fen(overdueFen) : null,
  }
}

function owesAsWanted(overdueFen: number, wanted: RoomFilter['arrears']): boolean {
  if (wanted === 'overdue') return overdueFen > 0
  return wanted === 'clear' ? overdueFen <= 0 : true
}

interface SortFacts {
  readonly sort: ListRequest['sort']
  readonly overdue: ReadonlyMap<number, number>
  readonly paidUntil: () => ReadonlyMap<number, LocalDate | null>
}

/** The rooms come in the order of their codes, which stays among equals. What is missing comes last either way. */
function sorted(rooms: readonly Listed[], { sort, overdue, paidUntil }: SortFacts): number[] {
  const sign = sort.direction === 'asc' ? 1 : -1
  if (sort.key === 'code') return sign === 1 ? rooms.map(({ row }) => row) : rooms.map(({ row }) => row).toReversed()
  const valueOf = sortValue({ sort, overdue, paidUntil })
  const keyed = rooms.map((room) => ({ row: room.row, value: valueOf(room) }))
  return keyed.sort((left, right) => compare(left.value, right.value, sign)).map(({ row }) => row)
}

type SortValue = number | string | null

function sortValue({ sort, overdue, paidUntil }: SortFacts): (room: Listed) => SortValue {
  if (sort.key === 'builtArea') return ({ area }) => area
  if (sort.key === 'overdue') return ({ row }) => overdue.get(row) ?? 0
  const until = paidUntil()
  return ({ row }) => until.get(row) ?? null
}

function compare(left: SortValue, right: SortValue, sign: 1 | -1): number {
  if (left === right) return 0
  if (left === null) return 1
  if (right === null) return -1
  return left < right ? -sign : sign
}
