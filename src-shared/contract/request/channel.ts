/**
 * What the request kernel speaks to: a MessagePort on the office PC, a WebSocket from a station. Messages keep their order;
 * `onClose` fires once, when the other side is gone, and never for one's own `close`.
 */
export interface Channel {
  post(message: unknown): void
  onMessage(listener: (message: unknown) => void): void
  onClose(listener: () => void): void
  close(): void
}

/** The part of a MessagePort that pages, core and tests share. */
interface PortLike {
  postMessage(message: unknown): void
  close(): void
  start?(): void
}
interface DomPort extends PortLike {
  addEventListener(type: 'message', listener: (event: { readonly data: unknown }) => void): void
  addEventListener(type: 'close', listener: () => void): void
}
interface NodePort extends PortLike {
  on(type: 'message', listener: (event: unknown) => void): unknown
  on(type: 'close', listener: () => void): unknown
}

/** A channel over a port of the page (DOM events). */
export function domPortChannel(port: DomPort): Channel {
  let closedByUs = false
  return {
    post: (message) => port.postMessage(message),
    onMessage: (listener) => {
      port.addEventListener('message', (event) => listener(event.data))
      port.start?.()
    },
    onClose: (listener) => port.addEventListener('close', () => closedByUs || listener()),
    close: () => {
      closedByUs = true
      port.close()
    },
  }
}

/** A channel over Electron's MessagePortMain (event with `data`) or a port of `node:worker_threads` (the bare value). */
export function nodePortChannel(port: NodePort, carries: 'event' | 'value'): Channel {
  let closedByUs = false
  return {
    post: (message) => port.postMessage(message),
    onMessage: (listener) => {
      port.on('message', (event) => listener(carries === 'event' ? (event as { data: unknown }).data : event))
      port.start?.()
    },
    onClose: (listener) => {
      port.on('close', () => closedByUs || listener())
    },
    close: () => {
      closedByUs = true
      port.close()
    },
  }
}
