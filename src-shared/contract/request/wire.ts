import type { ErrorClass, ErrorParams } from '../../kernel/app-error.ts'

/** What crosses a channel. Plain structured-clone data only: no Blob, URL, function or Temporal (dependencies §3). */
export interface CallMessage {
  readonly t: 'call'
  readonly id: number
  readonly kind: 'command' | 'query'
  readonly op: string
  readonly input: unknown
  /** UUIDv7 made when the form opened; only with commands. */
  readonly commandId?: string
}

/** Asks for the events after `seq` of the core instance `epoch`; the answer is those events or a `reset`. */
export interface SubscribeMessage {
  readonly t: 'subscribe'
  readonly epoch: string | null
  readonly seq: number
}

export interface WireError {
  readonly class: ErrorClass
  readonly code: string
  readonly params: ErrorParams
  readonly field?: string
  /** With class `internal` alone: the number under which the log holds the cause. */
  readonly reference?: string
}

export type AnswerMessage =
  | { readonly t: 'answer'; readonly id: number; readonly ok: true; readonly output: unknown }
  | { readonly t: 'answer'; readonly id: number; readonly ok: false; readonly error: WireError }

export interface EventMessage {
  readonly t: 'event'
  readonly epoch: string
  readonly seq: number
  readonly name: string
  readonly data: Readonly<Record<string, unknown>>
}

/** The events asked for are no longer held: everything on the screen must be read again. */
export interface ResetMessage {
  readonly t: 'reset'
  readonly epoch: string
  readonly seq: number
}

export type ToCore = CallMessage | SubscribeMessage
export type ToPage = AnswerMessage | EventMessage | ResetMessage

const COMMAND_ID = /^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/

/** Reads a message from a page, which is not trusted: `null` when it is not one of ours. */
export function readToCore(message: unknown): ToCore | null {
  if (typeof message !== 'object' || message === null) return null
  const part = message as Record<string, unknown>
  if (part['t'] === 'subscribe') {
    const { epoch, seq } = part
    if ((typeof epoch !== 'string' && epoch !== null) || !Number.isSafeInteger(seq)) return null
    return { t: 'subscribe', epoch, seq: seq as number }
  }
  if (part['t'] !== 'call') return null
  const { id, kind, op, input, commandId } = part
  if (!Number.isSafeInteger(id) || typeof op !== 'string' || op.length > 80) return null
  if (kind === 'query') return { t: 'call', id: id as number, kind, op, input }
  if (kind !== 'command' || typeof commandId !== 'string' || !COMMAND_ID.test(commandId)) return null
  return { t: 'call', id: id as number, kind, op, input, commandId }
}

/** Reads a message from core. Core is ours, but a stations' link may cut a message: `null` drops it. */
export function readToPage(message: unknown): ToPage | null {
  if (typeof message !== 'object' || message === null) return null
  const { t } = message as { t?: unknown }
  return t === 'answer' || t === 'event' || t === 'reset' ? (message as ToPage) : null
}
