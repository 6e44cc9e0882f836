/** Closes a switch over a discriminated union: a new variant fails to compile here. */
export function assertNever(value: never, what = 'variant'): never {
  throw new Error(`Unexpected ${what}: ${JSON.stringify(value)}`)
}

/** States what the code relies on. Throws an `Error` (a defect, never a message for the user). */
export function invariant(condition: unknown, message: string): asserts condition {
  if (!condition) throw new Error(`Invariant broken: ${message}`)
}
