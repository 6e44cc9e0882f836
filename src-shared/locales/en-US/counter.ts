import type { Translated } from '../schema.ts'
import type { counter as zh } from '../zh-CN/counter.ts'

export const counter = {
  nav: 'Counter',
  enum: { tender: { cash: 'Cash', wechat: 'WeChat', alipay: 'Alipay', card: 'Card', transfer: 'Transfer' } },
  error: {
    shift_not_open: 'You have no open shift, and a counted one takes no more money. Open a shift first.',
    shift_not_yours: 'This is another cashier’s shift. Open your own first.',
    no_line: 'No fee is ticked. Tick at least one.',
    line_gone: 'A fee has been taken back or voided; nothing was collected. Refresh and tick again.',
    line_twice: '{feeItem} {month} of {roomCode} is ticked twice; nothing was collected. Remove one of them.',
    line_changed:
      'The amount of {feeItem} {month} of {roomCode} has just changed; nothing was collected. Look at the new amount and collect again.',
    line_paid:
      '{feeItem} {month} of {roomCode} has just been paid elsewhere; nothing was collected. Refresh and check.',
    pays_too_much:
      '{feeItem} {month} of {roomCode} would be paid more than is open. Lower the amount; the rest can become prepayment.',
    pays_nothing: '{feeItem} {month} of {roomCode} would be paid 0.00. Enter an amount, or untick it.',
    partial_not_last:
      '{feeItem} {month} of {roomCode} is not paid in full, and later fees follow. Only the last one can be paid in part.',
    other_payee:
      'The ticked fees belong to different payees and cannot be on one receipt. Collect them one after the other.',
    amount_too_large: 'A receipt can be {limitFen} yuan at most. Check the amount, or collect it in parts.',
    round_off_too_large: 'At most {limitFen} yuan can be rounded off, and never all of the last fee. Lower it.',
    no_tender: 'No way of payment is chosen. Press F5 to F9.',
    tender_twice: 'One way of payment is entered twice. Put it into one amount.',
    tender_empty: 'One way of payment has the amount 0. Enter an amount, or remove it.',
    underpaid: '{missingFen} yuan are missing. Add them, or press / to collect by amount.',
    overpaid: '{surplusFen} yuan too much. Only cash gives change: lower the other amounts.',
    cash_short: 'The cash received is {missingFen} yuan short. Check what was handed over.',
    cash_without_tender: 'Cash was received, but cash is not among the ways of payment. Add it, or clear the field.',
    change_too_large: 'The change would be {changeFen} yuan, more than {limitFen}. Check the cash received.',
  },
} as const satisfies Translated<typeof zh>
