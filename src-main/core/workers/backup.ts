import { parentPort } from 'node:worker_threads'

import { invariant } from '../../../src-shared/kernel/assert.ts'
import { backupBody } from '../features/backup/tasks.ts'
import { serveTasks } from './serve-tasks.ts'

invariant(parentPort !== null, 'backups are made in a worker thread')
serveTasks(parentPort, backupBody)
