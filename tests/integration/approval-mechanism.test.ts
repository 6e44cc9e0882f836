import { afterEach, beforeEach, describe, expect, it } from 'vitest'

import { hot } from '../../src-main/core/db/read-handle.ts'
import { unpackBody } from '../../src-main/core/db/op-body.ts'
import { approvable, approvalCommands, requireApproval } from '../../src-main/core/features/approval/index.ts'
import type { ApprovalKind } from '../../src-main/core/features/approval/index.ts'
import { SessionStore } from '../../src-main/core/features/session/index.ts'
import { handlesPrepared } from '../../src-main/core/request/context.ts'
import type { Actor, CommandContext, Commands } from '../../src-main/core/request/context.ts'
import type { AppError } from '../../src-shared/kernel/app-error.ts'
import { instant, localDateOf } from '../../src-shared/kernel/time.ts'
import { counterWorld } from '../support/counter-world.ts'
import type { CounterWorld } from '../support/counter-world.ts'
import { startTestCore } from '../support/test-core.ts'
import type { TestCore } from '../support/test-core.ts'

/**
 * The mechanism with a kind of the test's own, for what no shipped kind has yet: an input with personal fields, and a step
 * that waits before the transaction.
 */
const PHONE = '13899990001'
let test: TestCore
let world: CounterWorld
let sessions: SessionStore
let clerk: Actor
let manager: Actor
let personId = ''
let roomId = ''
let amount = 100
const ran: { readonly actor: string; readonly prepared: string; readonly approvedBy: string | null }[] = []

const kind: ApprovalKind = {
  name: 'test.phone',
  hasAmount: true,
  alone: 'nobody',
  nobodyElse: 'refuse',
  hours: 1,
  operations: {
    'room.update_person': approvable('room.update_person', {
      keepsInput: true,
      assess: (_context, input) => ({
        facts: { field: 'phone', amountFen: amount },
        amountFen: amount as never,
        buildingIds: null,
        personId: input.personId,
      }),
    }),
  },
}
const commands: Commands = {
  'room.update_person': handlesPrepared('room.update_person', {
    prepare: (context) => Promise.resolve(`waited for ${context.actor.displayName}`),
    handle(context, input, prepared) {
      const assessment = kind.operations['room.update_person']?.assess(context, input as never) ?? null
      const approvedBy = requireApproval(context, { kind, operation: 'room.update_person', assessment })
      ran.push({ actor: context.actor.displayName, prepared, approvedBy })
      context.db.update('person', input.personId, { phone: input.phone ?? null })
      return { personId: input.personId } as never
    },
  }),
}

beforeEach(async () => {
  test = await startTestCore()
  world = await counterWorld(test)
  await world.cashier('limin')
  await world.cashier('wangjl', undefined, 'manager')
  const { database } = test.core
  sessions = new SessionStore(database, test.clock)
  const actor = (username: string): Actor => {
    const id = database.read.hotFirst(hot<{ id: string }>('SELECT id FROM user WHERE username = ?'), username)?.id ?? ''
    return sessions.actorFor(id, world.projectId) as Actor
  }
  clerk = actor('limin')
  manager = actor('wangjl')
  roomId = world.room('3-2-1501')
  personId = database.read.hotFirst(hot<{ id: string }>('SELECT id FROM person'))?.id ?? ''
  amount = 100
  ran.length = 0
})
afterEach(() => test.stop())

/** Runs a command as the dispatcher does, without its guard. */
async function run(name: keyof Commands, actor: Actor, input: unknown): Promise<Record<string, unknown>> {
  const { database } = test.core
  const table: Commands = { ...commands, ...approvalCommands({ database, sessions }, { commands, kinds: [kind] }) }
  const steps = table[name]
  if (steps === undefined) throw new Error(name)
  const now = test.clock.now()
  const asked = { actor, now, today: localDateOf(now) }
  const prepared =
    steps.prepare === null ? undefined : await steps.prepare({ db: database.read, ...asked }, input as never)
  return database.transact({ command: name, userId: actor.userId }, (db) => {
    const context: CommandContext = {
      ...asked,
      db,
      commandId: test.newId(),
      window: { windowId: 'w', setToken: () => {} },
      approval: null,
      newId: () => test.newId(),
      afterCommit: () => {},
    }
    return steps.handle(context, input as never, prepared as never)
  }).value as Record<string, unknown>
}
const ask = () =>
  run('approval.request', clerk, {
    operation: 'room.update_person',
    inputJson: JSON.stringify({ personId, roomId, phone: PHONE }),
    actId: test.newId(),
    reason: '本人来改',
  })
