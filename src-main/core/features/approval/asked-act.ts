import { AppError } from '../../../../src-shared/kernel/app-error.ts'
import type { Commands } from '../../request/context.ts'
import { isRefusalOf, nestedCommand, requireAdmission } from '../../request/nested-command.ts'
import type { NestedCommand } from '../../request/nested-command.ts'
import type { ApprovalKind, ApprovableOperation, AssessContext, Assessment } from './kind.ts'

/** What the composition hands over: every command, and every reason why one may have to wait. */
export interface Approvables {
  readonly commands: Commands
  readonly kinds: readonly ApprovalKind[]
}

export interface AskedAct {
  readonly command: NestedCommand
  readonly kind: ApprovalKind
  readonly approvable: ApprovableOperation
}

/** @throws AppError `approval.not_askable`, and for an input that the operation does not take. */
export function askedAct({ commands, kinds }: Approvables, asked: { op: string; inputJson: string }): AskedAct {
  const name = asked.op as keyof ApprovalKind['operations']
  const kind = kinds.find(({ operations }) => Object.hasOwn(operations, name))
  const operation = kind?.operations[name]
  if (kind === undefined || operation === undefined) throw new AppError('approval.not_askable')
  return { command: nestedCommand(commands, asked), kind, approvable: operation }
}

/** As the command would see it for its own actor; its refusals are told as those of the command. */
export function assess({ command, approvable }: AskedAct, context: AssessContext): Assessment | null {
  return tellingRefusals(command, () => {
    requireAdmission(command, context.actor)
    return approvable.assess(context, command.input as never)
  })
}

/**
 * Whoever approves is told why the command is refused, under a code of the approval's own: the command's codes are no promise
 * of this operation, and "you may not" would be read by the wrong person.
 */
export function tellingRefusals<T>(command: NestedCommand, work: () => T): T {
  try {
    return work()
  } catch (error) {
    throw asCommandRefused(command, error)
  }
}

export function asCommandRefused(command: NestedCommand, error: unknown): unknown {
  if (!isRefusalOf(command, error)) return error
  return new AppError('approval.command_refused', { code: error.code, params: error.params })
}
