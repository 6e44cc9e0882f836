import type { Translated } from '../schema.ts'
import type { billingRefusals as zh } from '../zh-CN/billing-refusals.ts'

/** Why a row is skipped, short for counts and whole for a person, and what runs are refused for. */
export const billingRefusals = {
  skip: {
    area_missing: 'No built area',
    inner_area_missing: 'No inner area',
    share_area_missing: 'No shared area',
    count_missing: 'No number of people, spaces or cards',
    figure_missing: 'A figure of the formula is missing',
    formula_failed: 'The formula gives no amount',
    price_missing: 'No price at that time',
    not_bound: 'No fee standard',
    bound_twice: 'Two standards for one fee',
    unsold_without_payer: 'Unsold or not handed over, nobody pays',
    owner_missing: 'Moved out, nobody pays',
    line_overlaps: 'Overlaps an existing bill',
    excluded: 'Taken out of this run',
    not_started: 'Not charged yet',
    ended: 'No longer charged',
    before_go_live: 'Before go-live',
    paid_until: 'Paid beyond this month',
    not_charged: 'Not charged this month by agreement',
    zero_amount: 'Amount is 0',
    amount_too_large: 'Over 100 million yuan',
  },
  error: {
    area_missing:
      '{roomCode} has no built area, so it cannot be billed by area. Enter the area, or bind a standard with a fixed amount.',
    inner_area_missing:
      '{roomCode} has no inner area, so it cannot be billed by it. Enter the area, or bind a standard by built area.',
    share_area_missing: '{roomCode} has no shared area, so it cannot be billed by it. Enter the area first.',
    count_missing:
      '{roomCode} has no count on the first billed day of {month}, so it cannot be billed by people, spaces, vehicles or cards. Enter the count first.',
    figure_missing:
      '{roomCode} lacks a figure that the formula needs and was not billed. Enter it with the room first.',
    formula_failed:
      'The formula gives no amount for {roomCode} in {month}. Try it on this room, then change the formula.',
    price_missing: 'The standard of {roomCode} has no price in {month} yet. Add a price that starts earlier.',
    not_bound: '{roomCode} has no fee standard and will not be billed. Bind a standard first.',
    bound_twice: '{roomCode} has two standards for one fee in {month} and was not billed. End one of them first.',
    unsold_without_payer:
      '{roomCode} is unsold or not handed over, and there is no developer account. Set one up, or record the hand-over.',
    owner_missing: '{roomCode} has no owner from {fromOn} to {toOn} and was not billed. Record the owner of that time.',
    line_overlaps:
      '{roomCode} already has a bill in {month}, for other days or another owner than the records say now. Check the records; to bill it again, first take that run back.',
    excluded: '{roomCode} was unticked and not billed in this run. Tick it again if needed.',
    not_started: '{roomCode} is not handed over or not charged yet in {month}. Nothing to bill.',
    ended: '{roomCode} is no longer charged in {month}. Nothing to bill.',
    before_go_live: '{month} of {roomCode} lies before go-live: it belongs to the opening debt and gets no bill.',
    paid_until: '{roomCode} had paid beyond {month} before go-live. Nothing to bill.',
    not_charged: '{month} of {roomCode} is not charged to the owner under the proration agreed.',
    zero_amount: '{month} of {roomCode} comes to 0.00 and was not billed. Check the price.',
    amount_too_large:
      '{month} of {roomCode} comes to more than 100 million yuan and was not billed. Check price and area.',
    no_go_live: 'There is no go-live date yet, so nothing can be billed. Enter it in the project settings first.',
    month_too_far: 'Bills can be made up to {lastMonth}. Choose an earlier month.',
    run_under_way: 'The bills of {month} are being made or taken back. Wait until that is done.',
    nothing_to_create: 'There is nothing to bill. Existing bills are never made twice.',
    changed_since_handed_in:
      'The data has changed since this was handed in, and the bills differ. Give it back, so that it is looked through and handed in anew.',
    plan_changed:
      'Records changed after the preview, so the bills would differ from it. Look at the new preview and publish again.',
    run_not_found: 'This run cannot be found; it may have been taken back. Refresh and look again.',
    run_has_payments:
      '{lines} bills of this run have been paid, so it cannot be taken back as a whole. Void the wrong bills one by one.',
    run_not_posted: 'This run is being made, being taken back, or taken back already. Refresh and look again.',
    no_open_lines: 'There are no open bills, so there is no notice to print.',
    check_required: 'This project wants a check. Hand the run in; a second person publishes it.',
    check_by_another: 'Whoever handed it in cannot check it. Another person who may run bills publishes it.',
    run_not_submitted: 'This run was published or given back. Refresh and look again.',
    submitted_already: 'The same run is handed in already and waits.',
    not_one_off: 'This standard is no one-off fee. Choose one.',
    one_off_out_of_range:
      'The amount must be between {min} and {max} yuan. To go beyond, ask somebody who may run bills.',
    no_owner_today: '{roomCode} has no owner today. Record the owner first.',
  },
} as const satisfies Translated<typeof zh>
