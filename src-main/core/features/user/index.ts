export { accountUseIn } from './account-use.ts'
