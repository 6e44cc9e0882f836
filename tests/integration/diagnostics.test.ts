import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import { afterEach, beforeEach, describe, expect, it } from 'vitest'

import { SCHEMA_VERSION } from '../../src-main/core/db/migrations/index.ts'
import { readCleanLogs } from '../../src-main/host/diagnostics/read-logs.ts'
import { diagnosticText } from '../../src-main/host/diagnostics/report.ts'
import type { CoreFacts } from '../../src-shared/contract/desktop.ts'
import type { Id } from '../../src-shared/kernel/ids.ts'
import { counterWorld, openShift } from '../support/counter-world.ts'
import { startTestCore } from '../support/test-core.ts'
import type { TestCore } from '../support/test-core.ts'

/** What stands in the data or in a log line and must not leave the office, in every shape that it may have there. */
const PLANTED = [
  '欧阳诗雨',
  'ouyangshiyu',
  '13955501234',
  '139-5550-1234',
  '330106199003071234',
  '浙A6F8K2',
  '浙AD12345',
  '16097',
  '160.97',
  '12345678.90',
  '1-1-101',
  '锦绣花园',
  'Ouyang-ThinkPad',
]
const AT = '2026-11-23T00:30:00.000Z'
const ID = '0195a1b2-0000-7000-8000-00000000abcd'

let test: TestCore
let folder = ''
beforeEach(async () => {
  test = await startTestCore()
  folder = mkdtempSync(join(tmpdir(), 'wuye-diagnose-'))
})
afterEach(async () => {
  await test.stop()
  rmSync(folder, { recursive: true })
})

/** A resident with a debt that was paid, a colleague, and a job that failed over them. */
async function plantData(): Promise<void> {
  const world = await counterWorld(test)
  const room = world.room('1-1-101', {
    note: '车牌浙A6F8K2，另有浙AD12345',
    ownerTerms: [
      {
        fromOn: null,
        toOn: null,
        owners: [{ name: '欧阳诗雨', phone: '13955501234', idNo: '330106199003071234' }],
      },
    ],
  })
  const clerk = await world.cashier('ouyangshiyu')
  const shiftId = await openShift(clerk, 'A')
  const lineId = world.line(room, { month: '2026-11', amountFen: 16_097 })
  await clerk.command('counter.collect', {
    shiftId,
    payerName: '欧阳诗雨',
    lines: [{ lineId, expectedOpenFen: 16_097 as never, payFen: 16_097 as never }],
    tenders: [{ tender: 'wechat', amountFen: 16_097 as never, reference: null }],
    cashReceivedFen: null,
    note: '13955501234 来缴',
    print: false,
  })
  test.core.database.transactTechnical(
    `INSERT INTO job(id, project_id, kind, state, priority, input_json, done, total, cancel_requested, failure_json, created_by, created_at, finished_at)
     VALUES(?, ?, 'export_rooms', 'failed', 40, ?, 0, 0, 0, ?, 'system', 1, 2)`,
    test.newId() as Id,
    world.projectId,
    JSON.stringify({ path: '/home/ouyangshiyu/欧阳诗雨.xlsx' }),
    JSON.stringify({ code: 'job.file_not_written', params: { path: '/home/ouyangshiyu/欧阳诗雨.xlsx' } }),
  )
}

/** Every planted word in every field that a line may have, alone and inside a sentence. */
function plantLogs(): void {
  mkdirSync(folder, { recursive: true })
  const fields = ['op', 'reason', 'code', 'user', 'job', 'cause', 'stack', 'version', 'username', 'name', 'message']
  const lines = PLANTED.flatMap((word) =>
    fields.flatMap((field) => [
      { at: AT, level: 'error', event: 'request.failed', [field]: word },
      {
        at: AT,
        level: 'error',
        event: 'request.failed',
        [field]: `UNIQUE failed: ${word} is there, path C:\\Users\\${word}\\x`,
      },
    ]),
  )
  const figures = [13_955_501_234, 1_609_700_000_000].map((figure) => ({
    at: AT,
    level: 'info',
    event: 'x.y',
    ms: figure,
  }))
  const good = { at: AT, level: 'info', event: 'request.slow', op: 'counter.collect', ms: 48, user: ID }
  const stack = `SqliteError: 欧阳诗雨\n    at Statement.run (/home/ouyangshiyu/app/core-9f.js:12:34)`
  const failed = { at: AT, level: 'error', event: 'request.failed', op: 'room.create', cause: stack }
  writeFileSync(
    join(folder, 'core-2026-11-23.log'),
    [...lines, ...figures, good, failed].map((line) => JSON.stringify(line)).join('\n'),
  )
  writeFileSync(join(folder, 'host-2026-11-23.000.log'), `欧阳诗雨 13955501234\n{"broken": \n${JSON.stringify(good)}\n`)
  writeFileSync(join(folder, '欧阳诗雨.txt'), '13955501234')
}

async function coreFacts(): Promise<CoreFacts> {
  test.core.receive({ t: 'diagnose', requestId: 7 })
  const answer = test.toHost.find((message) => message.t === 'diagnosis')
  if (answer?.t !== 'diagnosis') throw new Error('core answers at once')
  expect(answer.requestId).toBe(7)
  return answer.facts
}

describe('a diagnostic file', () => {
  it('holds nobody’s name, phone, number, plate or amount, whatever stands in the data and in the logs', async () => {
    await plantData()
    plantLogs()
    const text = diagnosticText({
      madeAt: AT,
      // The host names no PC and no user; should it ever, the last net is there.
      host: { platform: 'linux', displays: '欧阳诗雨 13955501234' },
      core: await coreFacts(),
      logs: readCleanLogs([folder]),
    })
    expect(PLANTED.filter((word) => text.includes(word))).toEqual([])
    expect(text).toMatch(/^[\t\n\x20-\x7e]*$/)
  })

  it('still says what was slow, what failed and where', async () => {
    plantLogs()
    const { lines, dropped, files } = readCleanLogs([folder, folder])
    expect({ files, dropped }).toEqual({ files: 2, dropped: 2 })
    expect(lines).toContainEqual({
      at: AT,
      level: 'info',
      event: 'request.slow',
      op: 'counter.collect',
      ms: 48,
      user: '0000abcd',
    })
    expect(lines).toContainEqual({
      at: AT,
      level: 'error',
      event: 'request.failed',
      op: 'room.create',
      cause: 'SqliteError | Statement.run core-9f.js:12:34',
    })
  })

  it('tells how large the office is, whether its chain holds, what failed, the last backup and how quick the disk is', async () => {
    await plantData()
    test.core.database.transactTechnical(
      `INSERT INTO job(id, kind, state, priority, input_json, done, total, cancel_requested, result_json, created_by, created_at, finished_at)
       VALUES(?, 'backup', 'done', 10, '{}', 0, 0, 0, ?, 'system', 1, 2)`,
      test.newId() as Id,
      JSON.stringify({ madeAt: Date.parse(AT), folder: '/media/ouyangshiyu' }),
    )
    const facts = await coreFacts()
    expect(facts).toMatchObject({
      schema: SCHEMA_VERSION,
      chainTail: 'intact',
      lastBackupAt: AT,
      balanceDifferences: null,
      'rows.room': 1,
      'rows.receipt': 1,
      'jobsFailed.export_rooms.job.file_not_written': 1,
      'switchedOn.counter': 1,
    })
    expect(facts['writeMs']).toBeGreaterThan(0)
    expect(Object.values(facts).every((fact) => fact === null || typeof fact !== 'object')).toBe(true)
  })
})
