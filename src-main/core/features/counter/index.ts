export { counterCommands } from './commands.ts'
export { counterQueries } from './queries.ts'
