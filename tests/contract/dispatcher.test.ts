import { afterEach, describe, expect, it } from 'vitest'

import { hot } from '../../src-main/core/db/read-handle.ts'
import { answers, handles, handlesPrepared } from '../../src-main/core/request/context.ts'
import type { CommandContext } from '../../src-main/core/request/context.ts'
import { AppError } from '../../src-shared/kernel/app-error.ts'
import { codeOf, dispatchRig } from './dispatch-rig.ts'
import type { DispatchRig, RigParts } from './dispatch-rig.ts'

let rig: DispatchRig
const start = (parts: RigParts): DispatchRig => (rig = dispatchRig(parts))
afterEach(() => rig.stop())

const SHIFT_ID = '019a0000-0000-7000-8000-0000000000aa'
const FORCE = { shiftId: SHIFT_ID, reason: '收银员离岗，由主管结束', differenceReason: null }

/** Writes one operation, so that a test can see whether a transaction took place. */
function noteRun(context: CommandContext, code = 'RUN'): void {
  context.db.insert('project', {
    id: context.newId(),
    code: `${code}${context.commandId.slice(-6)}`,
    name: '花园',
    community_kind: 'standard',
    payee_name: '物业',
    receipt_book: `${code}${context.commandId.slice(-6)}`,
    go_live_on: null,
    created_at: context.now,
    ended_on: null,
  })
}
const runs = (): number => rig.database.read.hotAll(hot<unknown>('SELECT 1 FROM project')).length

describe('the envelope', () => {
  it.each(['nothing.known', '__proto__', 'constructor', 'toString', 'hasOwnProperty', ''])(
    'answers that it does not know %j',
    async (op) => {
      start({})
      expect(await rig.query(op)).toMatchObject({ ok: false, error: { class: 'not_found', code: 'operation.unknown' } })
      expect(codeOf(await rig.command(op, {}))).toBe('operation.unknown')
    },
  )

  it('does not take a command for a query, or a query for a command', async () => {
    start({
      commands: {
        'shift.force_close': handles('shift.force_close', (_context, input) => ({ shiftId: input.shiftId })),
      },
    })
    expect(codeOf(await rig.query('shift.force_close', FORCE))).toBe('operation.unknown')
    expect(codeOf(await rig.command('project.current', {}))).toBe('operation.unknown')
  })

  it('answers internal, with a reference, where nothing implements an operation', async () => {
    start({})
    expect(await rig.query('project.current')).toMatchObject({
      ok: false,
      error: { code: 'internal', reference: expect.any(String) as string },
    })
  })
})

describe('who may ask', () => {
  const ping: RigParts = {
    queries: { 'session.current': answers('session.current', () => ({ session: null })) },
    commands: { 'shift.force_close': handles('shift.force_close', (_context, input) => ({ shiftId: input.shiftId })) },
  }
  it.each([
    ['nobody', null, 'session.required'],
    ['somebody with an ended session', 'unknown', 'session.required'],
    ['a locked window', 'locked', 'session.locked'],
    ['somebody who must first choose a password', 'newcomer', 'session.password_change_required'],
    ['somebody without the permission', 'guard', 'permission.denied'],
    ['a project that switched the feature off', 'switchedOff', 'feature.off'],
    ['the chief', 'chief', 'accepted'],
  ])('%s: %s → %s', async (_who, token, code) => {
    start(ping)
    expect(codeOf(await rig.command('shift.force_close', FORCE, { token }))).toBe(code)
    expect(codeOf(await rig.query('session.current', {}, token))).toBe('accepted')
  })

  it('is decided before the input is looked at', async () => {
    start(ping)
    expect(codeOf(await rig.command('shift.force_close', { rubbish: 1 }, { token: 'guard' }))).toBe('permission.denied')
  })

  it('is noted when a permission was missing', async () => {
    start(ping)
    await rig.command('shift.force_close', FORCE, { token: 'guard' })
    expect(rig.logLines.join()).toContain('"permission":"shift.force_close"')
  })

  it('is asked again after a preparation that waited, so that a person disabled meanwhile writes nothing', async () => {
    const waiting = Promise.withResolvers<void>()
    start({
      commands: {
        'shift.force_close': handlesPrepared('shift.force_close', {
          prepare: () => waiting.promise,
          handle: (context, input) => {
            noteRun(context)
            return { shiftId: input.shiftId }
          },
        }),
      },
    })
    const [stays, leaves] = [
      rig.command('shift.force_close', FORCE, { token: 'chief' }),
      rig.command('shift.force_close', FORCE, { token: 'deputy' }),
    ]
    rig.end('deputy')
    waiting.resolve()
    expect(codeOf(await leaves)).toBe('session.required')
    expect(codeOf(await stays)).toBe('accepted')
    expect(runs()).toBe(1)
  })
})

