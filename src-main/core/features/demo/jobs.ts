import { steppedJob } from '../../jobs/definition.ts'
import type { AnyJob } from '../../jobs/definition.ts'
import type { DemoWork } from './demo-work.ts'
import type { DemoTask } from './document-tasks.ts'
import { loadDemoChunk, takeBackDemo } from './load-demo.ts'

interface Cursor {
  readonly at: number
}

const LARGEST_CHUNK = 150

/** Fills an empty project with a community of people who do not exist. The same input gives the same community after a crash. */
const loadDemo = steppedJob<DemoTask, DemoWork, Cursor>({
  kind: 'load_demo',
  priority: 30,
  firstCursor: { at: 0 },

  async prepare({ documents, signal }, input) {
    const work = (await documents.run('demo.generate', input, { signal })) as DemoWork
    return { work, total: work.rooms.length }
  },

  step({ db, jobId, projectId, userId, work, cursor, size }) {
    const at = loadDemoChunk(
      db,
      { projectId, userId, batchId: jobId },
      { work, from: cursor.at, size: Math.min(size, LARGEST_CHUNK) },
    )
    db.emit('room.changed', { roomIds: [] })
    if (at < work.rooms.length) return { cursor: { at }, done: at, finished: false }
    db.emit('standard.changed', { standardIds: [] })
    db.emit('project.changed', { projectId })
    return { cursor: { at }, done: at, finished: true, result: { rooms: at, goLiveOn: work.goLiveOn } }
  },

  takeBack({ db, jobId, projectId, userId, size }) {
    const finished = takeBackDemo(db, { projectId, userId, batchId: jobId }, Math.min(size, LARGEST_CHUNK))
    db.emit('room.changed', { roomIds: [] })
    if (finished) db.emit('standard.changed', { standardIds: [] })
    return { finished }
  },
})

export const demoJobs: readonly AnyJob[] = [loadDemo]
