import type { CoreWorkers } from '../core-options.ts'
import type { Log } from '../log.ts'
import { GuardedRunner } from './guarded-runner.ts'
import type { WorkerData } from './worker-data.ts'
import { WorkerThreadRunner } from './worker-thread-runner.ts'

const IDLE_MS = 60_000
/** A file that fills the limits of reading, 400,000 cells and ten million characters, was measured at 850 MB. */
const WORKBOOKS_HEAP_MB = 1_280
/** Such a file was measured at half of it on two cores that did much else. */
const WORKBOOK_TIMEOUT_MS = 60_000
const CANCEL_MS = 2_000

/** The worker threads that know the opened file. The reader stays; the others end when idle. */
export function startThreads(from: {
  readonly workerData: WorkerData
  readonly file: (name: string) => URL
  readonly log: Log
}): Pick<CoreWorkers, 'reader' | 'documents' | 'workbooks'> {
  const thread = (name: string, more: { readonly idleMs: number | null; readonly heapMb?: number }) =>
    new WorkerThreadRunner({ name, file: from.file(name), workerData: from.workerData, log: from.log, ...more })
  return {
    reader: thread('reader', { idleMs: null }),
    documents: thread('documents', { idleMs: IDLE_MS }),
    workbooks: new GuardedRunner({
      runner: thread('workbooks', { idleMs: IDLE_MS, heapMb: WORKBOOKS_HEAP_MB }),
      timeoutMs: WORKBOOK_TIMEOUT_MS,
      cancelMs: CANCEL_MS,
      codes: { tooSlow: 'import.workbook_too_slow', tooHeavy: 'import.workbook_too_heavy' },
    }),
  }
}
