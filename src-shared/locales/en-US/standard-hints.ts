import type { Translated } from '../schema.ts'
import type { standardHints as zh } from '../zh-CN/standard-hints.ts'

/** What each setting of a fee standard does, beside it. */
export const standardHints = {
  proration_hint: {
    actual_days:
      'Actual days: handed over on 18 November means 13 days, month × 13 ÷ 30; a month of 31 days divides by 31.',
    thirty_days: 'Always divided by 30: 13 days are month × 13 ÷ 30. A whole month stays whole.',
    year_days: 'Over the year: month × 12 × days ÷ 365, or 366 in a leap year. A whole month stays whole.',
    half_month: 'Handed over by the 15th: the whole month. From the 16th: half of it.',
    next_month: 'The month of hand-over is free for the owner; whole months from the next one.',
    this_month: 'Whole months from the month of hand-over, nothing prorated.',
  },
  item_nature_hint: {
    revenue: 'The company’s own, such as property fee and parking.',
    collected_for_others: 'Handed on to somebody, such as water; receipts list it apart.',
    held: 'Kept for somebody, such as deposits; no income.',
    maintenance_fund: 'The owners’ maintenance fund; no income.',
  },
  item_expects_hint: {
    every_room: 'Homes, shops and offices owe it; unbound ones are listed.',
    bound_only: 'Only rooms that are bound, such as parking; the others lack nothing.',
  },
  kind_hint: {
    area: 'Price × area.',
    fixed: 'The same for every room, whatever its size.',
    count: 'Price × the people, spaces, vehicles or cards on record.',
    formula: 'Written with Chinese names, for special terms.',
    one_off: 'Charged when it happens, such as a door card; no monthly run bills it.',
    metered: 'Price × metered usage, by tiers or time of day.',
    linked: 'Priced on the usage of another fee, such as sewage.',
  },
  basis_hint: {
    built: 'The built area of the room record: the usual case.',
    inner: 'The inner area. Rooms without one are skipped and listed.',
    share: 'The shared area: built less inner. Rooms that lack one are listed.',
  },
  price_hint: {
    area: 'Yuan per square metre, up to 6 decimals.',
    fixed: 'Yuan per room.',
    count: 'Yuan per person, space, vehicle or card.',
    formula: 'The value of 单价 in the formula; empty when it is not used.',
    one_off: 'What the form offers; it can be changed.',
    metered: 'Yuan per unit of usage.',
    linked: 'Yuan per unit of usage.',
  },
  quoted_hint: {
    month: 'So much a month.',
    period: 'So much for the period, shared over its months and rounded once.',
    year: 'So much for the year, shared over its months and rounded once.',
  },
  scope_hint: {
    month: 'Every monthly bill is rounded by itself.',
    period: 'The period is rounded once and shared over its months, to the cent.',
    quoted: 'Sums for a period or a year are always rounded once.',
  },
  timing_hint: {
    prepaid: 'Billed at the start. Usual for property fee and parking.',
    postpaid: 'Billed when the period is over, such as usage.',
  },
  anchor_hint: {
    natural: 'Calendar periods from January.',
    hand_over:
      'A year from the hand-over of each room, such as 18 June to 17 June; 29 February is the 28th in a common year.',
    contract_day: 'From an agreed day; without one from the first charged day of each room.',
  },
  issue_hint: {
    day_of_month: 'The latest such day up to the start. With 25, next month is billed on the 25th of this one.',
    days_before_start: 'So many days before the start; 7 is usual for anniversaries.',
  },
  due_hint: {
    end_of_period:
      'Unpaid after the last day of its period, a bill is overdue; billed afterwards, after the month of billing.',
    day_of_month: 'Unpaid after this day, a bill is overdue. Shorter months take their last day.',
    days_after_issue: 'So many days from the day of billing.',
  },
  surcharge_hint: {
    none: 'Nothing on top. What is collected for others may have none.',
    per_unit: 'So much more per square metre, person or unit of usage.',
    fixed: 'So much more each time.',
    percent: 'This per cent on price × quantity.',
  },
  usage_hint: {
    flat: 'One price.',
    tiers: 'The more, the dearer. A bound belongs to its tier; the last has none.',
    registers: 'Prices by the time of day, two at least.',
  },
  tier_per_hint: {
    month: 'Bounds are for a month and grow with the months of a bill.',
    year: 'Counted over the bills of a tier year from this month on.',
  },
  on_transfer_hint: { new_count: 'A new owner begins at 0.', goes_on: 'A new owner goes on with what was used.' },
  variable_hint: {
    建筑面积: 'Built area of the room, ㎡',
    套内面积: 'Inner area of the room, ㎡',
    公摊面积: 'Built less inner area, ㎡',
    楼层: 'Floor of the room, a number',
    系数: 'Coefficient under Figures',
    人口: 'People under Figures',
    户数: 'Always 1',
    单价: 'The price field',
    月数: 'Months of the price: 1, those of the period, or 12',
    天数: 'Days of the whole month, period or year',
  },
  function_hint: {
    最小: 'Smallest of several: 最小(a, b)',
    最大: 'Largest of several: 最大(a, b)',
    四舍五入: 'Round half up: (number, decimals)',
    向上取整: 'Round up: (number, decimals)',
    向下取整: 'Round down: (number, decimals)',
    如果: 'If: 如果(楼层 > 2, so, else)',
  },
} as const satisfies Translated<typeof zh>
