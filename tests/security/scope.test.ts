import { execFileSync } from 'node:child_process'
import { existsSync, readFileSync, readdirSync } from 'node:fs'
import { join } from 'node:path'

import ExcelJS from 'exceljs'
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'

import { contract } from '../../src-shared/contract/index.ts'
import type { AnyOperation } from '../../src-shared/contract/request/define.ts'
import { inputOf } from './input-arbitrary.ts'
import type { Known } from './input-arbitrary.ts'
import { FOREIGN_WORDS, twoBuildings } from './two-buildings.ts'
import type { TwoBuildings } from './two-buildings.ts'

const OPERATIONS: readonly (readonly [string, AnyOperation])[] = Object.entries(contract)
/** Calls that would end the session or the account that looks. */
const NOT_CALLED = new Set([
  'session.logout',
  'session.lock',
  'session.change_password',
  'session.login',
  'session.unlock',
  'setup.initialize',
])
const INPUTS = Number(process.env['SOAK'] === '1' ? 400 : 14)
const SEED = Number(process.env['FUZZ_SEED'] ?? 20_261_123)

let place: TwoBuildings
const events: string[] = []
beforeAll(async () => {
  place = await twoBuildings()
  place.limited.client.onEvent((event) => events.push(JSON.stringify(event)))
})
afterAll(() => place.stop())

/** Commands do not get the foreign words: what somebody writes into their own rooms they may read there. */
function known(kind: 'query' | 'command'): Known {
  const looked = kind === 'query' ? [...FOREIGN_WORDS, '龘', 'longbing', '9001'] : []
  const texts = [...looked, 'SJ-A-2026', '1-1-0', '赵本家', '测试用的理由']
  return { ids: place.ids(), texts, snapshots: place.snapshots, grants: [...place.grants.read, ...place.grants.write] }
}

/** Foreign words and ids that a text tells. */
function leaksIn(told: string): string[] {
  const words = FOREIGN_WORDS.filter((word) => told.includes(word))
  return [...words, ...[...place.foreignIds].filter((id) => told.includes(id))]
}

async function ask(op: string, operation: AnyOperation, input: unknown) {
  const { client } = place.limited
  return operation.kind === 'query'
    ? client.query(op, input)
    : client.command(op, input, { commandId: place.test.newId() })
}

/** The state of everything in the other building and project. */
function foreignState(): string {
  const { read } = place.test.core.database
  const ids = JSON.stringify([...place.foreignIds])
  const tables = [
    'room',
    'room_area',
    'relation',
    'person',
    'owner_term',
    'receivable',
    'fee_binding',
    'receipt',
    'unit',
    'approval_request',
    'meter',
    'meter_reading',
    'late_fee_freeze',
  ]
  const byId = tables.map((table) =>
    read.hotAll({ sql: `SELECT * FROM ${table} WHERE id IN (SELECT value FROM json_each(?)) ORDER BY id` }, ids),
  )
  const byOwner = [
    read.hotAll(
      { sql: 'SELECT * FROM receivable_event WHERE receivable_id IN (SELECT value FROM json_each(?)) ORDER BY id' },
      ids,
    ),
    read.hotAll(
      { sql: 'SELECT * FROM receivable_balance WHERE receivable_id IN (SELECT value FROM json_each(?)) ORDER BY 1' },
      ids,
    ),
    read.hotAll(
      { sql: 'SELECT * FROM receipt_event WHERE receipt_id IN (SELECT value FROM json_each(?)) ORDER BY id' },
      ids,
    ),
    read.hotAll({ sql: "SELECT * FROM project WHERE code = 'FOREIGN'" }),
  ]
  return JSON.stringify([byId, byOwner], (_key, value: unknown) =>
    value instanceof Uint8Array ? Buffer.from(value).toString('hex') : value,
  )
}

