import type { Translated } from '../schema.ts'
import type { shift as zh } from '../zh-CN/shift.ts'

export const shift = {
  error: {
    already_open: 'You have a shift at drawer {drawer} that is not closed. Close it before you open another.',
    drawer_taken: '{cashier} is using this drawer. Choose another one, or wait for the close.',
    pieces_invalid: 'A number of notes or coins is wrong. Enter 0 or a whole number up to 100,000.',
    not_found: 'This shift cannot be found. Refresh and look again.',
    not_yours: 'This is another cashier’s shift. They close it, or a supervisor closes it by force.',
    not_open: 'This shift has ended; nothing more can be done in it.',
    already_counted: 'This shift has been counted, and a count is entered once. Go on to the close.',
    not_counted: 'The cash has not been counted. Count it, then close.',
    counted_before_receipts:
      'Money was taken after the count, so it no longer agrees. A supervisor must close the shift by force and count again.',
    reason_required: 'The cash differs by {differenceFen} yuan. State the reason, then close.',
    force_reason_required: 'State why the shift is closed by force.',
    not_forced: 'A supervisor counts only shifts that were closed by force.',
    banked_too_much: '{limitFen} yuan at most can go to the bank; the float stays. Lower the amount.',
    not_enough_cash: 'The drawer is {missingFen} yuan short. Pay another way, or add cash first.',
    expected_hidden: 'What should be in the drawer is shown after the count. Count first.',
  },
} as const satisfies Translated<typeof zh>
