import { PERMISSIONS } from './permissions.ts'
import type { Permission } from './permissions.ts'

/** 角色: shipped presets; in the database a role is data and an office may add its own. */
export const PRESET_ROLES = [
  'administrator',
  'manager',
  'clerk',
  'accountant',
  'guard',
  'maintenance',
  'read_only',
] as const
export type PresetRole = (typeof PRESET_ROLES)[number]

const CLERK: readonly Permission[] = [
  'room.view',
  'room.edit',
  'person.view_name',
  'person.reveal',
  'standard.view',
  'billing.view',
  'metering.view',
  'metering.read',
  'counter.collect',
  'receipt.view',
  'receipt.void',
  'receipt.reprint',
  'shift.own',
  'report.view',
  // The stick is in the clerk's hand; where backups go and restoring are not.
  'backup.make',
]

const BY_ROLE: Readonly<Record<PresetRole, readonly Permission[]>> = {
  administrator: PERMISSIONS,
  // A manager runs the office and stands in at the counter, but does not give out accounts.
  manager: PERMISSIONS.filter((permission) => permission !== 'user.manage'),
  clerk: CLERK,
  accountant: [
    'room.view',
    'room.import',
    'room.export',
    'room.edit',
    'person.view_name',
    'standard.view',
    'standard.edit',
    'billing.view',
    'billing.run',
    'billing.undo',
    'late_fee.freeze',
    'metering.view',
    'metering.edit',
    'metering.read',
    'metering.correct',
    'receipt.view',
    'receipt.reprint',
    'shift.see_expected',
    'shift.view_all',
    'report.view',
    'report.export',
    'backup.make',
  ],
  guard: ['room.view'],
  // Who walks the route.
  maintenance: ['room.view', 'metering.view', 'metering.read'],
  read_only: [
    'room.view',
    'person.view_name',
    'standard.view',
    'billing.view',
    'metering.view',
    'receipt.view',
    'report.view',
  ],
}

export function presetPermissions(role: PresetRole): readonly Permission[] {
  return BY_ROLE[role]
}
