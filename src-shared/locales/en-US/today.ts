import type { Translated } from '../schema.ts'
import type { today as zh } from '../zh-CN/today.ts'

export const today = {
  nav: 'Today',
  page: {
    title: 'Today',
    weekday: {
      monday: 'Monday',
      tuesday: 'Tuesday',
      wednesday: 'Wednesday',
      thursday: 'Thursday',
      friday: 'Friday',
      saturday: 'Saturday',
      sunday: 'Sunday',
    },
    greeting: '{name}, {weekday} {date}',
    waiting: 'Waiting for you',
    calm: 'Nothing is waiting for you',
    calm_detail: 'What needs you will appear here.',
    figures: 'This project',
    first_steps: 'Getting started',
    first_steps_detail: 'After these steps, in this order, you can collect.',
    step_done: 'Done',
  },
  card: {
    shift_none: { title: 'No shift is open', detail: 'Open one with its float before you collect', act: 'Open shift' },
    shift_open: { title: 'Shift open since {time}', detail: 'Count and close before you leave', act: 'Collect' },
    shift_stale: {
      title: 'Open since {time}, not closed',
      detail: 'Count and close it, then open a shift for today',
      act: 'Close it',
    },
    shift_counted: { title: 'Counted, not closed yet', detail: 'Compare, and hand over', act: 'Close shift' },
    shifts_left_open: {
      title: '{count} shift left open | {count} shifts left open',
      detail: 'Opened before today: close them, or by force',
      act: 'See shifts',
    },
    shifts_to_count: {
      title: '{count} drawer to count | {count} drawers to count',
      detail: 'Closed by force, not counted yet',
      act: 'Count',
    },
    balances_differ: {
      title:
        '{count} fee whose paid amount is not that of its receipts | {count} fees whose paid amount is not that of their receipts',
      detail: 'The receipts hold; details are in the log. Call your service contact',
      act: 'See receipts',
    },
    print_failed: {
      title: '{count} receipt not printed | {count} receipts not printed',
      detail: 'The money is booked; print again',
      act: 'See queue',
    },
    jobs_running: {
      title: '{count} task running | {count} tasks running',
      detail: 'You can leave; the result stays',
      act: 'See tasks',
    },
    jobs_failed: {
      title: '{count} task failed today | {count} tasks failed today',
      detail: 'See why, and try again',
      act: 'See tasks',
    },
    import_drafts: {
      title: '{count} unfinished import | {count} unfinished imports',
      detail: 'Drafts are kept for 7 days',
      act: 'Go on',
    },
    unbound_rooms: {
      title: '{count} room without a standard | {count} rooms without a standard',
      detail: 'Without one there will be no bills',
      act: 'Bind',
    },
    go_live_missing: { title: 'No go-live date yet', detail: 'Decide from which day fees count', act: 'Set it' },
    bills_missing: { title: 'No bills for this month yet', detail: 'Preview first, then publish', act: 'Make bills' },
    bills_due: {
      title: '{n} bill is due today | {n} bills are due today',
      detail: '{amount} yuan: check and publish',
      act: 'Go to billing',
    },
    bills_missed: {
      title: '{n} bill was missed | {n} bills were missed',
      detail: 'Past their day, the oldest from {oldest}; {amount} yuan with those of today',
      act: 'Bill them',
    },
  },
  figure: {
    rooms: { label: 'Rooms', unit: '', detail: 'Rooms and spaces of this project' },
    overdue_rooms: { label: 'Rooms in arrears', unit: '', detail: 'With bills past their due date' },
    unbound_rooms: { label: 'Without a standard', unit: '', detail: 'Homes, shops and offices without one' },
    current_month_lines: { label: 'Bills of this month', unit: '', detail: 'Published, not taken back' },
  },
  step: {
    rooms: 'Import rooms and residents',
    standards: 'Set fee standards and bind them',
    go_live: 'Set the go-live date',
    bills: 'Make the first month’s bills',
    shift: 'Open a shift and collect',
  },
} as const satisfies Translated<typeof zh>
