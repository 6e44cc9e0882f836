import type { Translated } from '../schema.ts'
import type { room as zh } from '../zh-CN/room.ts'

export const room = {
  enum: {
    usage: { residence: 'Home', shop: 'Shop', office: 'Office', parking: 'Parking', storage: 'Storage', other: 'Other' },
    occupancy: {
      unsold: 'Unsold',
      handed_over: 'Handed over',
      renovating: 'Renovating',
      occupied: 'Occupied',
      rented: 'Rented',
      vacant: 'Vacant',
    },
  },
  column: {
    code: 'Room',
    building: 'Building',
    unit: 'Unit',
    owners: 'Owners',
    phone: 'Phone',
    usage: 'Usage',
    built_area: 'Built area (㎡)',
    occupancy: 'State',
    paid_until: 'Paid until',
    overdue: 'Overdue (¥)',
  },
  sheet: {
    name: 'Rooms',
    title: 'Rooms',
    subtitle: '{project}  {date}  {count} rooms',
    definition: 'Overdue: principal past its due date. Paid until: nothing up to this day is open',
    total: 'Total',
  },
  error: {
    code_empty: 'Enter the room code.',
    code_too_long: 'A room code has {limit} characters at most. Make it shorter.',
    code_invalid: 'The room code “{code}” has signs that cannot be used. Use letters, digits and dashes only.',
    code_taken: 'Room code {code} belongs to another room. Check it, or choose another.',
    area_order: 'The inner area cannot be larger than the built area. Check both.',
    area_in_billed_month:
      '{month} has been billed, so a corrected area cannot start there. Choose a later date, or take the run back first.',
    usage_has_bills: 'This room has bills, so its usage cannot change. Make a new room, or ask the administrator.',
    has_open_bills: '{openFen} yuan of this room are not paid, so it cannot end. Settle them first.',
    end_before_bills: 'Bills have been made up to {lastTo}, so the room cannot end earlier. Choose a later date.',
    tenant_overlap: 'This room has a tenant until {untilOn}. End that tenancy first.',
    tenancy_open: 'This room has a tenant without an end date. Enter the day on which the tenant leaves first.',
    party_twice: '{name} is recorded for this room already.',
    party_end_before_start: 'The end cannot be before the start on {fromOn}.',
    owner_before_term: 'The present owner is recorded from {fromOn}; a new owner cannot start earlier. Check the date.',
    owner_in_billed_month:
      'This room has been billed until {billedUntilOn}, so a transfer cannot be earlier. Start on {nextOn}, or take the run back first.',
    last_owner: 'This is the last owner and cannot be ended. Use a transfer of ownership.',
  },
} as const satisfies Translated<typeof zh>
