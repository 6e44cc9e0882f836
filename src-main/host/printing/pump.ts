import type { CoreToHost, HostToCore } from '../../../src-shared/contract/desktop.ts'
import { causeFields } from '../log.ts'
import type { Log } from '../log.ts'

export type PrintWork = Extract<CoreToHost, { t: 'print_work' }>

export type PrintOutcome =
  | { readonly outcome: 'sent' | 'confirmed' }
  /** A code such as `print.no_printer`; the page puts it into words. */
  | { readonly outcome: 'failed'; readonly reason: string }

export interface PumpParts {
  readonly send: (message: HostToCore) => boolean
  readonly print: (work: PrintWork) => Promise<PrintOutcome>
  readonly log: Log
}

/** Takes print jobs (打印任务) from core's queue one after the other and says how each went. */
export class PrintPump {
  readonly #parts: PumpParts
  #line: Promise<void> = Promise.resolve()
  /** Results that no core took yet; they go out before the next job is asked for. */
  #untold: HostToCore[] = []

  constructor(parts: PumpParts) {
    this.#parts = parts
  }

  /** Core has jobs, or has just been started and may have. */
  pull(): void {
    this.#untold = this.#untold.filter((message) => !this.#parts.send(message))
    this.#parts.send({ t: 'print_pull' })
  }

  take(work: PrintWork): void {
    this.#line = this.#line.then(async () => {
      const result = await this.#printed(work)
      const reason = result.outcome === 'failed' ? result.reason : null
      this.#parts.log.info('print.done', { jobId: work.jobId, outcome: result.outcome, reason })
      this.#untold.push({ t: 'print_done', jobId: work.jobId, outcome: result.outcome, reason })
      this.pull()
    })
  }

  async #printed(work: PrintWork): Promise<PrintOutcome> {
    try {
      return await this.#parts.print(work)
    } catch (error) {
      this.#parts.log.error('print.failed', { jobId: work.jobId, ...causeFields(error) })
      return { outcome: 'failed', reason: 'print.internal' }
    }
  }
}
