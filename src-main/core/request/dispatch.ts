import type { AnyOperation, ErrorSpecs } from '../../../src-shared/contract/request/define.ts'
import type { AnswerMessage, CallMessage } from '../../../src-shared/contract/request/wire.ts'
import { AppError } from '../../../src-shared/kernel/app-error.ts'
import { localDateOf } from '../../../src-shared/kernel/time.ts'
import type { Clock } from '../../../src-shared/kernel/time.ts'
import { refuseThenable } from '../db/database.ts'
import type { Database } from '../db/database.ts'
import type { Log } from '../log.ts'
import { findOperation, refusalOf } from './admission.ts'
import { refuseMoneyBehindClock } from './clock-guard.ts'
import { NOBODY } from './context.ts'
import type { Actor, CommandImplementation, Commands, Queries, QueryImplementation, Window } from './context.ts'
import type { EventHub } from './events.ts'
import { toWireError } from './failure.ts'
import { findKeptAnswer, hashOf, keepAnswer } from './kept-answers.ts'
import { parseInput, parseOutput } from './parsing.ts'

/** Runs a query on the reader's connection, in another thread. The input has been parsed; the output comes back checked. */
export interface ReaderPort {
  run(op: string, input: unknown, actor: Actor): Promise<unknown>
}

/** Who the window belongs to. `resolve` answers from memory: core is the only writer, so it knows when to forget. */
export interface SessionSource {
  resolve(window: AskingWindow): ResolvedSession | null
}
/** The same, with what the commands that change sessions, accounts or switches need. */
export interface SessionMemory extends SessionSource {
  /** As the file has it now, past the memory. */
  resolveById(sessionId: string): ResolvedSession
  /** Somebody who may work in the project now, signed in or not; `null` for an account that is gone or disabled. */
  actorFor(userId: string, projectId: string): Actor | null
  /** Everything is read again from the file. */
  forget(): void
}
export interface ResolvedSession {
  readonly actor: Actor
  readonly locked: boolean
  readonly mustChangePassword: boolean
}
export interface AskingWindow extends Window {
  readonly token: string | null
}

export interface DispatchOptions {
  readonly database: Database
  readonly sessions: SessionSource
  readonly reader: ReaderPort
  readonly commands: Commands
  readonly queries: Queries
  readonly events: EventHub
  readonly clock: Clock
  readonly newId: () => string
  readonly log: Log
}

/**
 * One request from guard to answer: look-up → session → permission and switch → parse → run → check the output. A command
 * is one transaction that also holds its idempotence row; its events go out after the commit.
 */
export class Dispatcher {
  readonly #options: DispatchOptions

  constructor(options: DispatchOptions) {
    this.#options = options
  }

  async answer(call: CallMessage, window: AskingWindow): Promise<AnswerMessage> {
    const { log, newId } = this.#options
    let declared: ErrorSpecs = {}
    const started = performance.now()
    try {
      const operation = operationOf(call)
      declared = operation.errors
      const actor = this.#admit(call.op, operation, window)
      const input = parseInput(operation, call.input)
      const output =
        operation.kind === 'command'
          ? await this.#command({ call, operation, actor, input, window })
          : await this.#query({ call, operation, actor, input })
      const ms = performance.now() - started
      if (ms > 40) log.info('request.slow', { op: call.op, ms: Math.round(ms), ...logged(operation, input) })
      return { t: 'answer', id: call.id, ok: true, output }
    } catch (thrown) {
      const error = toWireError(thrown, declared, { log, newReference: () => newId().slice(-8), op: call.op })
      return { t: 'answer', id: call.id, ok: false, error }
    }
  }

