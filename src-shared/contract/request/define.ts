import type { Feature } from '../../domain/access/features.ts'
import type { Permission } from '../../domain/access/permissions.ts'
import type { ErrorClass } from '../../kernel/app-error.ts'

/**
 * The shape of a zod schema, no more: constraining generics on it instead of on `z.ZodType` keeps a contract of 300
 * operations at a fifth of the instantiated types (dependencies §3; `tests/contract/type-count.test.ts` holds the number).
 */
export interface AnySchema {
  readonly _zod: { readonly input: unknown; readonly output: unknown }
}
export type SchemaInput<S extends AnySchema> = S['_zod']['input']
export type SchemaOutput<S extends AnySchema> = S['_zod']['output']

/** An expected refusal that an operation may answer: its class and the parameters of its text. */
export interface ErrorSpec {
  readonly class: ErrorClass
  /** Names of the parameters that reach the page; what is not named is dropped. */
  readonly params: readonly string[]
}
export type ErrorSpecs = Readonly<Record<string, ErrorSpec>>

/** Who may call: a permission, anyone signed in, or anyone at all (before the first sign-in). */
export type Access = Permission | 'signed_in' | 'public'

/**
 * What part of the data an operation may see or change: `building` what belongs to the buildings of the person; `project` the
 * whole project, refused to whoever has only some of its buildings; `office` what everybody who works there shares and no
 * building has (standards, shifts, jobs, printers); `none` nothing of a project.
 */
export type Scope = 'building' | 'project' | 'office' | 'none'

interface Described<I extends AnySchema, O extends AnySchema, E extends ErrorSpecs> {
  readonly permission: Access
  readonly scope: Scope
  readonly input: I
  readonly output: O
  readonly errors: E
  /** Top-level input fields that may stand in the log: ids, codes and counts, never names, phones or amounts. */
  readonly log: readonly string[]
  /** Answers while the session is locked or its password must be changed (signing out, unlocking). */
  readonly whileLocked?: true
}

export interface CommandSpec<I extends AnySchema, O extends AnySchema, E extends ErrorSpecs> extends Described<
  I,
  O,
  E
> {
  readonly kind: 'command'
  /**
   * `transient`: the answer is not kept for the 30 days in which the same command id is answered again, because it carries
   * a secret or a personal field. Sent again, the command runs again: only for what may.
   */
  readonly answer?: 'transient'
  /** Writes money: refused while the clock stands a day before the last operation. */
  readonly money?: true
}
export interface QuerySpec<I extends AnySchema, O extends AnySchema, E extends ErrorSpecs> extends Described<I, O, E> {
  readonly kind: 'query'
  /** `core` only for what answers in under 5 ms; everything else runs on a read-only connection of the reader worker. */
  readonly runs: 'core' | 'reader'
}

export type AnyOperation = CommandSpec<AnySchema, AnySchema, ErrorSpecs> | QuerySpec<AnySchema, AnySchema, ErrorSpecs>
export type Operations = Readonly<Record<string, AnyOperation>>

export function command<I extends AnySchema, O extends AnySchema, E extends ErrorSpecs>(
  spec: Omit<CommandSpec<I, O, E>, 'kind'>,
): CommandSpec<I, O, E> {
  return { kind: 'command', ...spec }
}

export function query<I extends AnySchema, O extends AnySchema, E extends ErrorSpecs>(
  spec: Omit<QuerySpec<I, O, E>, 'kind'>,
): QuerySpec<I, O, E> {
  return { kind: 'query', ...spec }
}

function errorOf(errorClass: ErrorClass, params: readonly string[]): ErrorSpec {
  return { class: errorClass, params }
}
/** The rule says no. */
export const refused = (...params: readonly string[]): ErrorSpec => errorOf('refused', params)
/** A field is wrong and the person can mend it. */
export const invalid = (...params: readonly string[]): ErrorSpec => errorOf('invalid', params)
/** Somebody else changed it meanwhile. */
export const conflict = (...params: readonly string[]): ErrorSpec => errorOf('conflict', params)
export const forbidden = (...params: readonly string[]): ErrorSpec => errorOf('forbidden', params)
export const notFound = (...params: readonly string[]): ErrorSpec => errorOf('not_found', params)

/** One feature's part of the contract. A feature without a switch is always on. */
export interface FeatureContract<Ops extends Operations> {
  readonly feature: Feature | null
  readonly operations: Ops
}

export function contractOf<Ops extends Operations>(feature: Feature | null, operations: Ops): FeatureContract<Ops> {
  return { feature, operations }
}
