import { randomBytes } from 'node:crypto'
import { statSync } from 'node:fs'

import { afterEach, describe, expect, it } from 'vitest'

import { connect } from './connection.ts'
import type { Connection } from './connection.ts'
import { hot } from './read-handle.ts'
import { TESTING_KEY, aProjectRow, openTestingDatabase } from './testing.ts'
import type { TestingDatabase } from './testing.ts'
import { verifyChain } from './verify-chain.ts'

let db: TestingDatabase
afterEach(() => db.stop())

/** Opens a file whose write connection the test can reach, as a full disk or a card in read-only mode would. */
function open(): { readonly connection: () => Connection } {
  let held: Connection | null = null
  db = openTestingDatabase({ begin: (connection) => (held = connection), check: () => {} })
  db.write((unit) => unit.insert('project', aProjectRow(db.newId())))
  return {
    connection: () => {
      if (held === null) throw new Error('nothing was written yet')
      return held
    },
  }
}
const projects = (): number =>
  db.database.read.hotFirst(hot<{ n: number }>('SELECT count(*) AS n FROM project'))?.n ?? -1
const code = (value: string) => expect.objectContaining({ code: value }) as Error

describe('a disk without room', () => {
  it('refuses the command with its own code, keeps nothing of it, and goes on once there is room', () => {
    const { connection } = open()
    const head = db.database.head
    const pages = connection().pragma('page_count', { simple: true }) as number
    connection().pragma(`max_page_count=${pages + 2}`)
    const fill = () =>
      db.write((unit) => {
        unit.allocateNumber('SJ', 2026)
        unit.insertMany(
          'project',
          Array.from({ length: 500 }, () => aProjectRow(db.newId(), { name: '长'.repeat(40) })),
        )
      })
    expect(fill).toThrow(code('disk.full'))
    expect(projects()).toBe(1)
    expect(db.database.head).toEqual(head)
    expect(verifyChain(db.database.read)).toMatchObject({ kind: 'intact', links: 1 })
    connection().pragma('max_page_count=1000000')
    fill()
    expect(projects()).toBe(501)
    expect(db.write((unit) => unit.allocateNumber('SJ', 2026)).number).toBe(2)
    expect(verifyChain(db.database.read)).toMatchObject({ kind: 'intact' })
  })
})

describe('a file that may not be written', () => {
  it('refuses commands and session times alike, and can still be read and closed', () => {
    const { connection } = open()
    connection().pragma('query_only=1')
    expect(() => db.write((unit) => unit.insert('project', aProjectRow(db.newId())))).toThrow(
      code('database.read_only'),
    )
    expect(() => db.database.transactTechnical('UPDATE device SET hw_hint = hw_hint')).toThrow(
      code('database.read_only'),
    )
    expect(projects()).toBe(1)
    connection().pragma('query_only=0')
  })
})

describe('a transaction', () => {
  it('that fails in the middle leaves rows, numbers and the chain as they were', () => {
    open()
    const before = db.database.head
    expect(() =>
      db.write((unit) => {
        unit.insert('project', aProjectRow(db.newId()))
        unit.allocateNumber('SJ', 2026)
        throw new Error('boom')
      }),
    ).toThrow('boom')
    expect([projects(), db.database.head]).toEqual([1, before])
    expect(db.write((unit) => unit.allocateNumber('SJ', 2026)).number).toBe(1)
  })

  it('that answers a promise is rolled back', () => {
    open()
    expect(() => db.write((unit) => Promise.resolve(unit.insert('project', aProjectRow(db.newId()))))).toThrow(
      'asynchronous',
    )
    expect(projects()).toBe(1)
  })

  it('is durable: the file is written with full synchronisation and its own log', () => {
    const { connection } = open()
    expect(connection().pragma('synchronous', { simple: true })).toBe(2)
    expect(connection().pragma('journal_mode', { simple: true })).toBe('wal')
    expect(connection().pragma('wal_autocheckpoint', { simple: true })).toBe(0)
    expect(connection().pragma('foreign_keys', { simple: true })).toBe(1)
    expect(connection().pragma('trusted_schema', { simple: true })).toBe(0)
  })

  it('stays in order when the clock goes back, in what sorts by it', () => {
    open()
    const rename = (name: string) =>
      db.write((unit) =>
        unit.update('project', unit.hotFirst(hot<{ id: string }>('SELECT id FROM project'))?.id ?? '', { name }),
      )
    for (const iso of [
      '2026-11-23T09:00:00+08:00',
      '2026-11-23T08:55:00+08:00',
      '2026-11-22T08:00:00+08:00',
      '2025-11-23T08:00:00+08:00',
      '2027-01-01T00:00:00+08:00',
    ]) {
      db.setClock(iso)
      rename(iso)
    }
    const clocks = db.database.read
      .hotAll(hot<{ hlc: string }>('SELECT hlc FROM op_log ORDER BY dev_seq'))
      .map((row) => row.hlc)
    expect(clocks).toEqual([...clocks].sort())
    expect(new Set(clocks).size).toBe(clocks.length)
    expect(verifyChain(db.database.read)).toMatchObject({ kind: 'intact' })
  })
})

describe('a checkpoint', () => {
  it('does not wait for a reader, however large the log has grown', () => {
    open()
    const text =
      "INSERT INTO import_draft(id, project_id, kind, file_name, content, settings_json, user_id, created_at, updated_at) SELECT ?, id, 'rooms', ?, ?, ?, ?, 0, 0 FROM project"
    db.write((unit) =>
      unit.technical({ table: 'import_draft', text }, db.newId(), 'rows.xlsx', randomBytes(70_000_000), '{}', 'u1'),
    )
    const reader = connect({ path: db.path, keyHex: TESTING_KEY, access: 'reader' })
    reader.exec('BEGIN')
    reader.prepare('SELECT count(*) FROM project').get()
    db.database.checkpoint('if_due')
    const started = performance.now()
    db.database.checkpoint('if_due')
    expect(performance.now() - started).toBeLessThan(4_000)
    reader.exec('COMMIT')
    reader.close()
    db.database.checkpoint('if_due')
    expect(statSync(`${db.path}-wal`).size).toBe(0)
  })

  it('runs only when it is due and never loses what was committed', () => {
    const { connection } = open()
    const framesInLog = () => (connection().pragma('wal_checkpoint(NOOP)') as { log: number }[])[0]?.log ?? -1
    for (let at = 0; at < 150; at++) db.write((unit) => unit.insert('project', aProjectRow(db.newId())))
    db.database.checkpoint('if_due')
    const before = framesInLog()
    db.database.checkpoint('truncate')
    expect(before).toBeGreaterThan(100)
    expect(framesInLog()).toBe(0)
    expect(projects()).toBe(151)
  })
})
