import type { CoreToHost, HostToCore } from '../../../../src-shared/contract/desktop.ts'
import type { Database } from '../../db/database.ts'
import type { Log } from '../../log.ts'
import type { Commands, Queries } from '../../request/context.ts'
import type { EventHub } from '../../request/events.ts'
import type { TaskRunner } from '../../workers/task-runner.ts'
import type { CoreDeps } from '../core-features.ts'

export interface PrintPumpOptions {
  readonly database: Database
  readonly events: EventHub
  readonly documents: TaskRunner
  readonly tellHost: (message: CoreToHost) => void
  readonly log: Log
  readonly dataDir: string
}

/** Core's side of the print queue: the host pulls one paper at a time. */
export class PrintPump {
  readonly #options: PrintPumpOptions

  constructor(options: PrintPumpOptions) {
    this.#options = options
  }

  wake(): void {
    this.#options.tellHost({ t: 'print_ready' })
  }

  pull(): Promise<void> {
    return Promise.resolve()
  }

  done(_message: Extract<HostToCore, { t: 'print_done' }>): void {}
}

export function printingCommands(_deps: CoreDeps): Commands {
  return {}
}
export function printingQueries(): Queries {
  return {}
}