describe('input and output', () => {
  it('refuses a wrong field by its name and never repeats its value', async () => {
    start({
      commands: {
        'shift.force_close': handles('shift.force_close', (_context, input) => ({ shiftId: input.shiftId })),
      },
    })
    const answer = await rig.command('shift.force_close', {
      shiftId: SHIFT_ID,
      reason: '张三13800008000'.repeat(60),
      extra: '李四',
    })
    expect(answer).toMatchObject({ ok: false, error: { class: 'invalid', code: 'input.invalid', field: 'reason' } })
    expect(JSON.stringify(answer)).not.toMatch(/张三|李四|1380/)
  })

  it('says of a wrong field why it does not fit, so that the page can', async () => {
    start({
      commands: {
        'shift.force_close': handles('shift.force_close', (_context, input) => ({ shiftId: input.shiftId })),
      },
    })
    const answer = await rig.command('shift.force_close', { ...FORCE, reason: ' ' })
    const issues = [{ path: 'reason', code: 'too_small', origin: 'string', bound: 2 }]
    expect(answer).toMatchObject({ ok: false, error: { code: 'input.invalid', params: { issues } } })
  })

  it('takes an answer that says more than the contract and drops the rest', async () => {
    const more = () => ({ shift: null, nextReceiptNo: 'SJ-A-2026-000001', printer: null, expectedCashFen: 12_300 })
    start({ queries: { 'counter.state': answers('counter.state', more) } })
    expect(await rig.query('counter.state')).toEqual({
      t: 'answer',
      id: 1,
      ok: true,
      output: { shift: null, nextReceiptNo: 'SJ-A-2026-000001', printer: null },
    })
  })

  it('takes back a command whose answer breaks the contract', async () => {
    start({
      commands: {
        'shift.force_close': handles('shift.force_close', (context) => {
          noteRun(context)
          return { shiftId: 'not an id' as never }
        }),
      },
    })
    expect(codeOf(await rig.command('shift.force_close', FORCE))).toBe('internal')
    expect(runs()).toBe(0)
  })

  it('goes to the reader where the contract says so, parsed and with the actor', async () => {
    const seen: unknown[] = []
    start({ reader: (op, input, actor) => Promise.resolve(seen.push(op, input, actor.userId)) })
    await rig.query('report.daily', { fromOn: '2026-11-01', toOn: '2026-11-23' })
    expect(seen).toEqual(['report.daily', { fromOn: '2026-11-01', toOn: '2026-11-23' }, 'chief'])
    expect(codeOf(await rig.query('report.daily', { fromOn: 'yesterday', toOn: '2026-11-23' }))).toBe('input.invalid')
    expect(seen).toHaveLength(3)
  })

  it('writes only the declared fields of a slow call to the log', async () => {
    start({
      commands: {
        'shift.force_close': handles('shift.force_close', (_context, input) => {
          const until = performance.now() + 60
          while (performance.now() < until);
          return { shiftId: input.shiftId }
        }),
      },
    })
    await rig.command('shift.force_close', FORCE)
    const line = rig.logLines.find((entry) => entry.includes('request.slow'))
    expect(line).toContain(SHIFT_ID)
    expect(line).not.toContain('离岗')
  })
})

describe('a refusal', () => {
  const failing = (thrown: unknown): RigParts => ({
    commands: {
      'shift.open': handles('shift.open', (context) => {
        noteRun(context)
        throw thrown
      }),
    },
  })
  const open = () =>
    rig.command('shift.open', {
      drawer: 'A',
      floatPieces: { 10000: 0, 5000: 0, 2000: 0, 1000: 0, 500: 0, 100: 0, 50: 0, 10: 0 },
    })

  it('that is declared keeps its code, its class and its declared parameters only, and nothing is written', async () => {
    start(failing(new AppError('shift.already_open', { drawer: 'A', cashierPhone: '13800008000' }, 'drawer')))
    expect(await open()).toMatchObject({
      ok: false,
      error: { class: 'refused', code: 'shift.already_open', params: { drawer: 'A' }, field: 'drawer' },
    })
    expect(JSON.stringify(await open())).not.toContain('1380')
    expect(runs()).toBe(0)
  })

  it('that any operation may answer needs no declaration', async () => {
    start(failing(new AppError('record.not_found', { what: 'shift' })))
    expect(await open()).toMatchObject({ error: { class: 'not_found', code: 'record.not_found' } })
  })

  it.each([
    ['an undeclared code', new AppError('billing.run_under_way', { month: '2026-11' })],
    ['a code that is a name of every object', new AppError('constructor')],
    ['a defect', new Error('boom at 张三')],
    ['a text', 'boom at 张三'],
    ['nothing', undefined],
  ])('that is %s becomes internal with a reference; its cause goes to the log alone', async (_what, thrown) => {
    start(failing(thrown))
    const answer = await open()
    expect(answer).toEqual({
      t: 'answer',
      id: 1,
      ok: false,
      error: {
        class: 'internal',
        code: 'internal',
        params: {},
        reference: expect.stringMatching(/^[0-9a-f]{8}$/) as string,
      },
    })
    const reference = answer.ok ? '' : (answer.error.reference ?? '')
    expect(rig.logLines.filter((line) => line.includes(reference) && line.includes('shift.open'))).toHaveLength(1)
    expect(runs()).toBe(0)
  })
})

