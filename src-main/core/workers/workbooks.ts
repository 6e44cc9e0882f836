import { parentPort, workerData } from 'node:worker_threads'

import { invariant } from '../../../src-shared/kernel/assert.ts'
import { connect } from '../db/connection.ts'
import { ReadHandle } from '../db/read-handle.ts'
import { workbookTasks } from '../features/workbook-tasks.ts'
import { systemClock } from '../system-clock.ts'
import { documentsBody } from './document-tasks.ts'
import { serveTasks } from './serve-tasks.ts'
import type { WorkerData } from './worker-data.ts'

invariant(parentPort !== null, 'workbooks are read in a worker thread')
const { path, keyHex, fontsDir, clockOffsetMs } = workerData as WorkerData
const db = new ReadHandle(connect({ path, keyHex, access: 'reader' }))
serveTasks(parentPort, documentsBody({ db, clock: systemClock(clockOffsetMs), fontsDir, tasks: workbookTasks }))
