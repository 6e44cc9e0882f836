import { openOf } from './selection.ts'
import type { Chosen } from './selection.ts'
import type { CounterState } from './key-machine.ts'
import { NO_TENDERS } from './tender-state.ts'
import type { TenderState } from './tender-state.ts'

/** What is kept over a reload, a crash of the page and the lock screen: who is paying what, and how. */
export interface CounterDraft {
  readonly roomIds: readonly string[]
  readonly chosen: Chosen
  /** What the chosen lines owed when they were chosen. */
  readonly owed: Chosen
  readonly tenders: TenderState
  readonly payerName: string
  readonly note: string
}

export function emptyDraft(): CounterDraft {
  return { roomIds: [], chosen: {}, owed: {}, tenders: NO_TENDERS, payerName: '', note: '' }
}

export function draftOf(
  state: CounterState,
  typed: { readonly payerName: string; readonly note: string },
): CounterDraft {
  const { roomIds, chosen, lines, tenders } = state
  return { roomIds, chosen, owed: openOf(chosen, lines), tenders, ...typed }
}
