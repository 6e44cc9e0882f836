export { jobCommands } from './commands.ts'
export { writingChosenFile } from './file-not-written.ts'
export { jobQueries } from './queries.ts'
