import { assertNever } from '../../kernel/assert.ts'
import type { Instant } from '../../kernel/time.ts'

/** `saved`: written as a PDF, which is as good as paper to whoever gets it. */
export type ReceiptEventKind = 'issued' | 'printed' | 'reprinted' | 'saved' | 'voided'

/** 票据事件: documents never change, their state is their latest event (architecture §4). `seq` orders events of one instant. */
export interface ReceiptEvent {
  readonly kind: ReceiptEventKind
  readonly at: Instant
  readonly seq: number
}

export type ReceiptState = 'valid' | 'voided'

/** The state after all events: printing changes nothing, a void is final. */
export function receiptState(events: readonly ReceiptEvent[]): ReceiptState {
  let state: ReceiptState = 'valid'
  for (const { kind } of events.toSorted((a, b) => a.seq - b.seq)) state = nextState(state, kind)
  return state
}

/** How often a receipt left the program, on paper or as a file: more than 0 asks for it back, and a second person, before a void. */
export function timesPrinted(events: readonly ReceiptEvent[]): number {
  return events.filter(({ kind }) => kind === 'printed' || kind === 'reprinted' || kind === 'saved').length
}

function nextState(state: ReceiptState, kind: ReceiptEventKind): ReceiptState {
  switch (kind) {
    case 'issued':
      return 'valid'
    case 'printed':
    case 'reprinted':
    case 'saved':
      return state
    case 'voided':
      return 'voided'
    default:
      return assertNever(kind, 'receipt event')
  }
}
