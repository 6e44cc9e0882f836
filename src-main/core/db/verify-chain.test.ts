import { afterEach, beforeEach, describe, expect, it } from 'vitest'

import type { Connection } from './connection.ts'
import { GENESIS_HASH, linkHash } from './op-chain.ts'
import { hot } from './read-handle.ts'
import type { OpLogTable } from './tables.ts'
import { aProjectRow, openTestingDatabase } from './testing.ts'
import type { TestingDatabase } from './testing.ts'
import { verifyChain, verifyChainTail } from './verify-chain.ts'

let db: TestingDatabase
const projectId = '019a0000-0000-7000-8000-00000000000a'
const RECEIPT = '019a0000-0000-7000-8000-0000000000f0'
const [USER, SHIFT, LINE_RUN] = [
  '019a0000-0000-7000-8000-0000000000f1',
  '019a0000-0000-7000-8000-0000000000f2',
  '019a0000-0000-7000-8000-0000000000f3',
]

/** A file with a receipt, its tender and twelve lines of a run, of which some were taken back and made again. */
beforeEach(() => {
  db = openTestingDatabase()
  db.write((unit) => {
    unit.insert('project', aProjectRow(projectId))
    unit.insert('user', {
      id: USER,
      username: 'lina',
      display_name: '李娜',
      password_hash: 'x',
      must_change_password: 0,
      state: 'active',
      disabled_reason: null,
      created_at: 0,
      handed_by: null,
      handed_at: null,
    })
    unit.insert('shift', {
      id: SHIFT,
      project_id: projectId,
      cashier_id: USER,
      drawer: 'A',
      state: 'open',
      float_fen: 0,
      float_pieces_json: '{}',
      opened_at: 0,
      closed_at: null,
      closed_by: null,
      difference_reason: null,
      force_reason: null,
      hand_over_to: null,
      hand_over_note: null,
      z_head: null,
    })
  })
  db.write((unit) => {
    const money = {
      receipt_no: 'SJ-A-2026-000001',
      book: 'SJ',
      project_name: '锦绣花园',
      payee_name: '锦绣物业',
      payer_name: '张三',
      cashier_name: '李娜',
      room_codes: '3-2-1501',
      built_area_e2: null,
      amount_fen: 16_097,
    }
    const row = {
      id: RECEIPT,
      project_id: projectId,
      ...money,
      shift_id: SHIFT,
      cashier_id: USER,
      note: null,
      business_on: '2026-11-23',
      at: 1,
      received_at: null,
      late_fee_order: null,
    }
    unit.insertDocument('receipt', row, () => ({ verification_code: 'code' }))
    unit.insert('receipt_tender', {
      id: db.newId(),
      project_id: projectId,
      receipt_id: RECEIPT,
      tender: 'cash',
      amount_fen: 16_097,
      received_fen: 20_000,
      change_fen: 3_903,
      reference: null,
    })
  })
  const events = Array.from({ length: 12 }, (_, at) => ({
    id: `019a0000-0000-7000-8000-0000000001${String(at).padStart(2, '0')}`,
    project_id: projectId,
    receipt_id: RECEIPT,
    kind: 'reprinted' as const,
    reason: null,
    paper_taken_back: null,
    shift_id: SHIFT,
    approved_by: null,
    user_id: USER,
    business_on: '2026-11-23',
    at,
  }))
  db.write((unit) => unit.insertMany('receipt_event', events))
  for (let at = 0; at < 5; at++) db.write((unit) => unit.update('project', projectId, { name: `第${at}次改名` }))
})
afterEach(() => db.stop())

function tamper(work: (intruder: Connection) => void): void {
  const intruder = db.intruder()
  const triggers = intruder.prepare("SELECT name FROM sqlite_schema WHERE type = 'trigger'").all() as { name: string }[]
  for (const { name } of triggers) intruder.exec(`DROP TRIGGER ${name}`)
  intruder.pragma('foreign_keys=OFF')
  work(intruder)
  intruder.close()
}
const verdict = () => verifyChain(db.database.read)
const opOf = (intruder: Connection, devSeq: number): OpLogTable =>
  intruder.prepare('SELECT * FROM op_log WHERE dev_seq = ?').get(devSeq) as OpLogTable

