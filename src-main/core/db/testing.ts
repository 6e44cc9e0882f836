import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import { uuidV7 } from '../../../src-shared/kernel/ids.ts'
import { instant } from '../../../src-shared/kernel/time.ts'
import { connect } from './connection.ts'
import type { Connection } from './connection.ts'
import { Database } from './database.ts'
import type { WriteWatch } from './database.ts'
import type { ProjectTable } from './tables.ts'
import type { UnitOfWork } from './unit-of-work.ts'

export const TESTING_KEY = '6b'.repeat(32)

/** A new encrypted file in a folder of its own; `stop` closes it and removes the folder. */
export function openTestingDatabase(watch?: WriteWatch) {
  const folder = mkdtempSync(join(tmpdir(), 'wuye-db-'))
  const path = join(folder, 'wuye.db')
  let at = Date.parse('2026-11-23T08:30:00+08:00')
  const newId = (): string => uuidV7(at, crypto.getRandomValues(new Uint8Array(10)))
  const database = Database.open({
    path,
    keyHex: TESTING_KEY,
    newId,
    now: () => instant(at++),
    hwHint: 'testing',
    copyBeforeMigration: () => {},
    ...(watch === undefined ? {} : { watch }),
  })
  return {
    database,
    folder,
    path,
    newId,
    setClock: (iso: string): void => {
      at = Date.parse(iso)
    },
    write: <T>(work: (unit: UnitOfWork) => T): T =>
      database.transact({ command: 'testing.write', userId: 'u1' }, work).value,
    /** A second connection, past every rule of ours: for whoever holds the key and means harm. */
    intruder: (): Connection => connect({ path, keyHex: TESTING_KEY, access: 'writer' }),
    stop: (): void => {
      database.close()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}
export type TestingDatabase = ReturnType<typeof openTestingDatabase>

export function aProjectRow(id: string, fields: Partial<ProjectTable> = {}): ProjectTable {
  const code = id.slice(-8).toUpperCase()
  return {
    id,
    code,
    name: '锦绣花园',
    community_kind: 'standard',
    payee_name: '锦绣物业',
    receipt_book: `SJ${code}`,
    go_live_on: null,
    created_at: 0,
    ended_on: null,
    ...fields,
  }
}
