import type { Translated } from '../schema.ts'
import type { access as zh } from '../zh-CN/access.ts'

export const access: Translated<typeof zh> = {
  permission: {
    user: { view: 'View users', manage: 'Manage users and roles' },
    approval: { decide: 'Approve' },
    audit: { view: 'See the operation log', export: 'Export the operation log' },
    project: { manage: 'Manage projects' },
    setting: { view: 'View settings', manage: 'Change settings' },
    room: { view: 'View rooms', edit: 'Edit rooms and residents', import: 'Import rooms', export: 'Export rooms' },
    person: { view_name: 'View names', view_contact: 'View phone numbers', reveal: 'Reveal full phone and ID numbers' },
    standard: { view: 'View fee standards', edit: 'Edit fee standards' },
    billing: { view: 'View bills', run: 'Run billing', undo: 'Undo a billing run' },
    metering: {
      view: 'See meters and readings',
      edit: 'Change meters',
      read: 'Read meters',
      correct: 'Correct billed readings',
    },
    counter: { collect: 'Collect payments' },
    receipt: { view: 'View receipts', void: 'Void receipts', reprint: 'Reprint receipts' },
    shift: {
      own: 'Open and close own shift',
      see_expected: 'See expected takings',
      view_all: 'View all shifts',
      force_close: 'Force a shift to close',
    },
    report: { view: 'View reports', export: 'Export reports' },
    job: { view_all: 'View all tasks' },
    backup: { make: 'Make backups', restore: 'Restore from a backup' },
    clock: { confirm: 'Confirm the clock of the PC' },
  },
  feature: {
    import: 'Import',
    standard: 'Fee standards',
    billing: 'Billing',
    metering: 'Meters',
    counter: 'Counter',
    receipt: 'Receipts',
    shift: 'Shifts',
    report: 'Reports',
    bill_notice: 'Payment notices',
  },
  role: {
    administrator: 'Administrator',
    manager: 'Manager',
    clerk: 'Clerk',
    accountant: 'Accountant',
    guard: 'Guard',
    maintenance: 'Maintenance',
    read_only: 'Read only',
  },
  kind: {
    old: { name: 'Older estate', detail: 'Import, fees, receipts, shifts and reports; no printed payment notices' },
    standard: { name: 'Ordinary estate', detail: 'Payment notices as well' },
    premium: { name: 'Premium estate', detail: 'Begins like an ordinary estate; each function can be switched later' },
  },
}
