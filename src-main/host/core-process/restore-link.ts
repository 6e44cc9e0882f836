import type { HostToCore, RestoreAsk, RestoreFound, VaultAnswer } from '../../../src-shared/contract/desktop.ts'

export type AskCore = <K extends RestoreAsk['kind']>(
  ask: Extract<RestoreAsk, { kind: K }>,
) => Promise<VaultAnswer<RestoreFound[K]>>

/** Questions of a restore to core, each with its answer; when core ends, whoever waits is told. */
export class RestoreLink {
  readonly #send: (message: HostToCore) => boolean
  readonly #waiting = new Map<number, (answer: VaultAnswer<unknown>) => void>()
  #nextId = 1

  constructor(send: (message: HostToCore) => boolean) {
    this.#send = send
  }

  readonly ask: AskCore = (ask) => {
    const requestId = this.#nextId++
    return new Promise((resolve) => {
      this.#waiting.set(requestId, resolve as (answer: VaultAnswer<unknown>) => void)
      if (!this.#send({ t: 'restore', requestId, ask })) this.answered(requestId, UNAVAILABLE)
    })
  }

  answered(requestId: number, answer: VaultAnswer<unknown>): void {
    this.#waiting.get(requestId)?.(answer)
    this.#waiting.delete(requestId)
  }

  coreExited(): void {
    for (const requestId of this.#waiting.keys()) this.answered(requestId, UNAVAILABLE)
  }
}

const UNAVAILABLE: VaultAnswer<never> = { ok: false, code: 'core.unavailable', params: {} }
