export { keepAdministrator } from './last-administrator.ts'
export type { AccountRoles } from './last-administrator.ts'