/** The hash that an intruder who knows our code would write. */
function rehash(row: OpLogTable, previous: Buffer = row.prev_hash): Buffer {
  const {
    dev_seq: devSeq,
    op_id: opId,
    project_id: projectOf,
    stream,
    txn_id: txnId,
    kind,
    tbl: table,
    row_id: rowId,
  } = row
  const rest = {
    body: row.body,
    hlc: row.hlc,
    schemaVersion: row.schema_v,
    userId: row.user_id,
    command: row.command,
    at: row.at,
  }
  return linkHash(previous, { devSeq, opId, projectId: projectOf, stream, txnId, kind, table, rowId, ...rest })
}

describe('the chain of operations', () => {
  it('is intact as it was written, from the first link to the last', () => {
    const links = db.database.head.devSeq
    expect(verdict()).toEqual({ kind: 'intact', links, head: db.database.head.hash.toString('hex') })
    expect(verifyChainTail(db.database.read, 3)).toMatchObject({ kind: 'intact' })
    expect(verifyChainTail(db.database.read, 1_000)).toMatchObject({ kind: 'intact', links })
  })

  it('of an empty file is intact and ends where it begins', () => {
    const empty = openTestingDatabase()
    expect(verifyChain(empty.database.read)).toEqual({ kind: 'intact', links: 0, head: GENESIS_HASH.toString('hex') })
    empty.stop()
  })

  it('cannot be changed by whoever does not remove the guards first', () => {
    const intruder = db.intruder()
    expect(() => intruder.exec("UPDATE op_log SET user_id = 'someone else' WHERE dev_seq = 3")).toThrow('append-only')
    expect(() => intruder.exec('DELETE FROM op_log WHERE dev_seq = 3')).toThrow('append-only')
    expect(() => intruder.exec('UPDATE receipt SET amount_fen = 1')).toThrow('never changed')
    expect(() => intruder.exec('DELETE FROM receipt_tender')).toThrow('never deleted')
    intruder.close()
  })

  it.each([
    ['who did it', "user_id = 'someone else'"],
    ['when', 'at = at - 86400000'],
    ['which command it was', "command = 'receipt.void'"],
    ['which row', "row_id = 'another'"],
    ['which table', "tbl = 'user'"],
    ['what was done', "kind = 'D'"],
    ['the content', "body = CAST('{}' AS BLOB)"],
    ['the project', 'project_id = NULL'],
    ['the transaction', "txn_id = 'another'"],
    ['the stream', "stream = 'other'"],
    ['the order', "hlc = 'ffffffffffff0000-1'"],
    ['the version of the file', 'schema_v = 1'],
    ['its own id', "op_id = 'another'"],
  ])('shows that somebody changed %s', (_what, change) => {
    tamper((intruder) => intruder.exec(`UPDATE op_log SET ${change} WHERE dev_seq = 7`))
    expect(verdict()).toEqual({ kind: 'broken', atDevSeq: 7, problem: 'hash' })
  })

  it('shows that a link was taken out, also the first one', () => {
    tamper((intruder) => intruder.exec('DELETE FROM op_log WHERE dev_seq = 8'))
    expect(verdict()).toEqual({ kind: 'broken', atDevSeq: 9, problem: 'gap' })
    tamper((intruder) => intruder.exec('DELETE FROM op_log WHERE dev_seq < 8'))
    expect(verdict()).toMatchObject({ kind: 'broken', problem: 'gap' })
  })

  it('shows that the links after one that was taken out were numbered anew', () => {
    tamper((intruder) => {
      intruder.exec('DELETE FROM op_log WHERE dev_seq = 8')
      intruder.exec('UPDATE op_log SET dev_seq = dev_seq - 1 WHERE dev_seq = 9')
      intruder.exec('UPDATE op_log SET dev_seq = dev_seq - 1 WHERE dev_seq = 10')
    })
    expect(verdict()).toEqual({ kind: 'broken', atDevSeq: 8, problem: 'link' })
  })

  it('shows that a link was changed together with its own hash', () => {
    tamper((intruder) => {
      intruder.exec("UPDATE op_log SET user_id = 'someone else' WHERE dev_seq = 8")
      intruder.prepare('UPDATE op_log SET hash = ? WHERE dev_seq = 8').run(rehash(opOf(intruder, 8)))
    })
    expect(verdict()).toEqual({ kind: 'broken', atDevSeq: 9, problem: 'link' })
  })

  it('shows that a link was put in', () => {
    tamper((intruder) => {
      const last = opOf(intruder, db.database.head.devSeq)
      const forged: OpLogTable = { ...last, dev_seq: last.dev_seq + 1, op_id: 'forged', prev_hash: last.prev_hash }
      forged.hash = rehash(forged)
      const columns = Object.keys(forged)
      intruder
        .prepare(`INSERT INTO op_log(${columns.join()}) VALUES(${columns.map(() => '?').join()})`)
        .run(...Object.values(forged))
    })
    expect(verdict()).toMatchObject({ kind: 'broken', problem: 'link' })
    expect(verifyChainTail(db.database.read, 5)).toMatchObject({ kind: 'broken', problem: 'link' })
  })

  it('that was cut off at its end has another head than the one that left the machine', () => {
    const onTheZReport = db.database.head.hash.toString('hex')
    tamper((intruder) => intruder.exec(`DELETE FROM op_log WHERE dev_seq > ${db.database.head.devSeq - 2}`))
    const found = verdict()
    expect(found.kind).toBe('intact')
    expect(found.kind === 'intact' && found.head).not.toBe(onTheZReport)
  })
})

