export { maySeeDebts } from './debts-shown.ts'
export { People, insertRooms } from './insert-rooms.ts'
export type { NewPerson, NewRoom } from './new-room.ts'
export {
  currentOwners,
  currentTenants,
  namesOf,
  partiesOf,
  peopleOf,
  shownIdNo,
  shownName,
  shownPhone,
} from './people.ts'
export type { RoomPerson } from './people.ts'
export { Places } from './places.ts'
export { IS_EXPECTED_TO_PAY, LACKS_STANDARD } from './lacks-standard.ts'
export { noteLookup } from './lookups.ts'
export { REBUILD_FROM, rebuildSearch } from './rebuild-search.ts'
export type { RebuildCursor } from './rebuild-search.ts'
export { setArea } from './set-area.ts'
export { refreshRoomSearch } from './refresh-search.ts'
export {
  ROOM_IN_SCOPE,
  isBuildingInScope,
  loadRoom,
  loadRoomEver,
  roomsInScope,
  scopeParams,
  visibleRoomIds,
} from './scope.ts'
