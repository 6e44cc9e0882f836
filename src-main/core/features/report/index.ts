export { reportCommands } from './commands.ts'
export { reportJobs } from './jobs.ts'
export { reportReaderQueries } from './reader-queries.ts'
