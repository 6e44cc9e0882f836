import type { InputFor } from '../../platform/client.ts'

/** One masked value of the log. */
export type Hidden = Omit<InputFor<'audit.reveal'>, 'reason'>

const REVEALABLE = ['name', 'phone', 'id_no'] as const

export function isRevealable(column: string): column is Hidden['column'] {
  return REVEALABLE.some((one) => one === column)
}