describe('a command that would wait', () => {
  it('does not compile, and is refused when it gets past the compiler', async () => {
    // @ts-expect-error -- a handler is synchronous by type: nothing may come between BEGIN and COMMIT
    const asynchronous = handles('shift.force_close', async (context: CommandContext) => {
      noteRun(context)
      await Promise.resolve()
      return { shiftId: SHIFT_ID }
    })
    start({ commands: { 'shift.force_close': asynchronous } })
    expect(codeOf(await rig.command('shift.force_close', FORCE))).toBe('internal')
    expect(runs()).toBe(0)
    expect(rig.logLines.join()).toContain('must not be asynchronous')
  })

  it('waits in its prepare step, outside the transaction', async () => {
    const order: string[] = []
    start({
      commands: {
        'shift.force_close': handlesPrepared('shift.force_close', {
          prepare: async () => {
            order.push('prepare')
            await new Promise((resolve) => setTimeout(resolve, 5))
            rig.database.transactTechnical('UPDATE device SET hw_hint = hw_hint')
            return 'prepared'
          },
          handle: (context, input, prepared) => {
            order.push(prepared)
            noteRun(context)
            return { shiftId: input.shiftId }
          },
        }),
      },
    })
    expect(codeOf(await rig.command('shift.force_close', FORCE))).toBe('accepted')
    expect(order).toEqual(['prepare', 'prepared'])
    expect(runs()).toBe(1)
  })
})

describe('a command that is sent twice', () => {
  let handled = 0
  const counting = (): RigParts => {
    handled = 0
    return {
      commands: {
        'shift.force_close': handlesPrepared('shift.force_close', {
          prepare: () => new Promise((resolve) => setTimeout(resolve, 5)),
          handle: (context, input) => {
            handled += 1
            noteRun(context)
            if (input.reason === 'refuse me') throw new AppError('shift.not_open')
            return { shiftId: input.shiftId }
          },
        }),
        'session.lock': handles('session.lock', () => {
          handled += 1
          return { done: true }
        }),
        'session.confirm_clock': handles('session.confirm_clock', () => ({ done: true })),
      },
    }
  }

  it('runs once and gives the same answer, one after the other or both at once', async () => {
    start(counting())
    const commandId = rig.newId()
    const both = await Promise.all([
      rig.command('shift.force_close', FORCE, { commandId }),
      rig.command('shift.force_close', FORCE, { commandId }),
    ])
    const third = await rig.command(
      'shift.force_close',
      { differenceReason: null, reason: FORCE.reason, shiftId: FORCE.shiftId },
      { commandId },
    )
    for (const answer of [...both, third]) expect(answer).toMatchObject({ ok: true, output: { shiftId: SHIFT_ID } })
    expect({ handled, runs: runs() }).toEqual({ handled: 1, runs: 1 })
  })

  it.each([
    ['with other input', { ...FORCE, reason: '另一个理由' }, 'chief', 'shift.force_close'],
    ['by somebody else', FORCE, 'deputy', 'shift.force_close'],
    ['as another command', { reason: '核对过时间' }, 'chief', 'session.confirm_clock'],
  ])('%s is a conflict', async (_how, input, token, op) => {
    start(counting())
    const commandId = rig.newId()
    await rig.command('shift.force_close', FORCE, { commandId })
    expect(codeOf(await rig.command(op, input, { commandId, token }))).toBe('command.conflict')
    expect(handled).toBe(1)
  })

  it('may be tried again under the same id after a refusal', async () => {
    start(counting())
    const commandId = rig.newId()
    expect(codeOf(await rig.command('shift.force_close', { ...FORCE, reason: 'refuse me' }, { commandId }))).toBe(
      'shift.not_open',
    )
    expect(codeOf(await rig.command('shift.force_close', FORCE, { commandId }))).toBe('accepted')
  })

  it('runs again when its answer is not kept because it carries a secret', async () => {
    start(counting())
    const commandId = rig.newId()
    await rig.command('session.lock', {}, { commandId })
    await rig.command('session.lock', {}, { commandId })
    expect(handled).toBe(2)
    expect(rig.database.read.hotAll(hot<unknown>('SELECT 1 FROM command_result'))).toEqual([])
  })
})

