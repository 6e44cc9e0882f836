export { keepAdministrator } from './last-administrator.ts'
export type { AccountRoles } from './last-administrator.ts'
export { STRONG_RIGHTS, newStrongRights } from './strong-rights.ts'
export type { HeldRights } from './strong-rights.ts'
