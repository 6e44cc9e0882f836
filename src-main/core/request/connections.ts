import type { Channel } from '../../../src-shared/contract/request/channel.ts'
import { readToCore } from '../../../src-shared/contract/request/wire.ts'
import type { AnswerMessage, CallMessage, ToPage } from '../../../src-shared/contract/request/wire.ts'
import type { AskingWindow, Dispatcher } from './dispatch.ts'
import type { EventHub } from './events.ts'

/** A message above this is refused unread: no form of ours comes near it. */
const LIMIT_KB = 1_024
/** Calls that one window may have under way; more wait for a page that has run wild. */
const MOST_UNDER_WAY = 64

export interface Attachment {
  readonly windowId: string
  readonly token: string | null
  readonly channel: Channel
}

export interface ConnectionsOptions {
  /** `null` while no database is open: calls are answered `database.not_open`. */
  readonly dispatcher: () => Dispatcher | null
  readonly events: EventHub
  /** Main keeps the token of each window, so that core's restart logs nobody out. */
  readonly tellToken: (windowId: string, token: string | null) => void
}

/** The windows that are attached, each over one channel; the newest channel of a window replaces the older one. */
export class Connections {
  readonly #options: ConnectionsOptions
  readonly #open = new Map<string, { readonly channel: Channel; readonly end: () => void }>()

  constructor(options: ConnectionsOptions) {
    this.#options = options
  }

  attach({ windowId, token: firstToken, channel }: Attachment): void {
    this.detach(windowId)
    let token = firstToken
    let underWay = 0
    const window = (): AskingWindow => ({
      windowId,
      token,
      setToken: (next) => {
        token = next
        this.#options.tellToken(windowId, next)
      },
    })
    const post = (message: ToPage): void => {
      try {
        channel.post(message)
      } catch {
        // The page went away between the question and the answer; what was written stays written.
      }
    }
    const unsubscribe = this.#options.events.subscribe((event) => {
      if (token !== null) post(event)
    })
    this.#open.set(windowId, { channel, end: unsubscribe })
    channel.onClose(() => {
      if (this.#open.get(windowId)?.channel === channel) this.detach(windowId)
    })
    channel.onMessage((raw) => {
      const message = readToCore(raw)
      if (message === null) return
      if (message.t === 'subscribe') {
        const missed = this.#options.events.missed(message.epoch, message.seq)
        for (const event of Array.isArray(missed) ? missed : [missed as ToPage]) post(event as ToPage)
        return
      }
      const refusal = guard(message, underWay)
      if (refusal !== null) {
        post(refusal)
        return
      }
      underWay += 1
      void this.#answer(message, window()).then((answer) => {
        underWay -= 1
        post(answer)
      })
    })
  }

  isAttached(windowId: string): boolean {
    return this.#open.has(windowId)
  }

  detach(windowId: string): void {
    const open = this.#open.get(windowId)
    if (open === undefined) return
    this.#open.delete(windowId)
    open.end()
    open.channel.close()
  }

  closeAll(): void {
    for (const windowId of [...this.#open.keys()]) this.detach(windowId)
  }

  #answer(call: CallMessage, window: AskingWindow): Promise<AnswerMessage> {
    const dispatcher = this.#options.dispatcher()
    if (dispatcher === null) return Promise.resolve(refusal(call.id, 'database.not_open', { state: 'closed' }))
    return dispatcher.answer(call, window)
  }
}

function guard(call: CallMessage, underWay: number): AnswerMessage | null {
  if (underWay >= MOST_UNDER_WAY) return refusal(call.id, 'command.busy', {})
  const verdict = look(call.input, LIMIT_KB * 1_024)
  if (verdict === 'too_large') return refusal(call.id, 'input.too_large', { limitKb: LIMIT_KB })
  if (verdict === 'broken_text') return refusal(call.id, 'input.broken_text', {})
  return null
}

function refusal(id: number, code: string, params: Readonly<Record<string, unknown>>): AnswerMessage {
  return { t: 'answer', id, ok: false, error: { class: 'refused', code, params } }
}

/**
 * A message within rough `budget` bytes, all of its texts well-formed: half a character would be stored as another one than the
 * log says. It is walked without recursion: a page may send a circle or a well.
 */
function look(message: unknown, budget: number): 'fine' | 'too_large' | 'broken_text' {
  let left = budget
  const waiting: unknown[] = [message]
  while (waiting.length > 0) {
    const value = waiting.pop()
    left -= ownSize(value)
    if (left < 0) return 'too_large'
    if (typeof value === 'string' && !value.isWellFormed()) return 'broken_text'
    if (typeof value !== 'object' || value === null || ArrayBuffer.isView(value)) continue
    for (const [key, part] of Object.entries(value)) {
      left -= key.length * 2
      if (left < 0) return 'too_large'
      waiting.push(part)
    }
  }
  return 'fine'
}

function ownSize(value: unknown): number {
  if (typeof value === 'string') return value.length * 2
  if (ArrayBuffer.isView(value)) return value.byteLength
  return typeof value === 'object' && value !== null ? 16 : 8
}
