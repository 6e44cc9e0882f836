import type { Translated } from '../schema.ts'
import type { billSheet as source } from '../zh-CN/bill-sheet.ts'

export const billSheet: Translated<typeof source> = {
  export: 'Export for checking',
  file: 'Bills to check',
  name: { created: 'To be made', existing: 'Existing', skipped: 'Skipped' },
  title: 'Bills of {month} to check',
  subtitle: '{project}　reckoned on {date}; before publishing the page counts',
  total: 'Total',
  column: {
    room: 'Room',
    item: 'Fee',
    month: 'Month',
    from_on: 'From',
    to_on: 'To',
    quantity: 'Quantity',
    price: 'Price',
    days: 'Days billed',
    of_days: 'Of days',
    before: 'Month before',
    amount: 'Amount',
    due: 'Due',
    now: 'By the data now',
    reason: 'Reason',
  },
}
