import type { AnyOperation } from '../../../src-shared/contract/request/define.ts'
import { AppError } from '../../../src-shared/kernel/app-error.ts'
import { refuseThenable } from '../db/database.ts'
import { findOperation, refusalOf } from './admission.ts'
import { refuseMoneyBehindClock } from './clock-guard.ts'
import type {
  Actor,
  ApprovalInForce,
  CommandContext,
  CommandImplementation,
  PrepareContext,
  Window,
} from './context.ts'
import { declaredError } from './failure.ts'
import { findKeptAnswer, hashOf, keepAnswer } from './kept-answers.ts'
import { parseInput, parseOutput } from './parsing.ts'

/** A command inside another one: asked for by somebody, run in the transaction of whoever approves it. */
export interface NestedCommand {
  readonly op: string
  readonly operation: Extract<AnyOperation, { kind: 'command' }>
  readonly steps: CommandImplementation
  readonly input: unknown
  readonly inputHash: string
}
type CommandTable = Readonly<Partial<Record<string, CommandImplementation>>>

/** @throws AppError `operation.unknown` | `input.invalid` */
export function nestedCommand(commands: CommandTable, asked: { op: string; inputJson: string }): NestedCommand {
  const { op, inputJson } = asked
  const operation = findOperation(op)
  const steps = Object.hasOwn(commands, op) ? commands[op] : undefined
  if (operation?.kind !== 'command' || steps === undefined) throw new AppError('operation.unknown', { operation: op })
  const raw = fromJson(inputJson)
  return { op, operation, steps, input: parseInput(operation, raw), inputHash: hashOf(op, raw) }
}

/** @throws AppError as the operation itself would refuse the person. */
export function requireAdmission({ op, operation }: NestedCommand, actor: Actor): void {
  const refusal = refusalOf(op, operation, actor)
  if (refusal !== null) throw refusal
}

export function prepareNested(context: PrepareContext, command: NestedCommand): Promise<unknown> {
  const { steps, input } = command
  return steps.prepare === null ? Promise.resolve(undefined) : steps.prepare(context, input as never)
}

export interface NestedRun {
  /** Whose act it is; rights and reach are this person's. */
  readonly actor: Actor
  readonly commandId: string
  readonly approval: ApprovalInForce
  readonly prepared: unknown
}

/**
 * Runs it in the transaction of `context`: the operations are the applicant's, the answer is kept under the applicant's own
 * command id, so that the page that asked gets it when it asks again.
 */
export function runNested(context: CommandContext, command: NestedCommand, run: NestedRun): unknown {
  const { op, operation, steps, input, inputHash } = command
  const { db } = context
  const { actor, commandId, approval, prepared } = run
  const act = { commandId, op, userId: actor.userId, inputHash }
  if (findKeptAnswer(db, act) !== null) throw new AppError('command.conflict')
  if (operation.money === true) refuseMoneyBehindClock(db.now, db.chainHead.latestAt)
  const { now, today, newId } = context
  const afterCommit = (effect: () => void): void => context.afterCommit(effect)
  const own: CommandContext = { db, actor, now, today, commandId, window: NO_WINDOW, approval, newId, afterCommit }
  const output = db.actAs({ command: op, userId: actor.userId }, () =>
    steps.handle(own, input as never, prepared as never),
  )
  refuseThenable(output)
  const checked = parseOutput(operation, output)
  if (operation.answer !== 'transient') keepAnswer(db, act, checked)
  return checked
}

/** Whether the refusal is one that the nested operation promises: only those may be told. */
export function isRefusalOf(command: Pick<NestedCommand, 'operation'>, error: unknown): error is AppError {
  return error instanceof AppError && declaredError(command.operation.errors, error.code) !== null
}

/** An approved command signs nobody in or out: no window stands behind it. */
const NO_WINDOW: Window = {
  windowId: '',
  setToken: () => {
    throw new Error('An approved command has no window')
  },
}

function fromJson(text: string): unknown {
  try {
    return JSON.parse(text) as unknown
  } catch {
    throw new AppError('input.invalid', { issues: [{ path: 'inputJson', code: 'invalid_json' }] }, 'inputJson')
  }
}
