export { sessionCommands } from './commands.ts'
export { sessionQueries } from './queries.ts'
export { SessionStore, endSessionsOf } from './session-store.ts'
export { hashPassword } from './password.ts'
