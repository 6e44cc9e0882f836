import type { CoreFacts, HostToCore } from '../../../src-shared/contract/desktop.ts'

const PATIENCE_MS = 5_000

export interface CoreQuestionsParts {
  readonly send: (message: HostToCore) => boolean
  readonly setTimer: (run: () => void, ms: number) => () => void
}

/** Asks core for its facts. A core that is away or busy for seconds is answered for with `null`. */
export class CoreQuestions {
  readonly #parts: CoreQuestionsParts
  readonly #waiting = new Map<number, (facts: CoreFacts | null) => void>()
  #last = 0

  constructor(parts: CoreQuestionsParts) {
    this.#parts = parts
  }

  ask(): Promise<CoreFacts | null> {
    this.#last += 1
    const requestId = this.#last
    return new Promise((resolve) => {
      const cancelTimer = this.#parts.setTimer(() => this.answer(requestId, null), PATIENCE_MS)
      this.#waiting.set(requestId, (facts) => {
        cancelTimer()
        resolve(facts)
      })
      if (!this.#parts.send({ t: 'diagnose', requestId })) this.answer(requestId, null)
    })
  }

  answer(requestId: number, facts: CoreFacts | null): void {
    const settle = this.#waiting.get(requestId)
    this.#waiting.delete(requestId)
    settle?.(facts)
  }
}
