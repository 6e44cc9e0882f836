import type { CoreToHost, HostToCore } from '../../../src-shared/contract/desktop.ts'
import type { Log } from '../log.ts'
import { Backoff } from './backoff.ts'

/** A running core, as the supervisor needs it; `Port` is what travels with `attach`. */
export interface CoreProcess<Port> {
  readonly pid: number | undefined
  post(message: HostToCore, ports: readonly Port[]): void
  onMessage(listener: (message: CoreToHost) => void): void
  onExit(listener: (code: number) => void): void
  kill(): void
}

export interface SupervisorParts<Port> {
  readonly fork: () => CoreProcess<Port>
  readonly now: () => number
  readonly setTimer: (run: () => void, ms: number) => () => void
  readonly log: Log
}

export type CoreHappening = CoreToHost | { readonly t: 'exited' }

const CLOSE_MS = 5_000

/** Keeps one core running from `start` to `stop`, whatever happens to it in between. */
export class CoreSupervisor<Port> {
  readonly #parts: SupervisorParts<Port>
  readonly #backoff = new Backoff()
  readonly #listeners = new Set<(happening: CoreHappening) => void>()
  #core: CoreProcess<Port> | null = null
  #stopped = false
  #cancelRestart: (() => void) | null = null

  constructor(parts: SupervisorParts<Port>) {
    this.#parts = parts
  }

  onHappening(listener: (happening: CoreHappening) => void): void {
    this.#listeners.add(listener)
  }

  start(): void {
    const { fork, now, log } = this.#parts
    const startedAt = now()
    const core = fork()
    this.#core = core
    core.onMessage((message) => this.#tell(message))
    core.onExit((code) => {
      if (this.#core === core) this.#core = null
      const upMs = now() - startedAt
      log[this.#stopped ? 'info' : 'error']('core.exited', { code, upMs: Math.round(upMs) })
      this.#tell({ t: 'exited' })
      if (!this.#stopped) this.#restartAfter(this.#backoff.delayAfter(upMs))
    })
  }

  /** False when there is no core just now; what it must know is told again when the next one has booted. */
  send(message: HostToCore, ports: readonly Port[] = []): boolean {
    if (this.#core === null) return false
    this.#core.post(message, ports)
    return true
  }

  /** Lets core finish its transaction and close the file; ends it by force after five seconds. */
  stop(): Promise<void> {
    this.#stopped = true
    this.#cancelRestart?.()
    this.#cancelRestart = null
    const core = this.#core
    if (core === null) return Promise.resolve()
    return new Promise((resolve) => {
      const cancelTimer = this.#parts.setTimer(() => {
        this.#parts.log.error('core.close_timed_out')
        core.kill()
        resolve()
      }, CLOSE_MS)
      const finish = (): void => {
        cancelTimer()
        resolve()
      }
      core.onMessage((message) => {
        if (message.t === 'closed') finish()
      })
      core.onExit(finish)
      core.post({ t: 'shutdown' }, [])
    })
  }

  /** After `stop`, when the program goes on after all. A core that has not ended yet is followed by the next one. */
  startAgain(): void {
    this.#stopped = false
    if (this.#core === null) this.start()
  }

  /** The PC woke up: a core that is waiting for its next start does not wait any longer. */
  hurry(): void {
    if (this.#cancelRestart === null || this.#stopped) return
    this.#cancelRestart()
    this.#cancelRestart = null
    this.start()
  }

  #restartAfter(ms: number): void {
    this.#cancelRestart = this.#parts.setTimer(() => {
      this.#cancelRestart = null
      this.start()
    }, ms)
  }

  #tell(happening: CoreHappening): void {
    for (const listener of this.#listeners) listener(happening)
  }
}
