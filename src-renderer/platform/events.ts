import type { QueryCache } from '@pinia/colada'

import type { Client } from '../../src-shared/contract/request/client.ts'
import type { AppQueryName } from './client.ts'
import type { AppEvents, EventName } from './contract.ts'

/** Which operations' answers are old once an event came: `'payment.collected': ['counter.open', 'shift.current']`. */
export type Invalidations = { readonly [E in EventName]?: readonly AppQueryName[] }

type Listener = (data: unknown) => void
const listeners = new Map<string, Set<Listener>>()
const RESET = '*'

/** For pages that hold a list snapshot or live figures of their own. Returns how to stop. */
export function onCoreEvent<E extends EventName>(name: E, listener: (data: AppEvents[E]) => void): () => void {
  return listenTo(name, (data) => listener(data as AppEvents[E]))
}

/** Events were missed: whatever is on the screen must be read again. */
export function onMissedEvents(listener: () => void): () => void {
  return listenTo(RESET, listener)
}

function listenTo(name: string, listener: Listener): () => void {
  const known = listeners.get(name) ?? new Set<Listener>()
  known.add(listener)
  listeners.set(name, known)
  return () => known.delete(listener)
}

/** Lets events renew what they name; after a gap in the events, everything. */
export function connectEvents(client: Client, cache: QueryCache, table: Invalidations): void {
  client.onEvent((event) => {
    for (const operation of table[event.name as EventName] ?? []) void cache.invalidateQueries({ key: [operation] })
    for (const listener of listeners.get(event.name) ?? []) listener(event.data)
  })
  client.onReset(() => {
    void cache.invalidateQueries()
    for (const listener of listeners.get(RESET) ?? []) listener({})
  })
}

/** Joins the tables of the features. */
export function mergeInvalidations(tables: readonly Invalidations[]): Invalidations {
  const merged: { [E in EventName]?: readonly AppQueryName[] } = {}
  for (const table of tables) {
    for (const [event, operations] of Object.entries(table) as [EventName, readonly AppQueryName[]][]) {
      merged[event] = [...new Set([...(merged[event] ?? []), ...operations])]
    }
  }
  return merged
}
