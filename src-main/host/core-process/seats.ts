import type { HostToCore } from '../../../src-shared/contract/desktop.ts'

/** Two ends of a new channel. */
export interface PortPair<Port> {
  readonly forCore: Port
  readonly forPage: Port
}

export interface SeatsParts<Port> {
  readonly send: (message: HostToCore, ports: readonly Port[]) => boolean
  readonly newPair: () => PortPair<Port>
}

interface Seat<Port> {
  readonly deliver: (port: Port, epoch: number) => void
  /** What core gave the window at sign-in. It lives here alone: a restart of core logs nobody out and unlocks nothing. */
  token: string | null
  listening: boolean
}

/**
 * The windows and their channels to core. A window gets a port when its page listens and core has the database open, and a
 * new one, with a higher epoch, whenever either of them begins anew.
 */
export class Seats<Port> {
  readonly #parts: SeatsParts<Port>
  readonly #seats = new Map<string, Seat<Port>>()
  #coreOpen = false
  #epoch = 0

  constructor(parts: SeatsParts<Port>) {
    this.#parts = parts
  }

  add(windowId: string, deliver: (port: Port, epoch: number) => void): void {
    this.#seats.set(windowId, { deliver, token: null, listening: false })
  }

  /** The page (first load or reload) has run its scripts and takes ports. */
  pageListens(windowId: string): void {
    const seat = this.#seats.get(windowId)
    if (seat === undefined) return
    seat.listening = true
    this.#connect(windowId, seat)
  }

  pageGone(windowId: string): void {
    const seat = this.#seats.get(windowId)
    if (seat === undefined || !seat.listening) return
    seat.listening = false
    this.#parts.send({ t: 'detach', windowId }, [])
  }

  remove(windowId: string): void {
    this.pageGone(windowId)
    this.#seats.delete(windowId)
  }

  coreOpened(): void {
    this.#coreOpen = true
    for (const [windowId, seat] of this.#seats) this.#connect(windowId, seat)
  }

  coreExited(): void {
    this.#coreOpen = false
  }

  /** The data is about to be another one: nobody stays signed in. */
  signOutAll(): void {
    this.#coreOpen = false
    for (const seat of this.#seats.values()) seat.token = null
  }

  keepToken(windowId: string, token: string | null): void {
    const seat = this.#seats.get(windowId)
    if (seat !== undefined) seat.token = token
  }

  isSignedIn(windowId: string): boolean {
    return (this.#seats.get(windowId)?.token ?? null) !== null
  }

  #connect(windowId: string, seat: Seat<Port>): void {
    if (!this.#coreOpen || !seat.listening) return
    const pair = this.#parts.newPair()
    if (!this.#parts.send({ t: 'attach', windowId, token: seat.token }, [pair.forCore])) return
    this.#epoch += 1
    seat.deliver(pair.forPage, this.#epoch)
  }
}
