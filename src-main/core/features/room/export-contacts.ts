import { AppError } from '../../../../src-shared/kernel/app-error.ts'
import { hot } from '../../db/read-handle.ts'
import type { Actor, Input } from '../../request/context.ts'
import { approvable } from '../approval/index.ts'
import type { ApprovalKind, AssessContext, Assessment } from '../approval/index.ts'
import { ROOM_IN_SCOPE, scopeParams } from './scope.ts'

const covered = hot<{ name: string; rooms: number }>(`SELECT building.name, count(*) AS rooms
  FROM room JOIN building ON building.id = room.building_id
  WHERE ${ROOM_IN_SCOPE} AND room.ended_on IS NULL AND room.building_id = ifnull(?, room.building_id) GROUP BY building.id ORDER BY building.sort_key`)
const NAMED = 6

/** 批量导出完整电话: one look at one phone has its reason; all of them at once has a second person. */
export const exportContactsKind: ApprovalKind = {
  name: 'room.export_contacts',
  hasAmount: false,
  alone: 'nobody',
  nobodyElse: 'alone',
  // The place for the file was chosen on the applicant's screen, and is known as long as the program runs.
  hours: 12,
  operations: {
    'room.export': approvable('room.export', { keepsInput: true, assess: assessExport }),
  },
}

/** Who would learn how many phones. `null` where they stay masked. @throws AppError `room.contacts_hidden` */
export function assessExport(
  { db, actor }: Pick<AssessContext, 'db' | 'actor'>,
  { filter, contacts }: Pick<Input<'room.export'>, 'filter' | 'contacts'>,
): Assessment | null {
  if (contacts === 'masked') return null
  if (!actor.permissions.has('person.view_contact')) throw new AppError('room.contacts_hidden', {}, 'contacts')
  const buildings = db.hotAll(covered, ...scopeParams(actor), filter.buildingId ?? null)
  const names = buildings.slice(0, NAMED).map(({ name }) => name)
  const facts = {
    buildings: [...names, ...(buildings.length > NAMED ? ['…'] : [])].join('、'),
    roomsAtMost: buildings.reduce((sum, { rooms }) => sum + rooms, 0),
  }
  const buildingIds = filter.buildingId === undefined ? actor.buildingIds : [filter.buildingId]
  return { facts, amountFen: null, buildingIds, personId: null }
}

/** The rights with which the file is written: nobody's file shows more than was asked for. */
export function rightsOfFile(actor: Actor, contacts: Input<'room.export'>['contacts']): string[] {
  return [...actor.permissions].filter((right) => contacts === 'full' || right !== 'person.view_contact')
}
