import { assertNever } from '../../kernel/assert.ts'
import type { Instant } from '../../kernel/time.ts'

export type ReceiptEventKind = 'issued' | 'printed' | 'reprinted' | 'voided'

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

/** How often a receipt left the printer: more than 0 asks for the paper before a void. */
export function timesPrinted(events: readonly ReceiptEvent[]): number {
  return events.filter(({ kind }) => kind === 'printed' || kind === 'reprinted').length
}

function nextState(state: ReceiptState, kind: ReceiptEventKind): ReceiptState {
  switch (kind) {
    case 'issued':
      return 'valid'
    case 'printed':
    case 'reprinted':
      return state
    case 'voided':
      return 'voided'
    default:
      return assertNever(kind, 'receipt event')
  }
}
