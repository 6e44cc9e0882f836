import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'

import { verifyChain } from '../../src-main/core/db/verify-chain.ts'
import { contract } from '../../src-shared/contract/index.ts'
import type { AnyOperation } from '../../src-shared/contract/request/define.ts'
import type { WireError } from '../../src-shared/contract/request/wire.ts'
import { CASHIER_PASSWORD } from '../support/counter-world.ts'
import { ADMIN } from '../support/test-core.ts'
import type { TestSeat } from '../support/test-core.ts'
import { inputOf } from './input-arbitrary.ts'
import type { Known } from './input-arbitrary.ts'
import { twoBuildings } from './two-buildings.ts'
import type { TwoBuildings } from './two-buildings.ts'

const OPERATIONS: readonly (readonly [string, AnyOperation])[] = Object.entries(contract)
const SOAK = process.env['SOAK'] === '1'
const INPUTS = SOAK ? 2_000 : 25
const SEED = Number(process.env['FUZZ_SEED'] ?? (SOAK ? Date.now() % 1_000_000 : 7))
/** Longer than any operation may take on a slow machine; a hang takes for ever. */
const PATIENCE_MS = 20_000

let place: TwoBuildings
beforeAll(async () => {
  place = await twoBuildings()
}, 120_000)
afterAll(() => place.stop())

/** The chief's seat, signed in again when the last call was one that ends a session. */
let seat: TestSeat
async function chief(): Promise<TestSeat> {
  const current = seat === undefined ? null : await seat.query('session.current', {})
  if (current?.session?.locked === false && current.session.project !== null && !current.session.mustChangePassword)
    return seat
  seat = place.test.seat()
  await seat.login()
  return seat
}

function known(): Known {
  const texts = [
    '1-1-0',
    '赵本家',
    '13800008000',
    'SJ-A-2026-000001',
    '换成别的理由',
    'admin',
    "'; DROP TABLE room; --",
    '%_*"',
    '\u0000',
    '🀄️',
  ]
  return { ids: place.ids(), texts, snapshots: place.snapshots, grants: [...place.grants.read, ...place.grants.write] }
}

/** Passwords and accounts that would lock the chief out are left as they are. */
const KEPT: Readonly<Record<string, (input: Record<string, unknown>) => Record<string, unknown>>> = {
  'session.change_password': (input) => ({ ...input, oldPassword: CASHIER_PASSWORD }),
  'approval.approve_here': (input) => ({ ...input, username: 'nobody', approver: null }),
  'session.login': (input) => ({ ...input, username: 'nobody' }),
  'session.unlock': (input) => ({ ...input, password: ADMIN.password }),
  'backup.allow_restore': (input) => ({ ...input, username: 'nobody' }),
  'backup.allow_new_code': (input) => ({ ...input, password: ADMIN.password }),
}

async function ask(op: string, operation: AnyOperation, input: unknown): Promise<WireError | null> {
  const { client } = await chief()
  const options = { timeoutMs: PATIENCE_MS }
  const result =
    operation.kind === 'query'
      ? await client.query(op, input, options)
      : await client.command(op, input, { ...options, commandId: place.test.newId() })
  return result.ok ? null : result.error
}

function declaredBy(operation: AnyOperation, error: WireError): boolean {
  return (
    Object.hasOwn(operation.errors, error.code) ||
    /^(session|permission|feature|input|operation|record|command|clock|disk|database)\./.test(error.code)
  )
}
const lastFailure = (): string =>
  place.test.logLines.findLast((line) => line.includes('request.failed') || line.includes('job.failed')) ?? ''

describe(`every operation, seed ${SEED}`, () => {
  it.each(OPERATIONS)(
    '%s answers or refuses what its form allows, and never fails or hangs',
    { timeout: 36_000_000 },
    async (op, operation) => {
      const inputs = fc.sample(inputOf(operation, known()), { numRuns: INPUTS, seed: SEED })
      for (const drawn of inputs) {
        const input = KEPT[op]?.(drawn as Record<string, unknown>) ?? drawn
        const error = await ask(op, operation, input)
        if (error === null) continue
        const fine = error.class !== 'internal' && declaredBy(operation, error)
        expect(fine ? null : { error, input, log: lastFailure() }).toBeNull()
      }
      await place.test.core.jobs.settled()
    },
  )

  it.each(OPERATIONS)('%s refuses rubbish by name', { timeout: 36_000_000 }, async (op, operation) => {
    const rubbish = fc.anything({
      withNullPrototype: false,
      withSparseArray: false,
      withBigInt: true,
      withDate: true,
      withMap: true,
      withSet: true,
      withTypedArray: true,
    })
    const answered = new Set<string>()
    for (const input of fc.sample(rubbish, { numRuns: INPUTS, seed: SEED })) {
      const error = await ask(op, operation, input)
      answered.add(error?.code ?? 'accepted')
    }
    // An operation without fields may be asked with an empty object, which chance also finds.
    const allowed = new Set(['input.invalid', 'accepted', 'core.unsendable', ...Object.keys(operation.errors)])
    expect([...answered].filter((code) => !allowed.has(code))).toEqual([])
  })
})

describe('after all that', () => {
  it('no job has failed for a reason that nobody foresaw', () => {
    const failed = place.test.core.database.read.hotAll({
      sql: "SELECT kind, failure_json FROM job WHERE state = 'failed'",
    }) as { kind: string; failure_json: string }[]
    expect(
      failed.filter((job) => job.failure_json.includes('"internal"')).map((job) => `${job.kind}: ${lastFailure()}`),
    ).toEqual([])
  })

  it('the file is in order', () => {
    const { read } = place.test.core.database
    expect(verifyChain(read)).toMatchObject({ kind: 'intact' })
    expect(read.hotFirst({ sql: 'PRAGMA integrity_check' })).toEqual({ integrity_check: 'ok' })
    expect(read.hotAll({ sql: 'PRAGMA foreign_key_check' })).toEqual([])
  })

  it('names and phones stand in no line of the log', () => {
    const log = place.test.logLines.filter((line) => !line.includes('request.failed')).join('\n')
    for (const personal of ['赵本家', '龘靐', '13800008000', '19999000001', '330199198001'])
      expect(log).not.toContain(personal)
  })
})
