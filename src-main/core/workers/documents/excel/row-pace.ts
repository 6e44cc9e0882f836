import { setImmediate } from 'node:timers/promises'
import type { WriteProgress } from './sheet-spec.ts'

const EVERY = 1000

/** exceljs has no back-pressure: every 1,000 rows the disk gets its turn, the progress is told and a cancel is seen. */
export class RowPace {
  readonly #options: WriteProgress
  #rows = 0

  constructor(options: WriteProgress) {
    this.#options = options
  }

  async step(): Promise<void> {
    this.#rows += 1
    if (this.#rows % EVERY !== 0) return
    this.#options.onProgress?.(this.#rows)
    this.#options.signal?.throwIfAborted()
    await setImmediate()
  }

  finish(): void {
    this.#options.signal?.throwIfAborted()
    this.#options.onProgress?.(this.#rows)
  }
}

export function eitherSignal(asked: AbortSignal | undefined, broken: AbortSignal): AbortSignal {
  return asked === undefined ? broken : AbortSignal.any([asked, broken])
}
