import type { RawData, WebSocket } from 'ws'

import type { Channel } from '../../../src-shared/contract/request/channel.ts'

/** RFC 6455: the other side sent what this one does not speak. */
const UNSUPPORTED = 1_003

/**
 * A channel over an open WebSocket: what a station (分机) has instead of a MessagePort. One text frame of JSON is one message.
 * A peer that sends anything else is no station of ours and loses the connection. The size of a frame is limited by whoever
 * opens the socket (`maxPayload`).
 */
export function webSocketChannel(socket: WebSocket): Channel {
  let closedByUs = false
  const waiting: unknown[] = []
  const listeners = new Set<(message: unknown) => void>()
  socket.on('message', (data: RawData, isBinary: boolean) => {
    const message = isBinary ? null : decode(data)
    if (message === null) {
      socket.close(UNSUPPORTED)
      return
    }
    // As a port that was not started yet: what came before the first listener waits for it.
    if (listeners.size === 0) waiting.push(message.value)
    for (const listener of listeners) listener(message.value)
  })
  // Without a listener an error of the socket would end the process; `close` follows it and is told below.
  socket.on('error', () => {})
  return {
    post: (message) => socket.send(encode(message)),
    onMessage: (listener) => {
      listeners.add(listener)
      for (const message of waiting.splice(0)) listener(message)
    },
    onClose: (listener) => {
      socket.on('close', () => closedByUs || listener())
    },
    close: () => {
      closedByUs = true
      socket.close()
    },
  }
}

function textOf(data: RawData): string {
  if (Array.isArray(data)) return Buffer.concat(data).toString('utf8')
  return Buffer.from(data as Uint8Array).toString('utf8')
}

function decode(data: RawData): { readonly value: unknown } | null {
  try {
    return { value: JSON.parse(textOf(data)) as unknown }
  } catch {
    return null
  }
}

/** @throws TypeError for what JSON would change on the way, where a MessagePort would either carry it or throw. */
function encode(message: unknown): string {
  return JSON.stringify(message, function (this: Readonly<Record<string, unknown>>, key, part: unknown) {
    refuseUncarried(this[key])
    return part
  })
}

function refuseUncarried(part: unknown): void {
  if (part === null || part === undefined || typeof part === 'string' || typeof part === 'boolean') return
  if (typeof part === 'number' && Number.isFinite(part)) return
  if (typeof part === 'object' && (Array.isArray(part) || isPlain(part))) return
  throw new TypeError(`A station's link does not carry ${Object.prototype.toString.call(part)}`)
}

function isPlain(part: object): boolean {
  const prototype: unknown = Object.getPrototypeOf(part)
  return prototype === Object.prototype || prototype === null
}