describe('what follows a command', () => {
  const following = (effects: string[]): RigParts => ({
    commands: {
      'shift.force_close': handles('shift.force_close', (context, input) => {
        noteRun(context)
        context.db.emit('shift.changed', { shiftIds: [input.shiftId] })
        context.afterCommit(() => effects.push(`rows when told: ${runs()}`))
        if (input.reason === 'refuse me') throw new AppError('shift.not_open')
        return { shiftId: input.shiftId }
      }),
    },
  })

  it('happens after the commit: the event and the effect', async () => {
    const effects: string[] = []
    start(following(effects))
    await rig.command('shift.force_close', FORCE)
    expect(effects).toEqual(['rows when told: 1'])
    expect(rig.heard).toMatchObject([{ name: 'shift.changed', data: { shiftIds: [SHIFT_ID] } }])
  })

  it('does not happen when it was refused', async () => {
    const effects: string[] = []
    start(following(effects))
    await rig.command('shift.force_close', { ...FORCE, reason: 'refuse me' })
    expect({ effects, heard: rig.heard }).toEqual({ effects: [], heard: [] })
  })

  it('does not happen a second time for a command that is sent twice', async () => {
    const effects: string[] = []
    start(following(effects))
    const commandId = rig.newId()
    await rig.command('shift.force_close', FORCE, { commandId })
    await rig.command('shift.force_close', FORCE, { commandId })
    expect(effects).toHaveLength(1)
    expect(rig.heard).toHaveLength(1)
  })
})

describe('a clock that went back', () => {
  const parts: RigParts = {
    commands: {
      'shift.force_close': handles('shift.force_close', (context, input) => {
        noteRun(context)
        return { shiftId: input.shiftId }
      }),
      'user.enable': handles('user.enable', (context, input) => {
        noteRun(context)
        return { userId: input.userId }
      }),
      'session.confirm_clock': handles('session.confirm_clock', (context) => {
        noteRun(context)
        return { done: true }
      }),
    },
  }
  it.each([
    ['five minutes', '2026-11-23T08:25:00+08:00', 'accepted'],
    ['not quite a day', '2026-11-22T08:31:00+08:00', 'accepted'],
    ['more than a day', '2026-11-22T08:29:00+08:00', 'clock.went_back'],
    ['a year', '2025-11-23T08:30:00+08:00', 'clock.went_back'],
  ])('by %s: taking money is %3$s, the rest goes on', async (_how, iso, code) => {
    start(parts)
    rig.clock.set('2026-11-23T08:30:00+08:00')
    await rig.command('shift.force_close', FORCE)
    rig.clock.set(iso)
    expect(codeOf(await rig.command('shift.force_close', FORCE))).toBe(code)
    expect(codeOf(await rig.command('user.enable', { userId: SHIFT_ID }))).toBe('accepted')
    // What went on at the wrong hour is not what the next payment is compared with.
    expect(codeOf(await rig.command('shift.force_close', FORCE))).toBe(code)
  })

  it('by half a day again and again: refused when it makes a day', async () => {
    start(parts)
    const codes = []
    for (const iso of ['2026-11-23T08:30:00+08:00', '2026-11-22T20:30:00+08:00', '2026-11-22T08:20:00+08:00']) {
      rig.clock.set(iso)
      codes.push(codeOf(await rig.command('shift.force_close', FORCE)))
    }
    expect(codes).toEqual(['accepted', 'accepted', 'clock.went_back'])
  })

  it('takes money again once a manager has confirmed the clock', async () => {
    start(parts)
    await rig.command('shift.force_close', FORCE)
    rig.clock.set('2025-11-23T08:30:00+08:00')
    const refused = await rig.command('shift.force_close', FORCE)
    expect(refused).toMatchObject({
      error: { code: 'clock.went_back', params: { now: expect.stringContaining('2025-11-23') as string } },
    })
    await rig.command('session.confirm_clock', { reason: '主板电池换过' })
    expect(codeOf(await rig.command('shift.force_close', FORCE))).toBe('accepted')
  })
})
