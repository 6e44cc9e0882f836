import { mkdtempSync, renameSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import { afterEach, beforeEach, describe, expect, it } from 'vitest'

import { connect } from '../../src-main/core/db/connection.ts'
import { linkHash } from '../../src-main/core/db/op-chain.ts'
import { ReadHandle, sqlOf } from '../../src-main/core/db/read-handle.ts'
import { verificationCode } from '../../src-shared/domain/receipt/index.ts'
import type { Fen } from '../../src-shared/kernel/money.ts'
import { counterWorld, openShift } from '../support/counter-world.ts'
import { TEST_KEY, startTestCore } from '../support/test-core.ts'
import type { TestCore } from '../support/test-core.ts'

let test: TestCore
let place = ''
let dataDir = ''

beforeEach(async () => {
  dataDir = mkdtempSync(join(tmpdir(), 'wuye-data-'))
  test = await startTestCore({ dataDir })
  place = mkdtempSync(join(tmpdir(), 'wuye-heads-'))
  const world = await counterWorld(test)
  const lineId = world.line(world.room('3-2-1501'), { month: '2026-11', amountFen: 16_097 })
  const clerk = await world.cashier('limin')
  const amountFen = 16_097 as Fen
  await clerk.command('counter.collect', {
    shiftId: await openShift(clerk, 'A'),
    payerName: '张三丰',
    lines: [{ lineId, expectedOpenFen: amountFen, payFen: amountFen }],
    tenders: [{ tender: 'wechat', amountFen, reference: null }],
    cashReceivedFen: null,
    note: null,
    print: false,
  })
})
afterEach(async () => {
  await test.stop()
  rmSync(place, { recursive: true, force: true })
  rmSync(dataDir, { recursive: true, force: true })
})

async function backUp(): Promise<void> {
  // Of one day the ring keeps one set.
  test.clock.advance(86_400_000)
  await test.admin.command('backup.configure', { grantId: test.grant(place, 'folder'), nightlyHour: 3 })
  await test.admin.command('backup.make', { grantId: null })
  await test.core.jobs.settled()
}

async function verify() {
  await test.admin.command('audit.verify', {})
  await test.core.jobs.settled()
  return (await test.admin.query('audit.last_check', {})).last
}

/** As somebody with the key would: another cashier in the log, and every hash, code and copy of a hash made anew behind it. */
function rewriteHistory(): void {
  const connection = connect({ path: join(dataDir, 'wuye.db'), keyHex: TEST_KEY, access: 'writer' })
  connection.exec('DROP TRIGGER op_log_no_update; DROP TRIGGER receipt_no_update')
  connection.exec("UPDATE op_log SET user_id = 'somebody-else' WHERE command = 'counter.collect'")
  let before: Uint8Array = Buffer.alloc(32)
  for (const op of new ReadHandle(connection).all(sqlOf.selectFrom('op_log').selectAll().orderBy('dev_seq'))) {
    const hash = linkHash(before, {
      devSeq: op.dev_seq,
      opId: op.op_id,
      projectId: op.project_id,
      stream: op.stream,
      txnId: op.txn_id,
      kind: op.kind,
      table: op.tbl,
      rowId: op.row_id,
      body: op.body,
      hlc: op.hlc,
      schemaVersion: op.schema_v,
      userId: op.user_id,
      command: op.command,
      at: op.at,
    })
    connection.prepare('UPDATE op_log SET prev_hash = ?, hash = ? WHERE dev_seq = ?').run(before, hash, op.dev_seq)
    if (op.tbl === 'receipt')
      connection
        .prepare('UPDATE receipt SET op_hash = ?, verification_code = ? WHERE id = ?')
        .run(hash, verificationCode(hash), op.row_id)
    before = hash
  }
  connection.close()
}

describe('the heads that left the machine in backup sets', () => {
  it('agree with an honest chain, also with what was done since', async () => {
    await backUp()
    await backUp()
    expect(await verify()).toMatchObject({ problem: 'none', sets: 2, setsRead: 'read', setsGivenUp: 0, setName: '' })
  })

  it('find a history that was rewritten with every hash, which nothing inside the file shows', async () => {
    rewriteHistory()
    expect(await verify()).toMatchObject({ problem: 'none', setsRead: 'no_place', sets: 0 })
  })

  it('find a history that was rewritten after a backup, by the head in that backup', async () => {
    await backUp()
    rewriteHistory()
    const verdict = await verify()
    expect(verdict).toMatchObject({ problem: 'backup_head', setsRead: 'read', sets: 0 })
    expect(verdict?.setName).not.toBe('')
    expect((await test.admin.query('report.today', {})).chainBroken).toBe(true)
  })

  it('are missed without a word of alarm while the stick is out, and the verdict says that they were', async () => {
    await backUp()
    renameSync(place, `${place}-out`)
    expect(await verify()).toMatchObject({ problem: 'none', setsRead: 'unreachable', sets: 0 })
    renameSync(`${place}-out`, place)
    expect(await verify()).toMatchObject({ problem: 'none', setsRead: 'read', sets: 1 })
  })

  it('of a time that a restore gave up are no fault', async () => {
    await backUp()
    const connection = connect({ path: join(dataDir, 'wuye.db'), keyHex: TEST_KEY, access: 'writer' })
    connection.exec(`VACUUM INTO '${join(dataDir, 'then.db')}'`)
    connection.close()
    const madeAt = Number(test.clock.now())
    await backUp()
    await test.stop()
    for (const end of ['-wal', '-shm']) rmSync(join(dataDir, `wuye.db${end}`), { force: true })
    renameSync(join(dataDir, 'then.db'), join(dataDir, 'wuye.db'))

    const { clock } = test
    test = await startTestCore({ dataDir, clock, bare: true, restored: { setName: 'then', madeAt, userId: null } })
    await test.admin.login()
    expect(await verify()).toMatchObject({ problem: 'none', sets: 1, setsGivenUp: 1 })
  })
})
