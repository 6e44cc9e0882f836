import type { Fen } from '../../../../src-shared/kernel/money.ts'
import type { Instant, LocalDate } from '../../../../src-shared/kernel/time.ts'
import type { ReadHandle } from '../../db/read-handle.ts'
import type { Actor, CommandName, Input } from '../../request/context.ts'

/** What an act would do, as far as a second person must know it. */
export interface Assessment {
  /**
   * Label names (`enum.approval.fact.<name>`) with what they say: `…Fen` amounts, the rest words. They must come out the same
   * while nothing changes, and hold no personal field: they are shown to whoever decides.
   */
  readonly facts: Readonly<Record<string, string | number>>
  readonly amountFen: Fen | null
  /** The buildings that it touches; `null`: the whole project. Who does not see them all cannot decide it. */
  readonly buildingIds: readonly string[] | null
  /** The person whose data the input holds, when it does: the stored input is sealed with this person's key. */
  readonly personId: string | null
}

export interface AssessContext {
  readonly db: ReadHandle
  readonly actor: Actor
  readonly now: Instant
  readonly today: LocalDate
}

export interface ApprovableOperation {
  /** An input with a secret (a first password) is never kept: it can only be approved at the screen itself. */
  readonly keepsInput: boolean
  /**
   * The same load and decide as in the handler. `null`: done so, it needs nobody. Throws what the command itself would refuse.
   */
  readonly assess: (context: AssessContext, input: never) => Assessment | null
}

/** 审批事项: one reason why somebody else must agree. A feature lists its own; the composition lists the features'. */
export interface ApprovalKind {
  /** `<feature>.<what>`; its words are `enum.approval.kind.<feature>_<what>`. */
  readonly name: string
  readonly hasAmount: boolean
  /** Who may do it alone in a project that has set nothing: those who may decide for others, or nobody. */
  readonly alone: 'deciders' | 'nobody'
  readonly nobodyElse: 'refuse' | 'alone'
  /** How long a request waits. */
  readonly hours: number
  readonly operations: Readonly<Partial<Record<CommandName, ApprovableOperation>>>
}

export function approvable<N extends CommandName>(
  _name: N,
  operation: {
    readonly keepsInput: boolean
    readonly assess: (context: AssessContext, input: Input<N>) => Assessment | null
  },
): ApprovableOperation {
  return operation as ApprovableOperation
}