const approve = (request: Record<string, unknown>) =>
  run('approval.approve', manager, { requestId: request['requestId'] })
const codeOf = (work: Promise<unknown>) =>
  work.then(
    () => 'accepted',
    (error: AppError) => error.code,
  )

describe('an approval', () => {
  it('of one kind serves no act of another', () => {
    const { database } = test.core
    const assessment = { facts: {}, amountFen: null, buildingIds: null, personId: null }
    const now = test.clock.now()
    const attempt = (approvedKind: string): string | null =>
      database.transact({ command: 'test.act', userId: clerk.userId }, (db) => {
        const context: CommandContext = {
          actor: clerk,
          now,
          today: localDateOf(now),
          db,
          commandId: test.newId(),
          window: { windowId: 'w', setToken: () => {} },
          approval: { kind: approvedKind, approvedBy: manager.userId },
          newId: () => test.newId(),
          afterCommit: () => {},
        }
        return requireApproval(context, { kind, operation: 'room.update_person', assessment })
      }).value
    expect(attempt('test.phone')).toBe(manager.userId)
    expect(() => attempt('receipt.void')).toThrow('approval.required')
  })
})

describe('a request whose input holds personal fields and whose command waits first', () => {
  it('is prepared and run as the applicant, with the approver’s name', async () => {
    await approve(await ask())
    expect(ran).toEqual([{ actor: 'limin', prepared: 'waited for limin', approvedBy: manager.userId }])
    const person = test.core.database.read.hotFirst(hot<{ phone: string }>('SELECT phone FROM person'))
    expect(person?.phone).toBe(PHONE)
  })

  it('stands sealed in its row and in the operation', async () => {
    await ask()
    const { read } = test.core.database
    const rows = read.hotAll(hot<object>('SELECT * FROM approval_request'))
    const bodies = read.hotAll(hot<{ body: Buffer }>("SELECT body FROM op_log WHERE tbl = 'approval_request'"))
    expect(rows).toHaveLength(1)
    expect(JSON.stringify([rows, bodies.map(({ body }) => unpackBody(body))])).not.toContain(PHONE)
  })

  it('cannot run any more once its person’s key is gone', async () => {
    const request = await ask()
    test.core.database.transactTechnical('DELETE FROM person_key WHERE person_id = ?', personId)
    expect(await codeOf(approve(request))).toBe('approval.input_gone')
  })

  it('is not run when it would do something else than what was shown', async () => {
    const request = await ask()
    amount = 200
    expect(await codeOf(approve(request))).toBe('approval.changed')
    expect(ran).toEqual([])
  })

  it('leaves nothing behind when the command fails in the middle', async () => {
    const request = await ask()
    test.core.database.transactTechnical(
      "CREATE TRIGGER broken BEFORE UPDATE ON person BEGIN SELECT RAISE(ABORT, 'broken'); END",
    )
    await expect(approve(request)).rejects.toThrow(/broken/)
    const state = test.core.database.read.hotFirst(hot<{ state: string }>('SELECT state FROM approval_request'))
    expect(state?.state).toBe('pending')
    test.core.database.transactTechnical('DROP TRIGGER broken')
    await approve(request)
  })

  it('expires after its own hours', async () => {
    const request = await ask()
    test.clock.set(new Date(instant(test.clock.now() + 3_600_000)).toISOString())
    expect(await codeOf(approve(request))).toBe('approval.expired')
  })
})
