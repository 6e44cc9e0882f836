import type { Translated } from '../schema.ts'
import type { standard as zh } from '../zh-CN/standard.ts'

export const standard = {
  error: {
    price_missing: 'The standard has no price yet. Enter at least one price with its start date.',
    same_date: 'There is a price from {fromOn} already. Choose another start date: a day has one price.',
    price_out_of_range: 'The price from {fromOn} must be between 0 and 1,000,000 yuan.',
    code_taken: 'Code {code} belongs to another standard. Choose another code.',
    not_found: 'This standard cannot be found. Refresh and choose again.',
    price_in_billed_month:
      '{month} has been billed, so a new price cannot start there. Choose a later month, or take the run back first.',
    nothing_to_bind: 'All rooms chosen are bound already.',
    binding_not_found: 'This binding cannot be found; it may have been ended. Refresh and look again.',
    end_before_start: 'The end cannot be before the start on {fromOn}.',
    end_in_billed_month:
      '{month} has been billed, so the end cannot fall there. Choose a later date, or take the run back first.',
  },
} as const satisfies Translated<typeof zh>
