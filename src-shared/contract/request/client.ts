import type { Channel } from './channel.ts'
import { Deadlines } from './deadlines.ts'
import { readToPage } from './wire.ts'
import type { EventMessage, WireError } from './wire.ts'

/** An expected answer is a value, never an exception: the compiler makes every page look at the refusal. */
export type Result<T> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly error: WireError }

export interface ClientOptions {
  /** A call without an answer after this many milliseconds (or half a second more) is answered `core.timeout`; its command may be asked for again with the same id. */
  readonly timeoutMs: number
  /** How long a call waits for a new channel after the old one died, before `core.unavailable`. */
  readonly reconnectMs: number
  readonly setTimer: (run: () => void, ms: number) => void
}

export interface CallOptions {
  readonly timeoutMs?: number
}

interface Pending {
  readonly message: { readonly t: 'call'; readonly id: number; readonly kind: 'command' | 'query' } & Record<
    string,
    unknown
  >
  readonly settle: (result: Result<unknown>) => void
  /** How often it may still be sent over a new channel. A command is safe: core knows its id. */
  resends: number
}

/**
 * The page's end of the request kernel. It outlives channels: `attach` takes the newest port, what was under way is sent
 * again over it (a query once, a command under its own id), and events go on from the last sequence number.
 */
export class Client {
  readonly #options: ClientOptions
  readonly #pending = new Map<number, Pending>()
  readonly #eventListeners = new Set<(event: EventMessage) => void>()
  readonly #resetListeners = new Set<() => void>()
  readonly #stateListeners = new Set<(state: 'up' | 'down') => void>()
  readonly #deadlines: Deadlines
  #channel: Channel | null = null
  #attached = -1
  #nextId = 1
  #coreEpoch: string | null = null
  #seq = 0

  constructor(options: ClientOptions) {
    this.#options = options
    this.#deadlines = new Deadlines(options.setTimer, (id) =>
      this.#settle(id, unavailable(this.#channel === null ? 'core.unavailable' : 'core.timeout')),
    )
  }

  /** Takes a channel into use. `epoch` comes from main: an older one than the one in use is closed unused. */
  attach(channel: Channel, epoch: number): void {
    if (epoch < this.#attached) {
      channel.close()
      return
    }
    this.#channel?.close()
    this.#channel = channel
    this.#attached = epoch
    channel.onMessage((message) => {
      // What a replaced channel still delivers belongs to a core that is gone; its calls were sent again.
      if (this.#channel === channel) this.#receive(message)
    })
    channel.onClose(() => {
      if (this.#channel !== channel) return
      this.#channel = null
      for (const id of this.#pending.keys()) this.#waitForChannel(id)
      this.#announce('down')
    })
    this.#post({ t: 'subscribe', epoch: this.#coreEpoch, seq: this.#seq })
    for (const call of this.#pending.values()) this.#resend(call)
    this.#announce('up')
  }

  query(op: string, input: unknown, options: CallOptions = {}): Promise<Result<unknown>> {
    return this.#call({ kind: 'query', op, input }, { resends: 1, ...options })
  }

  command(op: string, input: unknown, options: CallOptions & { readonly commandId: string }): Promise<Result<unknown>> {
    const { commandId, ...rest } = options
    return this.#call({ kind: 'command', op, input, commandId }, { resends: 3, ...rest })
  }

  onEvent(listener: (event: EventMessage) => void): () => void {
    this.#eventListeners.add(listener)
    return () => this.#eventListeners.delete(listener)
  }

  /** Called when events were missed: whatever is on the screen must be read again. */
  onReset(listener: () => void): () => void {
    this.#resetListeners.add(listener)
    return () => this.#resetListeners.delete(listener)
  }

  onState(listener: (state: 'up' | 'down') => void): () => void {
    this.#stateListeners.add(listener)
    return () => this.#stateListeners.delete(listener)
  }

  #call(
    call: { readonly kind: 'command' | 'query' } & Record<string, unknown>,
    options: CallOptions & { readonly resends: number },
  ): Promise<Result<unknown>> {
    const id = this.#nextId++
    const message = { t: 'call', id, ...call } as const
    return new Promise((resolve) => {
      this.#deadlines.start(id, options.timeoutMs ?? this.#options.timeoutMs)
      this.#pending.set(id, { message, settle: resolve, resends: options.resends })
      if (this.#channel === null) this.#waitForChannel(id)
      else this.#post(message, id)
    })
  }

  #waitForChannel(id: number): void {
    this.#options.setTimer(() => {
      if (this.#channel === null) this.#settle(id, unavailable('core.unavailable'))
    }, this.#options.reconnectMs)
  }

  #resend(call: Pending): void {
    if (call.resends === 0) {
      this.#settle(call.message.id, unavailable('core.unavailable'))
      return
    }
    call.resends -= 1
    this.#post(call.message, call.message.id)
  }

  #post(message: unknown, id?: number): void {
    try {
      this.#channel?.post(message)
    } catch {
      // What cannot be cloned is a defect of the page; the call is answered instead of waiting for its time-out.
      if (id !== undefined) this.#settle(id, unavailable('core.unsendable'))
    }
  }

  #settle(id: number, result: Result<unknown>): void {
    const call = this.#pending.get(id)
    if (call === undefined) return
    this.#pending.delete(id)
    this.#deadlines.cancel(id)
    call.settle(result)
  }

  #receive(raw: unknown): void {
    const message = readToPage(raw)
    if (message === null) return
    if (message.t === 'answer') {
      this.#settle(message.id, message.ok ? { ok: true, value: message.output } : { ok: false, error: message.error })
      return
    }
    if (message.t === 'reset') {
      this.#coreEpoch = message.epoch
      this.#seq = message.seq
      for (const listener of this.#resetListeners) listener()
      return
    }
    if (message.epoch === this.#coreEpoch && message.seq <= this.#seq) return
    this.#coreEpoch = message.epoch
    this.#seq = message.seq
    for (const listener of this.#eventListeners) listener(message)
  }

  #announce(state: 'up' | 'down'): void {
    for (const listener of this.#stateListeners) listener(state)
  }
}

function unavailable(code: string): Result<never> {
  return { ok: false, error: { class: 'internal', code, params: {} } }
}
