import { readFileSync } from 'node:fs'

import { afterEach, beforeEach, describe, expect, it } from 'vitest'

import { hot } from './read-handle.ts'
import { openText } from './sealing.ts'
import type { OpLogTable, PersonTable } from './tables.ts'
import { aProjectRow, openTestingDatabase } from './testing.ts'
import type { TestingDatabase } from './testing.ts'
import { unpackBody } from './op-body.ts'
import type { UnitOfWork } from './unit-of-work.ts'

let db: TestingDatabase
let projectId: string
beforeEach(() => {
  db = openTestingDatabase()
  projectId = db.newId()
  db.write((unit) => unit.insert('project', aProjectRow(projectId)))
})
afterEach(() => db.stop())

const everyOp = hot<OpLogTable>('SELECT * FROM op_log ORDER BY dev_seq')
const ops = (): OpLogTable[] => db.database.read.hotAll(everyOp)
const lastBody = (): unknown => unpackBody(ops().at(-1)?.body ?? Buffer.from('{}'))
const count = (table: string): number =>
  db.database.read.hotFirst(hot<{ n: number }>(`SELECT count(*) AS n FROM ${table}`))?.n ?? -1

function aPerson(fields: Partial<PersonTable> = {}): PersonTable {
  return {
    id: db.newId(),
    project_id: projectId,
    kind: 'natural',
    name: '欧阳娜娜',
    phone: '13912345678',
    id_no: '330199198001010017',
    note: '喜欢安静',
    import_batch_id: null,
    ended_on: null,
    ...fields,
  }
}

describe('a change of a row', () => {
  it('is one operation that says what, who, when, and what it was before', () => {
    db.write((unit) => unit.update('project', projectId, { name: '锦绣花园二期', payee_name: '锦绣物业' }))
    expect(ops()).toMatchObject([
      {
        dev_seq: 1,
        kind: 'I',
        tbl: 'project',
        row_id: projectId,
        project_id: projectId,
        user_id: 'u1',
        command: 'testing.write',
        stream: 'core',
      },
      { dev_seq: 2, kind: 'U', tbl: 'project', row_id: projectId },
    ])
    expect(lastBody()).toEqual({ set: { name: '锦绣花园二期' }, was: { name: '锦绣花园' } })
  })

  it('that changes nothing is no operation', () => {
    expect(db.write((unit) => unit.update('project', projectId, { name: '锦绣花园' }))).toBe(false)
    expect(ops()).toHaveLength(1)
  })

  it('of a row that is not there is refused, and nothing else of the command stays', () => {
    expect(() =>
      db.write((unit) => {
        unit.insert('project', aProjectRow(db.newId()))
        unit.update('project', db.newId(), { name: 'x' })
      }),
    ).toThrow(expect.objectContaining({ code: 'record.not_found' }) as Error)
    expect([count('project'), ops().length]).toEqual([1, 1])
  })

  it('marks the last operation of its transaction, so that a copy is never cut in the middle', () => {
    db.write((unit) => {
      unit.insert('person', aPerson())
      unit.insert('person', aPerson())
      unit.update('project', projectId, { name: '新名' })
    })
    expect(ops().map((op) => op.txn_last)).toEqual([1, 0, 0, 1])
    expect(
      new Set(
        ops()
          .slice(1)
          .map((op) => op.txn_id),
      ).size,
    ).toBe(1)
  })

  it('that deletes keeps what was deleted', () => {
    const building = {
      id: db.newId(),
      project_id: projectId,
      name: '3栋',
      sort_key: '3',
      import_batch_id: null,
      ended_on: null,
    }
    db.write((unit) => unit.insert('building', building))
    db.write((unit) => unit.remove('building', building.id))
    db.write((unit) => unit.remove('building', building.id))
    expect(lastBody()).toEqual({ was: building })
    expect(ops().at(-1)).toMatchObject({ kind: 'D', row_id: building.id })
    expect(count('building')).toBe(0)
  })

  it('of many rows is one operation per thousand', () => {
    const rows = Array.from({ length: 2_500 }, (_, at) => ({
      id: db.newId(),
      project_id: projectId,
      name: `${at}栋`,
      sort_key: '',
      import_batch_id: null,
      ended_on: null,
    }))
    db.write((unit) => unit.insertMany('building', rows))
    const bulk = ops().slice(1)
    expect(bulk.map((op) => op.kind)).toEqual(['B', 'B', 'B'])
    const bodies = bulk.map((op) => unpackBody(op.body) as { columns: string[]; rows: unknown[][] })
    expect(bodies.map((body) => body.rows.length)).toEqual([1_000, 1_000, 500])
    expect(bodies[2]?.rows[499]?.[bodies[2].columns.indexOf('name')]).toBe('2499栋')
    db.write((unit) =>
      unit.removeMany(
        'building',
        rows.map((row) => row.id),
        projectId,
      ),
    )
    expect(lastBody()).toEqual({ ids: rows.map((row) => row.id) })
    expect(count('building')).toBe(0)
  })

  it('of a switch is kept like any other, and only when it changes something', () => {
    db.write((unit) => unit.setFeature(projectId, 'billing', 1))
    db.write((unit) => unit.setFeature(projectId, 'billing', 1))
    db.write((unit) => unit.setFeature(projectId, 'billing', 0))
    expect(
      ops()
        .slice(1)
        .map((op) => [op.kind, unpackBody(op.body)]),
    ).toEqual([
      ['I', { set: { enabled: 1 }, was: { enabled: null } }],
      ['U', { set: { enabled: 0 }, was: { enabled: 1 } }],
    ])
  })

  it('cannot go past the operations through the handle of the search index', () => {
    expect(() => db.write((unit) => unit.searchIndex('DELETE FROM project'))).toThrow('search index')
    expect(count('project')).toBe(1)
  })

  it('cannot be made after the transaction has ended', () => {
    const kept: UnitOfWork[] = []
    db.write((unit) => kept.push(unit))
    expect(() => kept[0]?.insert('project', aProjectRow(db.newId()))).toThrow('ends with its transaction')
    expect(count('project')).toBe(1)
  })

  it('cannot be made inside another transaction', () => {
    expect(() => db.write(() => db.write(() => 1))).toThrow('do not nest')
    db.write((unit) => unit.update('project', projectId, { name: '还能写' }))
    expect(ops()).toHaveLength(2)
  })
})

