import { localDateOf } from '../../../../src-shared/kernel/time.ts'
import { hot } from '../../db/read-handle.ts'
import type { UnitOfWork } from '../../db/unit-of-work.ts'
import { writeRoomDocument } from '../search/index.ts'
import { peopleOf } from './people.ts'

interface RoomFacts {
  readonly id: string
  readonly project_id: string
  readonly building_id: string
  readonly building: string
  readonly unit: string | null
  readonly room_no: string
  readonly code: string
  readonly sort_key: string
  readonly ended_on: string | null
}
const factsOf =
  hot<RoomFacts>(`SELECT r.id, r.project_id, r.building_id, b.name AS building, u.name AS unit, r.room_no, r.code, r.sort_key, r.ended_on
  FROM json_each(?) asked CROSS JOIN room r ON r.id = asked.value JOIN building b ON b.id = r.building_id LEFT JOIN unit u ON u.id = r.unit_id`)

/** Writes anew what the rooms are found by; called in the transaction that changed them or their people. */
export function refreshRoomSearch(unit: UnitOfWork, roomIds: readonly string[]): void {
  const people = peopleOf(unit, roomIds, localDateOf(unit.now))
  for (const room of unit.hotAll(factsOf, JSON.stringify(roomIds))) {
    writeRoomDocument(unit, {
      roomId: room.id,
      projectId: room.project_id,
      buildingId: room.building_id,
      building: room.building,
      unit: room.unit,
      roomNo: room.room_no,
      code: room.code,
      // A room out of use is still found, for what it may owe, behind those in use.
      rankKey: room.ended_on === null ? room.sort_key : `\uffff${room.sort_key}`,
      people: (people.get(room.id) ?? []).map(({ name, phone, idNo }) => ({
        name,
        phones: phone === null ? [] : [phone],
        idNo,
      })),
    })
  }
}
