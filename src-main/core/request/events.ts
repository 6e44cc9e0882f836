import { randomUUID } from 'node:crypto'

import type { EventMessage, ResetMessage } from '../../../src-shared/contract/request/wire.ts'
import type { PendingEvent } from '../db/unit-of-work.ts'

/** At most one event of a kind in this time goes out; those between are merged (architecture §9, events). */
const QUIET_MS = 100
/** So many events are kept for a page that lost its channel. */
const KEPT = 500
/** A merged event that names more than this names nothing: "any of them". */
const MOST_IDS = 200

interface Waiting {
  readonly ids: Map<string, Set<string> | 'any'>
  readonly scalars: Record<string, unknown>
  timer: NodeJS.Timeout
}

/** Tells every attached page, after the commit, what has changed: names and ids only. */
export class EventHub {
  readonly epoch = randomUUID()
  readonly #listeners = new Set<(message: EventMessage) => void>()
  readonly #kept: EventMessage[] = []
  readonly #waiting = new Map<string, Waiting>()
  readonly #lastSent = new Map<string, number>()
  #seq = 0

  subscribe(listener: (message: EventMessage) => void): () => void {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }

  /** What a page missed since `seq`, or a reset when that is no longer known. */
  missed(epoch: string | null, seq: number): readonly EventMessage[] | ResetMessage {
    const oldest = this.#kept[0]?.seq ?? this.#seq + 1
    if (epoch !== this.epoch || seq > this.#seq || seq < oldest - 1)
      return { t: 'reset', epoch: this.epoch, seq: this.#seq }
    return this.#kept.filter((event) => event.seq > seq)
  }

  publish(events: readonly PendingEvent[]): void {
    for (const event of events) this.#offer(event.name, event.data as Readonly<Record<string, unknown>>)
  }

  stop(): void {
    for (const waiting of this.#waiting.values()) clearTimeout(waiting.timer)
    this.#waiting.clear()
  }

  #offer(name: string, data: Readonly<Record<string, unknown>>): void {
    const waiting = this.#waiting.get(name)
    if (waiting !== undefined) {
      merge(waiting, data)
      return
    }
    const since = performance.now() - (this.#lastSent.get(name) ?? -Infinity)
    if (since >= QUIET_MS) {
      this.#send(name, data)
      return
    }
    const fresh: Waiting = {
      ids: new Map(),
      scalars: {},
      timer: setTimeout(() => {
        this.#waiting.delete(name)
        this.#send(name, merged(fresh))
      }, QUIET_MS - since),
    }
    merge(fresh, data)
    this.#waiting.set(name, fresh)
  }

  #send(name: string, data: Readonly<Record<string, unknown>>): void {
    this.#lastSent.set(name, performance.now())
    this.#seq += 1
    const message: EventMessage = { t: 'event', epoch: this.epoch, seq: this.#seq, name, data }
    this.#kept.push(message)
    if (this.#kept.length > KEPT) this.#kept.shift()
    for (const listener of this.#listeners) listener(message)
  }
}

function merge(waiting: Waiting, data: Readonly<Record<string, unknown>>): void {
  for (const [key, value] of Object.entries(data)) {
    if (!Array.isArray(value)) {
      waiting.scalars[key] = value
      continue
    }
    const known = waiting.ids.get(key)
    if (known === 'any' || value.length === 0) {
      waiting.ids.set(key, 'any')
      continue
    }
    const ids = known ?? new Set<string>()
    for (const id of value) ids.add(String(id))
    waiting.ids.set(key, ids.size > MOST_IDS ? 'any' : ids)
  }
}

function merged(waiting: Waiting): Readonly<Record<string, unknown>> {
  const lists = [...waiting.ids].map(([key, ids]) => [key, ids === 'any' ? [] : [...ids]] as const)
  return { ...waiting.scalars, ...Object.fromEntries(lists) }
}
