/** What kind of "no" an expected refusal is; a page decides from it where to show the text. */
export type ErrorClass = 'refused' | 'invalid' | 'conflict' | 'forbidden' | 'not_found' | 'internal'

export type ErrorParams = Readonly<Record<string, unknown>>

/**
 * An expected refusal: a code `<feature>.<snake_case>` with parameters. Its text is the locale entry `error.<code>`.
 * Anything thrown that is not an `AppError` is a defect and reaches the page as `internal` with a reference number.
 */
export class AppError extends Error {
  override readonly name = 'AppError'
  readonly code: string
  readonly params: ErrorParams
  /** The input field that caused the refusal, as a dotted path (`tenders.0.amountFen`), when there is one. */
  readonly field: string | undefined

  constructor(code: string, params: ErrorParams = {}, field?: string) {
    super(code)
    this.code = code
    this.params = params
    this.field = field
  }
}

/** A pure rule's "no", carried as data so that the rule can be tested without catching. */
export interface Refusal<Code extends string = string> {
  readonly kind: 'refused'
  readonly code: Code
  readonly params: ErrorParams
  readonly field?: string
}

export function refusal<Code extends string>(code: Code, params: ErrorParams = {}, field?: string): Refusal<Code> {
  return field === undefined ? { kind: 'refused', code, params } : { kind: 'refused', code, params, field }
}

/** Turns a rule's refusal into the error that rolls the command back; passes every other decision on. */
export function orThrow<T extends { readonly kind: string }>(decision: T): Exclude<T, { kind: 'refused' }> {
  if (decision.kind === 'refused') {
    const no = decision as unknown as Refusal
    throw new AppError(no.code, no.params, no.field)
  }
  return decision as Exclude<T, { kind: 'refused' }>
}
