import { setPriority } from 'node:os'
import { parentPort } from 'node:worker_threads'

import { invariant } from '../../../src-shared/kernel/assert.ts'
import { backupBody } from '../features/backup/tasks.ts'
import { serveTasks } from './serve-tasks.ts'

invariant(parentPort !== null, 'backups are made in a worker thread')
// On Linux "this process" is the calling thread alone: copying gives way to the counter. Elsewhere it would slow all of core.
if (process.platform === 'linux') setPriority(10)
serveTasks(parentPort, backupBody)
