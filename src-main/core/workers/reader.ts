import { parentPort, workerData } from 'node:worker_threads'

import { invariant } from '../../../src-shared/kernel/assert.ts'
import { connect } from '../db/connection.ts'
import { ReadHandle } from '../db/read-handle.ts'
import { readerQueries } from '../features/reader-queries.ts'
import { systemClock } from '../system-clock.ts'
import { withBalanceCheck } from './balance-task.ts'
import { withCheckpoints } from './checkpoint-task.ts'
import { ListSnapshots } from './list-snapshots.ts'
import { readerBody } from './reader-body.ts'
import { serveTasks } from './serve-tasks.ts'
import type { WorkerData } from './worker-data.ts'

invariant(parentPort !== null, 'the reader runs as a worker thread')
const { path, keyHex, clockOffsetMs } = workerData as WorkerData
const db = new ReadHandle(connect({ path, keyHex, access: 'reader' }))
const queries = readerQueries({ snapshots: new ListSnapshots() })
const body = readerBody({ db, queries, clock: systemClock(clockOffsetMs) })
serveTasks(
  parentPort,
  withCheckpoints(withBalanceCheck(body, db), () => connect({ path, keyHex, access: 'writer' })),
)
