/** One step of the schema, forward only. After the first release its text is frozen by hash (tests/migrations). */
export interface Migration {
  readonly version: number
  readonly name: string
  /** Statements that run in one transaction, together with the rise of `user_version`. */
  readonly up: string
}
