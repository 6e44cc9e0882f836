import { mkdirSync } from 'node:fs'
import { join } from 'node:path'

import type { CoreToHost, HostToCore } from '../../../../src-shared/contract/desktop.ts'
import { localDateOf } from '../../../../src-shared/kernel/time.ts'
import type { Database } from '../../db/database.ts'
import type { PrintJobTable } from '../../db/tables.ts'
import type { Log } from '../../log.ts'
import type { EventHub } from '../../request/events.ts'
import type { TaskRunner } from '../../workers/task-runner.ts'
import { OUTCOME_UNKNOWN, TEST_PAGE, findPrintJob, markJob, queuedJobs } from './print-queue.ts'
import { loadPrintSettings } from './print-settings.ts'
import type { PrintSettings } from './print-settings.ts'

export interface PrintPumpOptions {
  readonly database: Database
  readonly events: EventHub
  readonly documents: TaskRunner
  readonly tellHost: (message: CoreToHost) => void
  readonly log: Log
  readonly dataDir: string
}

/** A rendered paper, as the documents worker answers it. */
export interface RenderedPaper {
  readonly pdf: Uint8Array
  readonly pageMm: { readonly width: number; readonly height: number }
}
type PrintWork = Extract<CoreToHost, { t: 'print_work' }>

/**
 * Core's side of the print queue: the host pulls one paper at a time. A paper is marked before it is handed over, so that
 * a power cut leaves it as "nobody knows" and it is asked for instead of printed twice.
 */
export class PrintPump {
  readonly #options: PrintPumpOptions
  /** Jobs that are being rendered: still queued in the file, so that a crash meanwhile loses nothing. */
  readonly #rendering = new Set<string>()
  #recovered = false
  #stopped = false

  constructor(options: PrintPumpOptions) {
    this.#options = options
  }

  /** Tells the host that there may be papers. The first time also settles what the last run left with the printer. */
  wake(): void {
    if (this.#stopped) return
    if (!this.#recovered) {
      const text = `UPDATE print_job SET state = 'failed' WHERE state = 'sent' AND failure = '${OUTCOME_UNKNOWN}'`
      this.#options.database.transactTechnical(text)
      this.#recovered = true
    }
    this.#options.tellHost({ t: 'print_ready' })
  }

  stop(): void {
    this.#stopped = true
  }

  /** Hands the host the oldest paper; one that cannot be made is failed and the next is tried. */
  async pull(): Promise<void> {
    while (!this.#stopped) {
      const settings = loadPrintSettings(this.#options.database.read)
      if (settings.printer.kind === 'none') return
      const job = queuedJobs(this.#options.database.read).find(({ id }) => !this.#rendering.has(id))
      if (job === undefined) return
      if (await this.#handOver(job, settings)) return
    }
  }

  /** What the host says of a paper. Said twice, or of a paper that was settled otherwise, it changes nothing. */
  done(message: Extract<HostToCore, { t: 'print_done' }>): void {
    const { database } = this.#options
    const job = findPrintJob(database.read, message.jobId)
    if (job === null || job.failure !== OUTCOME_UNKNOWN) return
    const { outcome, reason } = message
    this.#write(job, (unit) => {
      markJob(unit, job.id, {
        state: outcome,
        failure: outcome === 'failed' ? (reason ?? 'print.refused') : null,
        at: unit.now,
      })
      if (outcome === 'failed' || job.document_id === TEST_PAGE || job.reprint_no > 0) return
      unit.insert('receipt_event', {
        id: unit.newId(),
        project_id: job.project_id,
        receipt_id: job.document_id,
        kind: 'printed',
        reason: null,
        paper_taken_back: null,
        shift_id: null,
        approved_by: null,
        user_id: job.created_by,
        business_on: localDateOf(unit.now),
        at: unit.now,
      })
    })
  }

  async #handOver(job: PrintJobTable, settings: PrintSettings): Promise<boolean> {
    this.#rendering.add(job.id)
    try {
      const work = this.#workOf(job, { settings, paper: await this.#render(job, settings) })
      if (this.#stopped) return true
      // It may have been withdrawn while it was drawn.
      if (findPrintJob(this.#options.database.read, job.id)?.state !== 'queued') return false
      this.#write(job, (unit) => markJob(unit, job.id, { state: 'sent', failure: OUTCOME_UNKNOWN, at: unit.now }))
      this.#options.tellHost(work)
      return true
    } catch (error) {
      if (this.#stopped) return true
      this.#options.log.error('print.not_made', {
        job: job.id,
        cause: error instanceof Error ? (error.stack ?? error.message) : String(error),
      })
      this.#write(job, (unit) => markJob(unit, job.id, { state: 'failed', failure: 'print.not_made', at: unit.now }))
      return false
    } finally {
      this.#rendering.delete(job.id)
    }
  }

  async #render(job: PrintJobTable, settings: PrintSettings): Promise<RenderedPaper> {
    const offset = { xE1mm: settings.offsetXE1mm, yE1mm: settings.offsetYE1mm }
    const task = job.document_id === TEST_PAGE ? 'receipt.print_test_page' : 'receipt.print'
    const input = { receiptId: job.document_id, reprintNo: job.reprint_no, format: job.format, offset }
    return (await this.#options.documents.run(task, input)) as RenderedPaper
  }

  #workOf(job: PrintJobTable, made: { readonly settings: PrintSettings; readonly paper: RenderedPaper }): PrintWork {
    const { pdf, pageMm } = made.paper
    const fileName = `${job.document_no === '' ? TEST_PAGE : job.document_no}.pdf`
    return {
      t: 'print_work',
      jobId: job.id,
      pdf,
      target: this.#targetOf(made.settings),
      fileName,
      pageMm,
      copies: job.copies,
    }
  }

  #targetOf({ printer }: PrintSettings): PrintWork['target'] {
    if (printer.kind === 'system') return { kind: 'system', printer: printer.name }
    const path = join(this.#options.dataDir, 'printed')
    mkdirSync(path, { recursive: true, mode: 0o700 })
    return { kind: 'folder', path }
  }

  #write(job: PrintJobTable, work: Parameters<Database['transact']>[1]): void {
    const { database, events } = this.#options
    const { events: pending } = database.transact({ command: 'printing.done', userId: job.created_by }, work)
    events.publish(pending)
  }
}