  #admit(op: string, operation: AnyOperation, window: AskingWindow): Actor {
    const session = this.#options.sessions.resolve(window)
    if (operation.permission === 'public') return session?.actor ?? NOBODY
    if (session === null) throw new AppError('session.required')
    if (session.locked && operation.whileLocked !== true) throw new AppError('session.locked')
    if (session.mustChangePassword && operation.whileLocked !== true)
      throw new AppError('session.password_change_required')
    const { actor } = session
    const refusal = refusalOf(op, operation, actor)
    if (refusal === null) return actor
    if (refusal.code === 'permission.denied')
      this.#options.log.warn('permission.denied', { op, user: actor.userId, ...refusal.params })
    throw refusal
  }

  /** What `prepare` waited for may have taken long: the session may have ended meanwhile, a right been withdrawn. */
  #admitAgain(asked: { op: string; operation: AnyOperation; actor: Actor; window: AskingWindow }): Actor {
    const actor = this.#admit(asked.op, asked.operation, asked.window)
    const same = actor.userId === asked.actor.userId && actor.projectId === asked.actor.projectId
    if (!same) throw new AppError('session.required')
    return actor
  }

  async #query(asked: { call: CallMessage; operation: AnyOperation; actor: Actor; input: unknown }): Promise<unknown> {
    const { call, operation, actor, input } = asked
    const { reader, database, clock, queries } = this.#options
    if (operation.kind === 'query' && operation.runs === 'reader') return reader.run(call.op, input, actor)
    const now = clock.now()
    const output = implementation(queries, call.op)(
      { db: database.read, actor, now, today: localDateOf(now) },
      input as never,
    )
    return parseOutput(operation, output)
  }

  async #command(asked: {
    call: CallMessage
    operation: AnyOperation
    actor: Actor
    input: unknown
    window: AskingWindow
  }): Promise<unknown> {
    const { call, operation, input, window } = asked
    let { actor } = asked
    const { database, clock, events, commands, newId } = this.#options
    const commandId = call.commandId ?? ''
    const act = { commandId, op: call.op, userId: actor.userId, inputHash: hashOf(call.op, call.input) }
    const earlier = findKeptAnswer(database.read, act)
    if (earlier !== null) return earlier.answer
    const steps = implementation<CommandImplementation>(commands, call.op)
    const now = clock.now()
    const asks = { actor, now, today: localDateOf(now) }
    const prepared =
      steps.prepare === null ? undefined : await steps.prepare({ db: database.read, ...asks }, input as never)
    if (steps.prepare !== null) actor = this.#admitAgain({ op: call.op, operation, actor, window })
    const effects: (() => void)[] = []
    const transient = operation.kind === 'command' && operation.answer === 'transient'
    const committed = database.transact({ command: call.op, userId: actor.userId }, (unit) => {
      // The same id may have run while this one was preparing.
      const known = transient ? null : findKeptAnswer(unit, act)
      if (known !== null) return known.answer
      if (operation.kind === 'command' && operation.money === true)
        refuseMoneyBehindClock(unit.now, database.head.latestAt)
      const at = { actor, now: unit.now, today: localDateOf(unit.now) }
      const output = steps.handle(
        { db: unit, ...at, commandId, window, approval: null, newId, afterCommit: (effect) => effects.push(effect) },
        input as never,
        prepared as never,
      )
      refuseThenable(output)
      const checked = parseOutput(operation, output)
      if (!transient) keepAnswer(unit, act, checked)
      return checked
    })
    for (const effect of effects) effect()
    events.publish(committed.events)
    return committed.value
  }
}

function operationOf(call: CallMessage): AnyOperation {
  const operation = findOperation(call.op)
  if (operation === null || operation.kind !== call.kind)
    throw new AppError('operation.unknown', { operation: call.op.slice(0, 80) })
  return operation
}

function implementation<T extends CommandImplementation | QueryImplementation>(
  table: Readonly<Partial<Record<string, T>>>,
  op: string,
): T {
  const found = Object.hasOwn(table, op) ? table[op] : undefined
  if (found === undefined) throw new Error(`Nothing implements ${op}`)
  return found
}

function logged(operation: AnyOperation, input: unknown): Record<string, string | number | boolean> {
  const fields = (typeof input === 'object' && input !== null ? input : {}) as Record<string, unknown>
  const pairs = operation.log.flatMap((name) => {
    const value = fields[name]
    return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean'
      ? [[name, value] as const]
      : []
  })
  return Object.fromEntries(pairs)
}