describe('a document', () => {
  it('carries the hash of its own operation, which holds all of it but that hash', () => {
    const [userId, shiftId, id] = [db.newId(), db.newId(), db.newId()]
    db.write((unit) => {
      unit.insert('user', {
        id: userId,
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
        id: shiftId,
        project_id: projectId,
        cashier_id: userId,
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
      id,
      project_id: projectId,
      ...money,
      shift_id: shiftId,
      cashier_id: userId,
      note: null,
      business_on: '2026-11-23',
      at: 1,
      received_at: null,
      late_fee_order: null,
    }
    const whole = db.write((unit) =>
      unit.insertDocument('receipt', row, (hash) => ({ verification_code: hash.toString('hex').slice(0, 8) })),
    )
    const operation = ops().at(-1)
    expect(operation).toMatchObject({ tbl: 'receipt', row_id: id, stream: 'ledger', hash: whole.op_hash })
    expect(unpackBody(operation?.body ?? Buffer.of())).toEqual(row)
    expect(
      db.database.read.hotFirst(
        hot<{ op_hash: Buffer; verification_code: string }>('SELECT op_hash, verification_code FROM receipt'),
      ),
    ).toEqual({
      op_hash: whole.op_hash,
      verification_code: whole.op_hash.toString('hex').slice(0, 8),
    })
  })
})

describe('what operations hold of people', () => {
  it('is sealed: no name, phone or number stands in them, whatever was done to the person', () => {
    const person = aPerson()
    db.write((unit) => {
      unit.insert('person', person)
      unit.insertMany(
        'person',
        Array.from({ length: 40 }, () => aPerson()),
      )
    })
    db.write((unit) => unit.update('person', person.id, { name: '上官婉儿', phone: '13887654321' }))
    db.write((unit) => unit.remove('person', person.id))
    const everything = ops()
      .map((op) => JSON.stringify(unpackBody(op.body)))
      .join('\n')
    expect(everything).toContain('sealed')
    for (const personal of ['欧阳', '上官', '1391234', '1388765', '33019919800101', '喜欢安静'])
      expect(everything).not.toContain(personal)
  })

  it('opens with the key of that person and of nobody else', () => {
    const person = aPerson()
    const other = aPerson()
    db.write((unit) => {
      unit.insert('person', person)
      unit.insert('person', other)
    })
    const sealed = (unpackBody(ops()[1]?.body ?? Buffer.of()) as { name: { sealed: string } }).name.sealed
    const keyOf = (id: string) =>
      db.database.read.hotFirst(hot<{ key: Buffer }>('SELECT key FROM person_key WHERE person_id = ?'), id)?.key ??
      Buffer.alloc(32)
    expect(openText(keyOf(person.id), sealed)).toBe('欧阳娜娜')
    expect(() => openText(keyOf(other.id), sealed)).toThrow()
  })

  it('never includes a password hash', () => {
    const id = db.newId()
    db.write((unit) =>
      unit.insert('user', {
        id,
        username: 'lina',
        display_name: '李娜',
        password_hash: '$argon2id$first',
        must_change_password: 0,
        state: 'active',
        disabled_reason: null,
        created_at: 0,
        handed_by: null,
        handed_at: null,
      }),
    )
    db.write((unit) => unit.update('user', id, { password_hash: '$argon2id$second' }))
    expect(
      ops()
        .map((op) => JSON.stringify(unpackBody(op.body)))
        .join(),
    ).not.toContain('argon2')
    expect(lastBody()).toEqual({ set: { password_hash: '(changed)' }, was: { password_hash: '(changed)' } })
  })

  it('is not to be read in the file or its log: both are encrypted', () => {
    db.write((unit) => unit.insert('person', aPerson({ name: 'MARKER-NAME-0815', note: 'MARKER-NOTE-0815' })))
    const before = readFileSync(`${db.path}-wal`)
    expect(before.length).toBeGreaterThan(0)
    expect(before.includes('MARKER')).toBe(false)
    db.database.checkpoint('truncate')
    const after = readFileSync(db.path)
    expect(after.includes('MARKER')).toBe(false)
    expect(after.includes('CREATE TABLE')).toBe(false)
    expect(after.subarray(0, 15).toString('latin1')).not.toBe('SQLite format 3')
  })
})

describe('numbers of a book', () => {
  const take = (book: string, year = 2026): number => db.write((unit) => unit.allocateNumber(book, year)).number

  it('go up from one, apart for each book and each year', () => {
    expect([take('SJ'), take('SJ'), take('TK'), take('SJ', 2027), take('SJ')]).toEqual([1, 2, 1, 1, 3])
  })

  it('have no gap when a transaction is rolled back, however often', () => {
    const given: number[] = []
    for (let at = 0; at < 60; at++) {
      try {
        db.write((unit) => {
          const { number } = unit.allocateNumber('SJ', 2026)
          if (at % 3 === 1) throw new Error('the printer of this test is out of paper')
          given.push(number)
        })
      } catch (error) {
        expect(String(error)).toContain('out of paper')
      }
    }
    expect(given).toEqual(Array.from({ length: 40 }, (_, at) => at + 1))
  })
})
