export { setupCommands } from './commands.ts'
export { setupQueries } from './queries.ts'