describe('a money document', () => {
  it.each([
    ['its amount', 'UPDATE receipt SET amount_fen = amount_fen - 100'],
    ['who paid', "UPDATE receipt SET payer_name = '李四'"],
    ['its day', "UPDATE receipt SET business_on = '2026-11-22'"],
    ['its hash', "UPDATE receipt SET op_hash = x'00'"],
    ['how it was paid', "UPDATE receipt_tender SET tender = 'transfer'"],
    ['one of its events', "UPDATE receipt_event SET kind = 'voided' WHERE at = 7"],
    ['that it is there', 'DELETE FROM receipt_tender'],
    ['that an event is there', 'DELETE FROM receipt_event WHERE at = 3'],
  ])('shows that somebody changed %s past the program', (_what, sql) => {
    tamper((intruder) => intruder.exec(sql))
    expect(verdict()).toMatchObject({ kind: 'broken', problem: 'document' })
  })

  it('shows that one was put in without an operation', () => {
    tamper((intruder) =>
      intruder.exec(
        `INSERT INTO receipt_event SELECT '${LINE_RUN}', project_id, receipt_id, 'voided', reason, 1, shift_id, user_id, approved_by, business_on, at FROM receipt_event WHERE at = 1`,
      ),
    )
    expect(verdict()).toEqual({ kind: 'broken', atDevSeq: 0, problem: 'document' })
  })

  it('whose operation is gone is found, even at the end of the chain', () => {
    tamper((intruder) => intruder.exec('DELETE FROM op_log WHERE dev_seq > 4'))
    expect(verdict()).toMatchObject({ kind: 'broken', problem: 'document' })
  })

  it('that was taken back in order and made again is in order', () => {
    const again = db.database.read.hotAll(hot<{ id: string; at: number }>('SELECT * FROM receipt_event WHERE at < 3'))
    const intruder = db.intruder()
    intruder.exec('DROP TRIGGER receipt_event_no_delete')
    intruder.close()
    db.write((unit) =>
      unit.removeMany(
        'receipt_event',
        again.map((row) => row.id),
        projectId,
      ),
    )
    db.write((unit) =>
      unit.insertMany('receipt_event', again.slice(0, 2).map((row) => ({ ...row, at: row.at + 100 })) as never),
    )
    expect(verdict()).toMatchObject({ kind: 'intact' })
  })
})
