import type { Id } from '../../../../src-shared/kernel/ids.ts'
import { call } from '../../../platform/client.ts'

/** A room as `RoomPicker` shows it. */
export interface RoomChoice {
  readonly id: Id
  readonly title: string
  readonly detail: string
}

const MOST = 12

/** The rooms that the one search finds for a text. */
export async function findRooms(text: string): Promise<readonly RoomChoice[]> {
  const answer = await call.query('search.find', { text, limit: MOST })
  if (!answer.ok) return []
  return answer.value.hits.flatMap((hit) =>
    hit.kind === 'room' ? [{ id: hit.roomId, title: hit.code, detail: hit.names }] : [],
  )
}
