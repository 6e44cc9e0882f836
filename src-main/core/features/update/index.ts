export { updateCommands } from './commands.ts'
