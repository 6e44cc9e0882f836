import type { AnySchema, ErrorSpecs, SchemaInput, SchemaOutput } from './define.ts'

/** What the type helpers need to know of an operation; a real contract has more. */
interface Typed {
  readonly kind: 'command' | 'query'
  readonly input: AnySchema
  readonly output: AnySchema
  readonly errors: ErrorSpecs
}
export type TypedOperations = { readonly [name: string]: Typed }

type NameOf<C, Kind extends 'command' | 'query'> = {
  [N in keyof C]: C[N] extends { readonly kind: Kind } ? N : never
}[keyof C] &
  string

export type QueryName<C> = NameOf<C, 'query'>
export type CommandName<C> = NameOf<C, 'command'>

/** What the caller may write: before defaults and transforms. */
export type InputOf<C, N extends keyof C> = C[N] extends { readonly input: infer S extends AnySchema }
  ? SchemaInput<S>
  : never
export type OutputOf<C, N extends keyof C> = C[N] extends { readonly output: infer S extends AnySchema }
  ? SchemaOutput<S>
  : never
/** The codes that the operation itself declares; the kernel's own (`COMMON_ERRORS`) may come from any. */
export type ErrorCodeOf<C, N extends keyof C> = C[N] extends { readonly errors: infer E } ? keyof E & string : never
