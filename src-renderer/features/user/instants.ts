import { instant } from '../../../src-shared/kernel/time.ts'
import type { Instant } from '../../../src-shared/kernel/time.ts'

/** A time of the contract that may be missing. */
export function instantOrNull(at: number | null | undefined): Instant | null {
  return at === null || at === undefined ? null : instant(at)
}
