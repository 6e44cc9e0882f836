import { afterEach, beforeEach, describe, expect, it } from 'vitest'

import { connect } from '../db/connection.ts'
import type { Connection } from '../db/connection.ts'
import { TESTING_KEY, aProjectRow, openTestingDatabase } from '../db/testing.ts'
import type { TestingDatabase } from '../db/testing.ts'
import { checkpointIn, withCheckpoints } from './checkpoint-task.ts'
import { inLineRunner } from './task-runner.ts'

let db: TestingDatabase
let other: Connection
beforeEach(() => {
  db = openTestingDatabase()
  other = connect({ path: db.path, keyHex: TESTING_KEY, access: 'writer' })
})
afterEach(() => {
  other.close()
  db.stop()
})

const waiting = (): number => {
  const [state] = other.pragma('wal_checkpoint(NOOP)') as { log: number; checkpointed: number }[]
  return (state?.log ?? 0) - (state?.checkpointed ?? 0)
}
function grow(): void {
  for (let at = 0; at < 40; at++) {
    db.write((unit) =>
      unit.insertMany(
        'project',
        Array.from({ length: 100 }, () => aProjectRow(db.newId())),
      ),
    )
  }
}

describe('a log that has grown', () => {
  it('is moved into the file by another connection, once at a time and without core waiting', async () => {
    let asked = 0
    const runner = inLineRunner(
      withCheckpoints(
        () => Promise.resolve('an ordinary task'),
        () => other,
      ),
    )
    const ask = checkpointIn(runner)
    db.database.checkpointBy(() => {
      asked += 1
      return new Promise((resolve) => setImmediate(resolve)).then(ask)
    })
    grow()
    expect(waiting()).toBeGreaterThan(1_000)
    db.database.checkpoint('if_due')
    db.database.checkpoint('if_due')
    await Promise.resolve()
    expect(asked).toBe(1)
    await expect.poll(waiting).toBe(0)
    db.database.checkpoint('if_due')
    expect(asked).toBe(1)
    expect(await runner.run('room.list', null)).toBe('an ordinary task')
  })

  it('is asked for again after the other thread has failed', async () => {
    let asked = 0
    db.database.checkpointBy(() => {
      asked += 1
      return Promise.reject(new Error('the reader ended'))
    })
    grow()
    db.database.checkpoint('if_due')
    await new Promise((resolve) => setImmediate(resolve))
    db.database.checkpoint('if_due')
    await expect.poll(() => asked).toBe(2)
  })
})