describe('somebody of one building', () => {
  it.each(OPERATIONS.filter(([op]) => !NOT_CALLED.has(op)))(
    'learns and changes nothing of another one by %s',
    async (op, operation) => {
      const before = foreignState()
      const inputs = fc.sample(inputOf(operation, known(operation.kind)), { numRuns: INPUTS, seed: SEED })
      for (const input of inputs) {
        const result = await ask(op, operation, input)
        // A refusal may repeat what was asked, never more.
        const told = JSON.stringify(result.ok ? result.value : result.error.params)
        const asked = JSON.stringify(input)
        const leaks = leaksIn(told).filter((leak) => result.ok || !asked.includes(leak))
        expect({ input, leaks }).toEqual({ input, leaks: [] })
      }
      await place.test.core.jobs.settled()
      expect(foreignState()).toBe(before)
    },
  )

  it('is refused what covers the whole project', async () => {
    const refusals = await Promise.all(
      OPERATIONS.filter(([, operation]) => operation.scope === 'project').map(([op, operation]) =>
        ask(op, operation, {}),
      ),
    )
    expect(new Set(refusals.map((result) => (result.ok ? 'accepted' : result.error.code)))).toEqual(
      new Set(['permission.whole_project']),
    )
  })

  it('finds own rooms, people and receipts, so that the above is no empty promise', async () => {
    const { limited } = place
    const rooms = await limited.query('room.list', { filter: {}, sort: { key: 'code', direction: 'asc' } })
    expect(rooms.count).toBeGreaterThanOrEqual(3)
    expect(JSON.stringify(rooms.rows)).toContain('赵本家')
    const { hits } = await limited.query('search.find', { text: '赵本家', limit: 30 })
    expect(hits.length).toBeGreaterThan(0)
    const receipts = await limited.query('receipt.list', { filter: {}, sort: { key: 'number', direction: 'asc' } })
    expect(receipts.count).toBeGreaterThanOrEqual(2)
  })

  it('decides the request of the own building alone', async () => {
    const { requests } = await place.test.admin.query('approval.list', { box: 'done' })
    const { requests: waiting } = await place.test.admin.query('approval.list', { box: 'to_decide' })
    const foreign = waiting.filter(({ requestId }) => place.foreignIds.has(requestId))
    expect(foreign).toHaveLength(1)
    expect(requests.filter(({ requestId }) => place.foreignIds.has(requestId))).toEqual([])
    for (const op of ['approval.approve', 'approval.open'] as const) {
      const result = await ask(op, contract[op], { requestId: foreign[0]?.requestId })
      expect(result.ok ? 'accepted' : result.error.code).toBe('record.not_found')
    }
  })

  it('finds nothing of the other building whatever is typed, and the chief finds all of it', async () => {
    for (const text of [...FOREIGN_WORDS, '龘', 'FOREIGN-0', 'foreign']) {
      const own = await place.limited.query('search.find', { text, limit: 30 })
      expect({ text, hits: own.hits }).toEqual({ text, hits: [] })
    }
    for (const tail of ['0001', '9999', '00002']) {
      const own = await place.limited.query('search.find', { text: tail, limit: 30 })
      expect(leaksIn(JSON.stringify(own))).toEqual([])
    }
    const chief = await place.test.admin.query('search.find', { text: 'FOREIGN-0', limit: 30 })
    expect(chief.hits.length).toBeGreaterThan(0)
  })

  it('cannot read on in a list that somebody else opened', async () => {
    for (const snapshotId of place.snapshots) {
      for (const op of ['room.list_rows', 'receipt.list_rows', 'billing.lines_rows', 'metering.list_rows'] as const) {
        const error = await place.limited.refusal(place.limited.query(op, { snapshotId, from: 0, size: 200 }))
        expect(error.code).toBe('list.expired')
      }
    }
  })

  it('heard of it in no event', () => {
    expect(events.filter((event) => FOREIGN_WORDS.some((word) => event.includes(word)))).toEqual([])
  })

  it('has nothing of it in any file that was saved', async () => {
    const roomsFile = join(place.folder, 'own-rooms.xlsx')
    await place.limited.command('room.export', {
      filter: {},
      grantId: place.test.grant(roomsFile, 'write'),
      language: 'zh-CN',
      contacts: 'masked',
    })
    await place.test.core.jobs.settled()
    const own = await textOfFile(roomsFile)
    expect(own).toContain('赵本家')
    for (const name of readdirSync(place.folder))
      expect({ name, leaks: leaksIn(await textOfFile(join(place.folder, name))) }).toEqual({ name, leaks: [] })
  })
})

async function textOfFile(path: string): Promise<string> {
  if (!existsSync(path)) return ''
  const head = readFileSync(path).subarray(0, 4).toString('latin1')
  if (head === '%PDF') return execFileSync('pdftotext', ['-layout', path, '-'], { encoding: 'utf8' })
  if (!head.startsWith('PK')) return readFileSync(path, 'utf8')
  const workbook = new ExcelJS.Workbook()
  await workbook.xlsx.readFile(path)
  return workbook.worksheets.flatMap((sheet) => sheet.getSheetValues().map((row) => JSON.stringify(row))).join('\n')
}
