import type { Translated } from '../schema.ts'
import type { report as zh } from '../zh-CN/report.ts'

export const report = {
  definition: {
    receivable: 'Receivable: billed amount after waivers',
    received: 'Received: cash, WeChat, Alipay, card and transfer, less refunds; without offsets and voids',
    open: 'Open: everything not paid, due or not',
    overdue: 'Overdue: principal past its due date',
    net: 'Net: total received, by the day of collection',
    voided: 'Void: keeps its number, counts in no sum',
    current_rate: 'Current rate: collected by the cut-off on bills of the period ÷ their receivable after waivers',
    rooms_rate: 'Rooms rate: rooms with all bills of the period paid ÷ rooms billed',
    debt_rate: 'Old-debt rate: opening debt collected in the period ÷ opening debt',
    combined_rate: 'Combined rate: (current + old debt collected) ÷ (current receivable + opening debt)',
    paid_until: 'Paid until: no bill up to this day is open',
  },
  error: {
    range_invalid: 'The dates do not fit: the start cannot be after the end, {maxDays} days at most. Choose again.',
  },
} as const satisfies Translated<typeof zh>
