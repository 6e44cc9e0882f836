export { jobCommands } from './commands.ts'
export { writingChosenFile } from './file-not-written.ts'
export { cancelJobsOf, unfinishedJobsOf } from './jobs-of-user.ts'
export { jobQueries } from './queries.ts'
