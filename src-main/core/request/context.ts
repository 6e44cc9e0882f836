import type { Contract } from '../../../src-shared/contract/index.ts'
import type { CommandSpec, QuerySpec, SchemaInput, SchemaOutput } from '../../../src-shared/contract/request/define.ts'
import type { AnySchema, ErrorSpecs } from '../../../src-shared/contract/request/define.ts'
import type { Feature } from '../../../src-shared/domain/access/features.ts'
import type { Permission } from '../../../src-shared/domain/access/permissions.ts'
import type { Instant, LocalDate } from '../../../src-shared/kernel/time.ts'
import type { ReadHandle } from '../db/read-handle.ts'
import type { UnitOfWork } from '../db/unit-of-work.ts'

/** Who asks, as core knows it: the page never sends a user, a role or a project. Plain data: it crosses to the reader. */
export interface Actor {
  readonly sessionId: string
  readonly userId: string
  readonly displayName: string
  readonly projectId: string
  readonly permissions: ReadonlySet<Permission>
  readonly features: ReadonlySet<Feature>
  /** `null`: every building of the project. */
  readonly buildingIds: readonly string[] | null
}

/** Somebody before the sign-in, or the program itself. */
export const NOBODY: Actor = {
  sessionId: '',
  userId: 'system',
  displayName: '',
  projectId: '',
  permissions: new Set(),
  features: new Set(),
  buildingIds: [],
}

interface Asked {
  readonly actor: Actor
  readonly now: Instant
  /** The business day of `now`. */
  readonly today: LocalDate
}

export interface QueryContext extends Asked {
  readonly db: ReadHandle
}

/** The window that asks, for the few commands that change who sits in front of it. */
export interface Window {
  readonly windowId: string
  /** Main keeps the token and presents it with each new port; `null` signs the window out. */
  setToken(token: string | null): void
}

export interface PrepareContext extends Asked {
  readonly db: ReadHandle
}

/** 审批 under which a command runs: of which kind, and who said yes. */
export interface ApprovalInForce {
  readonly kind: string
  readonly approvedBy: string
}

export interface CommandContext extends Asked {
  readonly db: UnitOfWork
  readonly commandId: string
  readonly window: Window
  /** `null`: nobody was asked. Handlers give the whole context to `requireApproval` of the approval feature. */
  readonly approval: ApprovalInForce | null
  newId(): string
  /** Runs after COMMIT and never on a rollback: effects outside the database. */
  afterCommit(effect: () => void): void
}

type Operation = Contract[keyof Contract]
export type QueryName = {
  [N in keyof Contract]: Contract[N] extends QuerySpec<AnySchema, AnySchema, ErrorSpecs> ? N : never
}[keyof Contract]
export type CommandName = {
  [N in keyof Contract]: Contract[N] extends CommandSpec<AnySchema, AnySchema, ErrorSpecs> ? N : never
}[keyof Contract]

export type Input<N extends keyof Contract> = SchemaOutput<Contract[N]['input']>
export type Output<N extends keyof Contract> = SchemaInput<Contract[N]['output']>

/** Not a promise, by type: an asynchronous command handler does not compile. */
export type Sync<T> = T & { readonly then?: never }

export interface CommandImplementation {
  readonly prepare: ((context: PrepareContext, input: never) => Promise<unknown>) | null
  readonly handle: (context: CommandContext, input: never, prepared: never) => unknown
}
export type QueryImplementation = (context: QueryContext, input: never) => unknown

/** A command that needs nothing but the database. */
export function handles<N extends CommandName>(
  _name: N,
  handle: (context: CommandContext, input: Input<N>) => Sync<Output<N>>,
): CommandImplementation {
  return { prepare: null, handle }
}

/**
 * A command with something to wait for (a password hash, a parsed file) before its transaction. `prepare` sees a read
 * handle and writes nothing; whatever it read is loaded again inside.
 */
export function handlesPrepared<N extends CommandName, P>(
  _name: N,
  steps: {
    readonly prepare: (context: PrepareContext, input: Input<N>) => Promise<P>
    readonly handle: (context: CommandContext, input: Input<N>, prepared: P) => Sync<Output<N>>
  },
): CommandImplementation {
  return steps
}

export function answers<N extends QueryName>(
  _name: N,
  answer: (context: QueryContext, input: Input<N>) => Sync<Output<N>>,
): QueryImplementation {
  return answer
}

export type Commands = Readonly<Partial<Record<CommandName, CommandImplementation>>>
export type Queries = Readonly<Partial<Record<QueryName, QueryImplementation>>>
export type { Operation }
