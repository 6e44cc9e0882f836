import type { Id } from '../../kernel/ids.ts'
import { uuidV8 } from '../../kernel/ids.ts'
import type { LocalDate, Month } from '../../kernel/time.ts'

/** What makes a receivable line (应收) the same line on every PC (architecture §4). `attempt` counts from 1. */
export interface LineKey {
  readonly projectId: string
  readonly roomId: string
  readonly itemId: string
  readonly month: Month
  readonly fromOn: LocalDate
  readonly attempt: number
}

/** Which attempt the next line of a place is: one more than the last that was ever written there. */
export type NextAttempt = (place: Omit<LineKey, 'projectId' | 'attempt'>) => number

/** The key as the text that is hashed and kept UNIQUE. Ids are UUIDs, so no part can hold the separator. */
export function lineKeyText(key: LineKey): string {
  return `line|${key.projectId}|${key.roomId}|${key.itemId}|${key.month}|${key.fromOn}|${key.attempt}`
}

/** The line's id: UUIDv8 of its key. `digest` gives 16 bytes or more (SHA-256). */
export function lineId(key: LineKey, digest: (text: string) => Uint8Array): Id<'line'> {
  return uuidV8(digest(lineKeyText(key))) as Id<'line'>
}
